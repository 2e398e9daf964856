"""One module for each revision. A released module is never changed."""
