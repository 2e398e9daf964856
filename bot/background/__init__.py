"""Jobs that run beside the turns: reminders, retention, forgetting and key rotation."""
