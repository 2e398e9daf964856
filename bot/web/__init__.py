"""The HTTP server: Telegram's webhook, health checks and metrics."""
