"""The dialogs that follow a message: check back, outcome, no answer, plan and week report."""
