"""Comparison of job titles in an address book with the target: similar, in charge of people, or a recruiter's."""

import re
from collections.abc import Iterable
from functools import lru_cache

PAIRS = (
    ("prosjektleder", "project manager"),
    ("produkteier", "product owner"),
    ("utvikler", "developer"),
    ("programmerer", "programmer"),
    ("sykepleier", "nurse"),
    ("lege", "doctor"),
    ("lærer", "teacher"),
    ("regnskapsfører", "accountant"),
    ("revisor", "auditor"),
    ("rådgiver", "adviser"),
    ("rådgiver", "advisor"),
    ("konsulent", "consultant"),
    ("selger", "sales"),
    ("ingeniør", "engineer"),
    ("jurist", "lawyer"),
    ("advokat", "lawyer"),
    ("arkitekt", "architect"),
    ("økonomisjef", "finance manager"),
    ("markedsfører", "marketing"),
    ("forsker", "researcher"),
    ("saksbehandler", "case officer"),
    ("analytiker", "analyst"),
    ("daglig leder", "managing director"),
)
"""Job titles that translate each other, Norwegian and English."""

RECRUITS = re.compile(r"\b(?:rekrutter\w*|recruit\w*|talent acquisition|headhunter|bemanning\w*|staffing)\b")
PEOPLE = re.compile(r"\b(?:hr|human resources|people & culture|personal(?:sjef|leder|rådgiver|direktør))\b")
IN_CHARGE = re.compile(
    r"\b\w*(?:sjef|direktør)\b|\b(?:manager|head|chief|director|partner|founder|gründer|president|vp|lead)\b|"
    r"\b(?:avdelings|seksjons|team|region|gruppe|fag|enhets|drifts|salgs|personal|daglig )?leder\b|"
    r"\bc[efto]o\b|\brektor\b|\bstyrer\b"
)
NOT_OF_PEOPLE = re.compile(
    r"\b(?:project|product|account|programme?|community|office|event|customer success|social media) (?:manager|lead)\b|"
    r"\b(?:prosjekt|bygge|anleggs|produkt|arrangements)leder\b"
)


@lru_cache(maxsize=8192)
def hires(position: str) -> bool:
    """Return whether the title suggests a say in hiring: a manager, HR or a recruiter."""
    words = position.casefold()
    return recruits(position) or bool(PEOPLE.search(words) or IN_CHARGE.search(NOT_OF_PEOPLE.sub(" ", words)))


@lru_cache(maxsize=8192)
def recruits(position: str) -> bool:
    """Return whether the title is a recruiter's."""
    return RECRUITS.search(position.casefold()) is not None


def is_near(position: str, wished: Iterable[str]) -> bool:
    """Return whether a title equals or contains one of the wished titles, in either language."""
    return any(_has(position, words) for wish in wished for words in _in_both(wish))


@lru_cache(maxsize=1024)
def _in_both(wish: str) -> tuple[str, ...]:
    words = " ".join(wish.casefold().split())
    others = [words.replace(one, other) for pair in PAIRS for one, other in (pair, pair[::-1]) if one in words]
    return (words, *others) if words else ()


def _has(position: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}", position.casefold()) is not None
