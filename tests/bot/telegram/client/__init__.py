"""Tests of bot/telegram/client."""
