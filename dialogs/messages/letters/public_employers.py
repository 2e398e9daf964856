"""Recognition of public employers, who must appoint by merit alone."""

import re
from typing import Final

_PUBLIC: Final = re.compile(
    r"kommune|direktorat|departement|statsforvalter|helseforetak|sykehus|sjukehus|universitet|høgskole|høyskole|etaten\b"
    r"|tilsynet\b|politi|offentlig|fylke|\b(?:nav|staten|statens|forsvaret|stortinget|domstol\w*|tingrett\w*)\b"
    r"|municipal|\b(?:council|ministry|directorate|police|university|state|government|public sector|civil service)\b",
    re.IGNORECASE,
)


def is_public(words: str) -> bool:
    """Return whether a job or workplace appears to belong to a public employer."""
    return bool(_PUBLIC.search(words))
