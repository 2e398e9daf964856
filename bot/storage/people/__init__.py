"""People in the database: facts, address books, limits, deletion, redaction of names, retention and counts."""
