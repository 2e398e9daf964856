"""Positions in an address book: near the wished one, in charge of people, or hiring for a living; in both languages."""

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
"""What a position is called in the other language."""

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
    """Return whether somebody of this position hires, or is asked by those who do: a leader, HR, a recruiter."""
    words = position.casefold()
    return recruits(position) or bool(PEOPLE.search(words) or IN_CHARGE.search(NOT_OF_PEOPLE.sub(" ", words)))


@lru_cache(maxsize=8192)
def recruits(position: str) -> bool:
    """Return whether somebody of this position hires for a living."""
    return RECRUITS.search(position.casefold()) is not None


def is_near(position: str, wished: Iterable[str]) -> bool:
    """Return whether a position is one of the wished ones, or has it in its name, in either language."""
    return any(_has(position, words) for wish in wished for words in _in_both(wish))


@lru_cache(maxsize=1024)
def _in_both(wish: str) -> tuple[str, ...]:
    words = " ".join(wish.casefold().split())
    others = [words.replace(one, other) for pair in PAIRS for one, other in (pair, pair[::-1]) if one in words]
    return (words, *others) if words else ()


def _has(position: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}", position.casefold()) is not None
