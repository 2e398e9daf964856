"""Redaction of a name in stored text, regardless of case, Unicode form and spaces."""

import re
import zlib
from typing import Any, Final
from unicodedata import normalize

import msgspec

GONE: Final = "…"
"""The replacement for a name."""

_decode: Final = msgspec.json.Decoder().decode
_encode: Final = msgspec.json.Encoder().encode


class NameRedactor:
    """Finds and redacts one full name."""

    def __init__(self, name: str) -> None:
        words = normalize("NFC", name).split()
        self._folded = " ".join(words).casefold()
        self._pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)", re.IGNORECASE)

    def is_name(self, words: object) -> bool:
        """Whether a value is the name and nothing else."""
        return isinstance(words, str) and " ".join(normalize("NFC", words).split()).casefold() == self._folded

    def is_theirs(self, text: bytes) -> bool:
        """Whether a stored text is a record about the person with this name."""
        return self._is_them(_content(text)[1])

    def without(self, text: bytes) -> bytes | None:
        """Return a stored text, JSON or compressed JSON, without the name, or None if it does not contain the name."""
        is_packed, content = _content(text)
        cleaned = self._cleaned(content)
        if cleaned == content:
            return None
        return zlib.compress(_encode(cleaned), 1) if is_packed else _encode(cleaned)

    def _cleaned(self, value: Any) -> Any:
        """Remove records about the person from lists, and the name from strings."""
        match value:
            case str():
                words = normalize("NFC", value)
                return self._pattern.sub(GONE, words) if self._pattern.search(words) else value
            case list():
                return [self._cleaned(item) for item in value if not self._is_them(item)]
            case dict():
                return {key: self._cleaned(item) for key, item in value.items()}
            case _:
                return value

    def _is_them(self, item: object) -> bool:
        return isinstance(item, dict) and self.is_name(item.get("name"))


def _content(text: bytes) -> tuple[bool, Any]:
    """Decode a stored text. Return whether it was compressed, and its content."""
    is_packed = text[:1] == b"x"
    return is_packed, _decode(zlib.decompress(text) if is_packed else text)
