"""Tests of the edge: command line, storage, Telegram, terminal and web."""
