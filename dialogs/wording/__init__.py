"""Wording that several dialogs share: facts as texts for the user."""
