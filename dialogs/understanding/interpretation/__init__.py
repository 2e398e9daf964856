"""What a message may be: acts of a closed set, each with its kind, the people and places it names, and how sure."""
