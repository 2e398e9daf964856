"""Readers of questions to the coach, answered from its knowledge base."""
