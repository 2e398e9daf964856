"""The letters: what can be asked of whom, and in which words, from the texts in `texts/`."""
