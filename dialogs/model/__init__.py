"""The facts about a user as frozen records; no text is read or written here."""
