"""Tests of bot/telegram/inbound."""
