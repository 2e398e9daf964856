"""A Bot API server on loopback, and a stage that plays transcripts through it."""
