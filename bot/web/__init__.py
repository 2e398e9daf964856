"""The coach's own HTTP server: Telegram's webhook, and the pages that tell whoever runs the coach how it is."""
