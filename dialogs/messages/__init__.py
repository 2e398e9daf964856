"""The dialogs that write a message: recipient, purpose, draft, revision, own voice and rehearsal."""
