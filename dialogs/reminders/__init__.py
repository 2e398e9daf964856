"""The reminders the coach sends first: their texts, settings, schedule, actions and snoozing."""
