"""Logs, metrics, error reports and traces for operators."""
