"""Readers of people in free words: names, workplaces, roles and relations."""
