"""The trace id of an update in the log, from its arrival to the messages that answer it."""

from functools import lru_cache
from hashlib import blake2b


@lru_cache(maxsize=1024)  # called at each step of an update
def trace_of(key: str) -> str:
    """Hash the key of an incoming event to eight hexadecimal digits: the same in every process, nothing personal."""
    return blake2b(key.encode(), digest_size=4).hexdigest()
