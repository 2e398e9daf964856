"""The dialogs about the user's account: welcome and consent, privacy, and what the coach is."""
