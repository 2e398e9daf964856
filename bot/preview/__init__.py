"""The preview: one HTML page with all texts and dialogs, made from the definitions, for proof-readers."""
