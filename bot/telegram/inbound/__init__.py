"""Updates from Telegram, by polling or webhook, as events for the coach."""
