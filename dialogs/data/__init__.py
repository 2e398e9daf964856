"""The packaged data tables of the coach; README.md names their sources."""
