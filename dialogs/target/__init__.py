"""Step 1 of the method, what you look for: the target, and the search in the company register."""
