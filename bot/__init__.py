"""Everything that does I/O: Telegram, the terminal, the web server, the database and the command line."""
