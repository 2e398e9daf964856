"""Encryption at rest: keys, encrypted columns, and the binding of each value to its row."""
