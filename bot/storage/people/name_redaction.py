"""Somebody's name in stored text: found in any spelling of its letters and spaces, and taken out."""

import re
import zlib
from typing import Any, Final
from unicodedata import normalize

import msgspec

GONE: Final = "…"
"""What stands where a name was."""

_decode: Final = msgspec.json.Decoder().decode
_encode: Final = msgspec.json.Encoder().encode


class NameRedactor:
    """Somebody by their whole name."""

    def __init__(self, name: str) -> None:
        words = normalize("NFC", name).split()
        self._folded = " ".join(words).casefold()
        self._pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)", re.IGNORECASE)

    def is_name(self, words: object) -> bool:
        """Whether these words are the name and nothing else."""
        return isinstance(words, str) and " ".join(normalize("NFC", words).split()).casefold() == self._folded

    def is_theirs(self, text: bytes) -> bool:
        """Whether a stored text is what was told of them, and not of somebody or something else."""
        return self._is_them(_content(text)[1])

    def without(self, text: bytes) -> bytes | None:
        """Take the person out of a stored text, which is JSON, or JSON that was packed. None: they are not in it."""
        is_packed, content = _content(text)
        cleaned = self._cleaned(content)
        if cleaned == content:
            return None
        return zlib.compress(_encode(cleaned), 1) if is_packed else _encode(cleaned)

    def _cleaned(self, value: Any) -> Any:
        """Leave out of lists whoever bears the name, and the name out of words."""
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
    """Read a stored text, and tell whether it was packed."""
    is_packed = text[:1] == b"x"
    return is_packed, _decode(zlib.decompress(text) if is_packed else text)
