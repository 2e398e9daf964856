"""What tests share: servers, transports, readers of transcripts and tables, and sample people."""
