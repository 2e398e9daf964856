"""Tests of the coach's HTTP server, over real HTTP on loopback."""
