"""The coach's own HTTP server, over real HTTP on loopback."""
