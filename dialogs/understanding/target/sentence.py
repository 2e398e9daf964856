"""Reading of a target from one sentence: positions, industries, sizes, places and target employers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

from msgspec import Struct

from dialogs.understanding.job_titles import PHRASES, is_role, positions_in
from dialogs.understanding.target.employers import is_denied, target_employers_in
from dialogs.understanding.target.industries import industries_in
from dialogs.understanding.target.places import places_in
from dialogs.understanding.target.sizes import sizes_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dialogs.understanding.target.industries import IndustryMention
    from dialogs.understanding.target.places import PlaceMention
    from dialogs.understanding.target.sizes import SizeMention


class TargetWords(Struct, frozen=True, gc=False):
    """The parts of a target that a sentence names, and the whole text. Parts that it does not name are empty."""

    text: str
    positions: tuple[str, ...] = ()
    industries: tuple[IndustryMention, ...] = ()
    industry_hints: tuple[IndustryMention, ...] = ()  # suggested by the position: ask, never store
    sizes: SizeMention | None = None
    places: tuple[PlaceMention, ...] = ()
    aims: tuple[str, ...] = ()


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class _Clause(Struct, frozen=True, gc=False):
    start: int
    end: int
    text: str
    is_past: bool  # a present or past position; a wish only if there is no other


_LONGEST: Final = 400  # characters; an answer has at most 300
_LONGEST_CLAUSE: Final = 300


def target_in(sentence: str) -> TargetWords:
    """Return the parts of a target that a sentence names. Nothing is guessed.

    Words that name an employer name nothing else; those of a place or a size name no industry; the rest may be roles.
    """
    text = sentence[:_LONGEST]
    employers = tuple(target_employers_in(text))
    places = tuple(place for place in places_in(text) if not _overlaps(place, employers))
    size = sizes_in(text)
    size = None if size and _overlaps(size, employers) else size
    taken: tuple[_Spanned, ...] = (*employers, *places, *([size] if size else []))
    named = [one for one in industries_in(text) if not _overlaps(one, taken) and not is_denied(text, one.start)]
    roles = _roles(_blanked(text, taken), named)
    industries = tuple(one for one in named if not one.findings.suggested_by_role and not _overlaps(one, roles))
    return TargetWords(
        text=sentence,
        positions=tuple(dict.fromkeys(position for role in roles for position in positions_in(role.text))),
        industries=industries,
        industry_hints=tuple(one for one in named if one not in industries),
        sizes=size,
        places=places,
        aims=tuple(dict.fromkeys(text[employer.start : employer.end] for employer in employers)),
    )


def _roles(text: str, named: Sequence[IndustryMention]) -> list[_Clause]:
    """Return the clauses that name a role; a past or present one only if there is no other."""
    roles = [clause for clause in _clauses(text, named) if is_role(clause.text)]
    return [role for role in roles if not role.is_past] or roles


def _overlaps(one: _Spanned, others: Iterable[_Spanned]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _blanked(text: str, taken: Iterable[_Spanned]) -> str:
    letters = list(text)
    for one in taken:
        letters[one.start : one.end] = "," * (one.end - one.start)
    return "".join(letters)


_BREAK: Final = re.compile(
    r"[,;.!?()\n:]\s|[,;()\n]|[.!?]$|\s[-–—]\s|\b(?:og|and|men|but)\s(?=(?:jeg |eg |i |i'm |har |have )?(?:vil"
    r"|ønsker|want|would|looking|ser|søker"
    r"|am |i'm|er |har|have)\b)"
    r"|\b(?:i|in|på|hos|at|innen|innenfor|within|ved|near|helst|gjerne|preferably|ideally|into|from|fra|til"
    r"|with(?= a\b))\s",
    re.IGNORECASE,
)
_LEAD_IN: Final = re.compile(
    r"^.{0,120}?\b(?:jobbe?r?|jobba|work(?:ing|ed)?|stilling(?:en)?|job|jobb|position|role|rolle|years?|år"
    r"|erfaring|experience"
    r"|arbeid|arbeide|fast|ansatt|begynne|start(?:e|ing)?|være|noe)\s(?:som|as)\s"
    r"|^.{0,80}?\b(?:bli|være|be|become|being|becoming|looking for|look for|ser etter|leter etter|søker"
    r"|ønsker(?: meg)?|want"
    r"|after|etter|like|ha|har lyst på|er|am|i'm)\s(?!to\b|å\b)"
    r"|^\s*(?:som|as)\s|^\s*(?:eller|or|og|and)\s",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(r"^\s*(?:(?:en|ei|et|a|an|the|ny|nye|new|my next|next|some|any)\s)+", re.IGNORECASE)
_TAIL: Final = re.compile(
    r"\s(?:job|jobb|jobs|stilling|position|role|rolle|\d{2,3}\s?%|fulltid|deltid|full[- ]time|part[- ]time"
    r"|eller|or|og|and|el\."
    r"|for|med|with)$|[/&+]$",
    re.IGNORECASE,
)
_PAST: Final = re.compile(
    r"\b(?:jeg er|jeg har|i am|i['’]m|i was|i have|har jobb[ae]t?|worked|experience|erfaring)\b", re.IGNORECASE
)
_AS: Final = re.compile(r"\s(?:som|as)\s(?:an?\s|en\s)?", re.IGNORECASE)
_SHARE: Final = re.compile(r"^\s*\d{1,3}\s?%\s|\s\d{1,3}\s?%(?=\s|$)")


def _clauses(text: str, named: Sequence[IndustryMention]) -> Iterator[_Clause]:
    start = 0
    for stop in [*_BREAK.finditer(text), None]:
        end = stop.start() if stop else len(text)
        yield from _clause(text, start, end, named)
        start = stop.end() if stop else end


def _clause(text: str, first: int, end: int, named: Sequence[IndustryMention]) -> Iterator[_Clause]:
    end = min(end, first + _LONGEST_CLAUSE)
    start = _behind_lead_in(text, first, end)
    # "prosjektleder bygg": an industry after the role is a field of its own.
    for one in named:
        if start < one.start < end and _is_own_field(one, text[start : one.start]):
            end = one.start
    said = _SHARE.sub(" ", text[start:end])
    while tail := _TAIL.search(said := said.rstrip()):
        said = said[: tail.start()]
    if said.strip():
        yield _Clause(start, end, said.strip(), is_past=bool(_PAST.search(text, first, start)))


def _behind_lead_in(text: str, start: int, end: int) -> int:
    for pattern in (_LEAD_IN, _ARTICLE):
        while (lead := pattern.search(text[start:end])) and is_role(text[start + lead.end() : end]):
            start += lead.end()
    aside = _AS.search(text, start, end)
    if aside and not is_role(text[start : aside.start()]) and is_role(text[aside.end() : end]):
        return aside.end()  # "in tech as product manager"
    return start


def _is_own_field(one: IndustryMention, before: str) -> bool:
    if one.findings.may_be_work or is_role(one.text) or PHRASES.search(f"{before}{one.text}".lower()):
        return False
    return is_role(before) and not before.endswith(" for ")
