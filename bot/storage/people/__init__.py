"""People in the database: their facts and address books, retention, deletion and statistics."""
