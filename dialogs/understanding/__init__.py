"""Readers of free words: text in, a value out, such as a date, a person, an employer or a yes."""
