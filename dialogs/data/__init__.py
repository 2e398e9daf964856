"""The tables that the coach knows by heart; README.md names their sources."""
