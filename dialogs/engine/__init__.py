"""The engine that plays a turn: scripts, attempts, navigation (back), corrections and the turn's result."""
