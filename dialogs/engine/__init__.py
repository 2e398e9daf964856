"""The engine that runs the dialogs: scripts, conversation, navigation, corrections and the turn's result."""
