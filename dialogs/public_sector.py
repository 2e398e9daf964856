"""Employers whose name tells that they are public; there merit decides, and the list of applicants is open."""

import re
from typing import Final

_PUBLIC: Final = re.compile(
    r"\b(?:nav|\w*kommunen?|\w*fylke\w*|\w*universitete?t?|\w*høg?skolen|\w*direktorate?t?|\w*departemente?t?|statens|"
    r"statsforvalteren|politiet|\w*forsvaret|\w*sjukehuse?t?|\w*sykehuse?t?|helse \w+|hf|skatteetaten|\w*tingretten?|"
    r"municipality|county council|university|ministry|directorate|public hospital)\b",
    re.IGNORECASE,
)


def sounds_public(name: str) -> bool:
    """Whether the name is that of the state, a municipality, a university or a public hospital."""
    return _PUBLIC.search(name) is not None
