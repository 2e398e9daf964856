"""Storage: the database, its tables and migrations, people as rows, encryption, and the queues."""
