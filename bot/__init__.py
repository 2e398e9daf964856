"""What touches the world: Telegram, the terminal, the database and the command line."""
