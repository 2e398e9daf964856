"""The coach: conversation logic without I/O."""
