"""The coach: what is said and heard, pure."""
