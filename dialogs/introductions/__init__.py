"""Step 3 of the method: ask somebody you know to introduce you, and find who works somewhere."""
