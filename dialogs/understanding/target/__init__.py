"""Readers of a target: industries, employers, sizes and places."""
