"""Tests of bot/storage/queue."""
