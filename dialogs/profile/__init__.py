"""The dialog about the user's LinkedIn profile: a checklist and its advice."""
