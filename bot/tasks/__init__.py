"""Tasks: work that turns request and that is done outside them, such as exports, imports and network maps."""
