"""The facts about a user as frozen records, without any reading or wording."""
