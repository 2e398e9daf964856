"""Tests of bot/storage/db."""
