"""The input and output of the coach: events, replies, callback data, and tasks."""
