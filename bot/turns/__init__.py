"""Turns in the database: each event once, in one transaction, with the replies and tasks that it causes."""
