"""The coach in a terminal, for people at a keyboard and for pipes."""
