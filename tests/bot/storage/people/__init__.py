"""Tests of bot/storage/people."""
