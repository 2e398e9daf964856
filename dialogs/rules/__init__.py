"""Pure policy over the model: outreach, cadence, ranking, matching, quiet hours, undo and restore."""
