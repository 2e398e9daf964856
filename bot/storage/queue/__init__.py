"""Queues in the database: outbox, tasks, reminders, rate limits, leases and dead letters."""
