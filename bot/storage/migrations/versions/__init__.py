"""One module a step; once released it is never changed."""
