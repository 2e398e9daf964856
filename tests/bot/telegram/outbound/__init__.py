"""Tests of bot/telegram/outbound."""
