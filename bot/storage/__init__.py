"""The database: its tables, how a person becomes rows and back, what waits to be sent, and migrations."""
