"""Tests of bot/storage/encryption."""
