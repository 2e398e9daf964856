"""A target in one sentence: what it names, and what is still to be asked about."""

import re

from dialogs.engine.script import Turn
from dialogs.model.person import Person
from dialogs.model.slots import TargetField
from dialogs.target.answers import codes_of, codes_of_sure, place_fields, size_fields, with_aims
from dialogs.understanding.target.industries import IndustryMention
from dialogs.understanding.target.sentence import TargetWords, target_in

IN_ONE_BREATH = re.compile(r"(?<!\s)\s*+(?:,(?:\s*+(?:og|eller|and|or))?+|/|og|eller|and|or)\s*+")


SEEKS = re.compile(
    r"\b(?:ser (?:meg om )?etter|leter etter|søker|ønsker|vil (?:gjerne )?(?:bli|ha|jobbe|over|til)|på jakt etter"
    r"|drømmer om|looking for|look for|seeking|want to|would like|i'd like|hop(?:e|ing) to|searching for)\b",
    re.IGNORECASE,
)
"""Beginnings of a sentence that states a wish."""


def names_something(turn: Turn) -> bool:
    """Return whether any part of a target was recognised."""
    words = turn.reading(target_in)
    return bool(words.positions or words.industries or words.sizes or words.places or words.aims)


def seeks_something(turn: Turn) -> bool:
    """Return whether the sentence states a target explicitly: “I want to be a nurse”."""
    return SEEKS.search(turn.text) is not None and names_something(turn)


def names_several(turn: Turn) -> bool:
    """Return whether at least two parts of a target are named, such as a position and a place."""
    words = turn.reading(target_in)
    return sum(map(bool, (words.positions, words.industries, words.sizes, words.places))) > 1


def names_unclear_industry(turn: Turn) -> bool:
    """Return whether an ambiguous industry was named."""
    return bool(_unclear(turn.reading(target_in)))


def keep_sentence(turn: Turn) -> Person:
    """Store every part of the target that the sentence names; the others stay unchanged."""
    words = turn.reading(target_in)
    changes: dict[str, object] = {"sentence": turn.text}
    if words.positions:
        changes["positions"] = words.positions
    if words.sizes:
        changes |= size_fields(words.sizes.sizes)
    if words.places:
        changes |= place_fields(words.places)
    if codes := codes_of_sure(_wanted(words)):
        changes |= {"industries": codes, "industry_words": _wanted(words)[0].text, "own_industries": ()}
    person = turn.person.with_target(**changes)
    return with_aims(person, words.aims) if words.aims else person


def keep_unclear_sentence(turn: Turn) -> Person:
    """Store the same, but leave ambiguous industries to be asked about one by one."""
    words = turn.reading(target_in)
    first, *others = _unclear(words)
    person, later = keep_sentence(turn).with_target(own_industries=()), tuple([mention.text for mention in others])
    person = person.with_target_slots(words=first.text, codes=codes_of(first.findings), later=later)
    return person.with_target_slots(field=TargetField.INDUSTRY, kept=codes_of_sure(_wanted(words)))


def _wanted(words: TargetWords) -> list[IndustryMention]:
    return [mention for mention in words.industries if not mention.is_unwanted]


def _unclear(words: TargetWords) -> list[IndustryMention]:
    """Return the industries to ask about. Beside a clear one, only those that directly adjoin another count."""
    wanted = _wanted(words)
    unclear = [mention for mention in wanted if not mention.findings.is_sure]
    if len(unclear) == len(wanted):
        return unclear
    return [mention for mention in unclear if any(_are_beside(mention, other, words.text) for other in wanted)]


def _are_beside(one: IndustryMention, other: IndustryMention, text: str) -> bool:
    first, second = (one, other) if one.start < other.start else (other, one)
    return IN_ONE_BREATH.fullmatch(text, first.end, second.start) is not None
