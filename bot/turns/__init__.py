"""Turns of the conversation: one transaction each, dispatched and committed in groups."""
