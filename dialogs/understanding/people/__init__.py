"""Readers of people: names, workplaces, roles and relations in free words."""
