"""Key rotation: the keys in use, and encryption of stored rows with a new key."""
