"""Drafts as a model gets them, and honest rewrites (`tests/tables/rewrites.txt`)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dialogs.text import Language

_TABLE: Final = Path(__file__).parent.parent / "tables" / "rewrites.txt"


def _told() -> Iterator[tuple[Language, str, list[str]]]:
    """Yield the language of each draft, the draft, and its rewrites."""
    for block in re.split(r"^=== ", _TABLE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        language, _, rest = block.partition("\n")
        draft, *rewrites = [text.strip() for text in rest.split("\n---\n")]
        yield Language(language), draft, rewrites


DRAFTS: Final = {wanted: [draft for language, draft, _ in _told() if language is wanted] for wanted in Language}
HONEST: Final = [(text, draft, language) for language, draft, texts in _told() for text in texts]
"""Triples of a rewrite, its draft, and the language of both."""
