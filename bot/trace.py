"""The id that follows an update through the log, from its arrival to the messages that answer it."""

from functools import lru_cache
from hashlib import blake2b


@lru_cache(maxsize=1024)  # asked for at each step of an update
def trace_of(key: str) -> str:
    """Make a short id of an arrival's key: eight hexadecimal digits, the same in every process, nothing personal."""
    return blake2b(key.encode(), digest_size=4).hexdigest()
