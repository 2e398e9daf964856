"""The dialogs about the user's whole network: import, address book, matches, restore and map."""
