"""Importers: they read the people in a user's file. They return people or a reason, and never raise."""
