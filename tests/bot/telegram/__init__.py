"""Tests of what stands between Telegram and the coach."""
