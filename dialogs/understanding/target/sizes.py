"""Reading of the size of a workplace from free words in Norwegian or English."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from dialogs.model.facts import Size
from dialogs.model.records import replace
from dialogs.understanding.target.headcounts import FILLER, NO_LIMIT, counts_in

if TYPE_CHECKING:
    from collections.abc import Iterable


class AnySize(Enum):
    """The answer that size does not matter."""

    NO_MATTER = "any"


Sizes = tuple[Size, ...] | AnySize


class SizeMention(Struct, frozen=True, gc=False):
    """A size named in a sentence, with its position."""

    start: int
    end: int
    text: str
    sizes: Sizes


class _Hit(Struct, frozen=True, gc=False):
    start: int
    end: int
    sizes: tuple[Size, ...]
    is_plain: bool  # clearly a size even in the middle of a sentence


_LOWEST: Final = {Size.MICRO: 0, Size.SMALL: 10, Size.MEDIUM: 50, Size.LARGE: 250}
_LONGEST: Final = 400  # characters; an answer has at most 300
_BOTH_SMALL: Final = (Size.MICRO, Size.SMALL)


def _classes(least: int, most: int) -> tuple[Size, ...]:
    # "10 til 50" means the class that ends at 49, so an upper limit on a boundary belongs to the lower class.
    most = most - 1 if most > least and most in _LOWEST.values() else most
    highest = [*list(_LOWEST.values())[1:], NO_LIMIT + 1]
    return tuple(size for size, above in zip(_LOWEST, highest, strict=True) if _LOWEST[size] <= most and above > least)


def _others(sizes: Iterable[Size]) -> tuple[Size, ...]:
    return tuple(size for size in Size if size not in set(sizes))


_SEGMENT_BEFORE: Final = re.compile(r"[^,;.\n]{0,40}$")
_SEGMENT_AFTER: Final = re.compile(r"[^,;.\n]{0,40}")
_JOINED: Final = re.compile(r"[\s,/–-]{0,3}(?:til|to|eller|or|og|and|enten|either)?\s{0,2}")
_NOT: Final = re.compile(
    r"(?:\b(?:ikke|ikkje|ikke noen?|ikke et|ikke en|not|nothing|no|non|never|alt unntatt|alt annet enn|alt bortsett fra"
    r"|anything but|anything except|everything but|everything except|all but|ingen|bort fra|vekk fra|ut av|ut fra|unna"
    r"|slippe|(?:lei|trøtt) av|away from|out of|(?:tired|sick) of|done with|enough of|rather than|instead of)\s)"
    r"((?:alt ?for|for|så|too|so|that|veldig|very|særlig)\s)?(?:(?:a|an|en|et|ei|any|noe|no|store?|very)\s){0,2}$"
)
_MORE: Final = re.compile(
    r"\s?(?:eller|or|og|and|and/or)\s(større|bigger|larger|up|oppover|mindre|smaller|below|nedover)\b"
)
_WORKPLACE: Final = re.compile(
    r"(?:[ -](?:sized|size|størrelse|type))?\s?(?:bedrift|arbeidsplass|arbeidsgiver|selskap|firma|virksomhet"
    r"|company|compan|ones?\b"
    r"|employer|workplace|business|firm\b|organi[sz]a|place|plass|sted\b)\w{0,7}"
)
_KIND_OF_PLACE: Final = re.compile(
    r"\s(?:\w{2,20}\s)?\w{0,20}(?:entreprenør|aktør|byrå|bank|kommune|konsern|kontor|etat|butikk|kjede|hotell"
    r"|sykehus|skole"
    r"|barnehage|team|organisasjon|bedrift|selskap|firm|miljø|verksted|group|corporat|contractor|agency|clinic|school"
    r"|hospital|hotel|startup|start-up|practice|klinikk|studio|shop)(?:\w{0,4})\b"
)
_ANY: Final = re.compile(
    r"\b(?:any(?:thing|where)?|whatever|alle?|alt(?: går)?|all of them|either(?: is fine)?|open|åpen|åpent"
    r"|fleksibel|flexible"
    r"|samm[ea]?(?: det| for meg)?|same|det samme|uansett|likegyldig|hva som helst|no preferences?|ingen preferanser?"
    r"|(?:spiller|spelar|har) (?:ingen|inga|ikke|ingenting|lite)(?: noen| noe| stor)?(?: rolle| å si|betydning)?"
    r"|ikke (?:så )?(?:viktig|nøye|farlig)|bryr meg ikke|not (?:important|fussy|picky)|(?:do(?:es)?n['’]?t"
    r"|do(?:es)? not) "
    r"(?:really )?(?:matter|mind|care)|no matter|all the same)(?!\w)"
)
_ANY_OF_SIZE: Final = re.compile(
    r"\b(?:any|all|alle|uansett|hvilken som helst)\s(?:company\s)?(?:size|sizes|størrelser?)\b"
    r"|\b(?:størrelsen?|size)\s(?:\w+\s)?(?:spiller|spelar|har|er|betyr|doesn['’]?t|does not|is|isn['’]?t|not)\s"
    r"(?:ingen|inga|ikke|ikkje|not|matter|important|mye|lite|ingenting|no|all)(?:\s(?:så|noe|å|the))?"
    r"(?:\s(?:rolle|viktig|nøye|farlig|si|important|matter|same))?"
    r"|\bno matter (?:the size|how (?:big|large|small))"
)
_ALL_THE_SAME: Final = re.compile(r"\b(?:det samme|samma det|ingen rolle|all the same|matter|don't mind|don't care)\b")
_HOW_BIG: Final = re.compile(r"\b(?:hvor (?:stor|store|stort|liten)|how (?:big|large|small))\b")


@cache
def _scale() -> tuple[re.Pattern[str], tuple[tuple[tuple[Size, ...], bool], ...]]:
    rows = (files("dialogs.data") / "size_words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    words, means = [], []
    for row in rows:
        sizes, said, pattern = row.split("\t")
        words.append(rf"(\b(?:{pattern})(?!\w))")
        means.append((tuple(Size(size) for size in sizes.split("+")), said == "anywhere"))
    return re.compile("|".join(words)), tuple(means)


def find_sizes(words: str) -> Sizes | None:
    """Return the sizes in an answer to "how large?", or None if it was not understood."""
    text = _HOW_BIG.sub("", words[:_LONGEST].lower())
    hits = _hits(text, is_answer=True)
    if len(hits) > 1 and _ALL_THE_SAME.search(text):
        return AnySize.NO_MATTER  # "stor eller liten, det er det samme"
    if hits:
        return _union(hits, text)
    return AnySize.NO_MATTER if _ANY.search(text) or _ANY_OF_SIZE.search(text) else None


def sizes_in(sentence: str) -> SizeMention | None:
    """Return the size that a sentence about a target names, or None."""
    text = sentence[:_LONGEST].lower()
    if len(text) != len(sentence[:_LONGEST]):  # a letter that becomes two in lower case would shift the positions
        text = sentence[:_LONGEST]
    groups = _groups([_with_noun(hit, text) for hit in _hits(text, is_answer=False)], text)
    # "small or medium company": the noun applies to all the adjectives.
    group = next((group for group in groups if any(_is_size(hit, text) for hit in group)), None)
    if group:
        start, end = group[0].start, group[-1].end
        return SizeMention(start, end, sentence[start:end], _union(group, text))
    if any_size := _ANY_OF_SIZE.search(text):
        start, end = any_size.span()
        return SizeMention(start, end, sentence[start:end], AnySize.NO_MATTER)
    return None


def _hits(text: str, *, is_answer: bool) -> list[_Hit]:
    counts = (
        _Hit(count.start, count.end, _classes(count.least, count.most), count.is_named)
        for count in counts_in(text, is_answer=is_answer)
    )
    return _apart([*_scale_hits(text), *counts])


def _scale_hits(text: str) -> Iterable[_Hit]:
    pattern, means = _scale()
    for match in pattern.finditer(text):
        sizes, is_plain = means[(match.lastindex or 1) - 1]
        yield _or_beyond(_unless_denied(_Hit(*match.span(), sizes, is_plain=is_plain), text), text)


def _unless_denied(hit: _Hit, text: str) -> _Hit:
    denied = _NOT.search(text, max(0, hit.start - 40), hit.start)
    if denied is None:
        return hit
    start, too = denied.start(), bool(denied[1])
    if too and hit.sizes == (Size.SMALL,):
        return replace(hit, start=start, sizes=_others((Size.MICRO,)), is_plain=True)
    # A user who rejects small workplaces rejects smaller ones too.
    without = _BOTH_SMALL if hit.sizes == (Size.SMALL,) else hit.sizes
    return replace(hit, start=start, sizes=_others(without), is_plain=hit.is_plain or too)


def _or_beyond(hit: _Hit, text: str) -> _Hit:
    more = _MORE.match(text, hit.end)
    if more is None:
        return hit
    order = list(Size)
    is_down = more[1] in {"mindre", "smaller", "below", "nedover"}
    beyond = order[: order.index(hit.sizes[-1]) + 1] if is_down else order[order.index(hit.sizes[0]) :]
    return replace(hit, end=more.end(), sizes=tuple(beyond))


def _apart(hits: Iterable[_Hit]) -> list[_Hit]:
    apart: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not apart or hit.start >= apart[-1].end:
            apart.append(hit)
    return apart


def _is_size(hit: _Hit, text: str) -> bool:
    if (
        hit.is_plain
        or _WORKPLACE.match(text, hit.end)
        or _WORKPLACE.search(text, hit.start, hit.end)
        or _KIND_OF_PLACE.match(text, hit.end)
    ):
        return True
    # A size alone between commas: "prosjektleder, stor, Bergen".
    before = _SEGMENT_BEFORE.search(text, max(0, hit.start - 41), hit.start)
    after = _SEGMENT_AFTER.match(text, hit.end)
    return bool(before and after and not FILLER.sub("", before[0] + after[0]))


def _with_noun(hit: _Hit, text: str) -> _Hit:
    noun = _WORKPLACE.match(text, hit.end)
    return replace(hit, end=noun.end()) if noun else hit


def _groups(hits: list[_Hit], text: str) -> list[list[_Hit]]:
    groups: list[list[_Hit]] = []
    for hit in hits:
        if groups and _JOINED.fullmatch(text[groups[-1][-1].end : hit.start]):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return groups


def _union(hits: list[_Hit], text: str) -> tuple[Size, ...]:
    order, chosen = list(Size), set[Size]()
    for index, hit in enumerate(hits):
        between = text[hits[index - 1].end : hit.start].strip(" ,") if index else ""
        narrower = chosen & set(hit.sizes) if between in {"men", "but"} else set()
        chosen = narrower or chosen | set(hit.sizes)
        if between in {"til", "to", "-", "–"}:
            places = [order.index(size) for size in chosen]
            chosen.update(order[min(places) : max(places) + 1])
    return tuple(size for size in order if size in chosen)
