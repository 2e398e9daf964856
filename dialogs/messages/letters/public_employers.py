"""Whether words name a public employer, where merit alone decides who is hired."""

import re
from typing import Final

_PUBLIC: Final = re.compile(
    r"kommune|direktorat|departement|statsforvalter|helseforetak|sykehus|sjukehus|universitet|høgskole|høyskole|etaten\b"
    r"|tilsynet\b|politi|offentlig|fylke|\b(?:nav|staten|statens|forsvaret|stortinget|domstol\w*|tingrett\w*)\b"
    r"|municipal|\b(?:council|ministry|directorate|police|university|state|government|public sector|civil service)\b",
    re.IGNORECASE,
)


def is_public(words: str) -> bool:
    """Return whether these words, a job or a workplace, are of a public employer as far as one can tell."""
    return bool(_PUBLIC.search(words))
