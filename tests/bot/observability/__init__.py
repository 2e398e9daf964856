"""Tests of bot/observability."""
