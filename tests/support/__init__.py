"""Support for tests: servers, transports, readers of transcripts and tables, and sample people."""
