"""The answers of step 1 and their effect on the target; `dialogs.target.dialog` has the transitions."""

import re
from collections.abc import Sequence

from dialogs.engine.script import Turn
from dialogs.model.facts import Goal, Size
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.slots import TargetField
from dialogs.protocol.choices import decoded, read
from dialogs.text import Text, t
from dialogs.understanding.company_names import is_same
from dialogs.understanding.intents import is_refusal
from dialogs.understanding.job_titles import positions_in
from dialogs.understanding.people.vocabulary import is_workplace
from dialogs.understanding.target.industries import (
    Findings,
    IndustryMention,
    find_industries,
    industries_in,
    is_industry,
)
from dialogs.understanding.target.places import PlaceKind, PlaceMention, places_in
from dialogs.understanding.target.sentence import TargetWords, target_in
from dialogs.understanding.target.sizes import AnySize, Sizes, find_sizes
from dialogs.understanding.yes_no import says_neither, says_right
from dialogs.wording.labels import SIZES

IN_ONE_BREATH = re.compile(r"(?<!\s)\s*+(?:,(?:\s*+(?:og|eller|and|or))?+|/|og|eller|and|or)\s*+")
ANYTHING = re.compile(
    r"(?:(?:jeg )?(?:tar|kan ta|i'll take) )?(?:hva som helst|any(?:thing| job| industry)?|whatever|alt(?: mulig)?|alle"
    r"|det samme|samme det|samma det|ikke så nøye|i don't mind|don't mind)\W*",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"(?<!\s)\s++(?:og|eller|and|or|/)\s++", re.IGNORECASE)

SEEKS = re.compile(
    r"\b(?:ser (?:meg om )?etter|leter etter|søker|ønsker|vil (?:gjerne )?(?:bli|ha|jobbe|over|til)|på jakt etter"
    r"|drømmer om|looking for|look for|seeking|want to|would like|i'd like|hop(?:e|ing) to|searching for)\b",
    re.IGNORECASE,
)
"""Beginnings of a sentence that states a wish."""

# --- in one sentence -------------------------------------------------------------------------------------------------


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
        changes |= _size_of(words.sizes.sizes)
    if words.places:
        changes |= _place_of(words.places)
    if codes := _codes_of_sure(_wanted(words)):
        changes |= {"industries": codes, "industry_words": _wanted(words)[0].text, "own_industries": ()}
    person = turn.person.with_target(**changes)
    return with_aims(person, words.aims) if words.aims else person


def keep_unclear_sentence(turn: Turn) -> Person:
    """Store the same, but leave ambiguous industries to be asked about one by one."""
    words = turn.reading(target_in)
    first, *others = _unclear(words)
    person, later = keep_sentence(turn).with_target(own_industries=()), tuple([mention.text for mention in others])
    person = person.with_target_slots(words=first.text, codes=codes_of(first.findings), later=later)
    return person.with_target_slots(field=TargetField.INDUSTRY, kept=_codes_of_sure(_wanted(words)))


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


def _codes_of_sure(mentions: list[IndustryMention]) -> tuple[str, ...]:
    codes = [code for mention in mentions if mention.findings.is_sure for code in codes_of(mention.findings)]
    return tuple(dict.fromkeys(codes))


def _size_of(sizes: Sizes) -> dict[str, object]:
    if isinstance(sizes, AnySize):
        return {"sizes": (), "is_any_size": True}
    return {"sizes": sizes, "is_any_size": False}


def _place_of(mentions: Sequence[PlaceMention]) -> dict[str, object]:
    names = _place_names(mentions)
    return {"places": names, "is_any_place": not names}


def _place_names(mentions: Sequence[PlaceMention]) -> tuple[str, ...]:
    """Return the canonical names of the places; “remote” and “abroad” stay in the user's own words."""
    named = [mention for mention in mentions if mention.place.kind is not PlaceKind.ANYWHERE]
    is_own = {PlaceKind.REMOTE, PlaceKind.ABROAD}
    names = [mention.text if mention.place.kind in is_own else mention.place.name for mention in named]
    return tuple(dict.fromkeys(names))


# --- question by question --------------------------------------------------------------------------------------------


def says_anything(turn: Turn) -> bool:
    """Return whether the answer is that it does not matter, or that the user does not know."""
    return ANYTHING.fullmatch(turn.text) is not None or is_refusal(turn.text)


def names_position(turn: Turn) -> bool:
    """Return whether the words may be a position; a number or a negated position is none."""
    return bool(turn.reading(positions_in))


def keep_positions(turn: Turn) -> Person:
    """Store the positions in the user's own words."""
    return turn.person.with_target(positions=turn.reading(positions_in))


def is_sure_industry(turn: Turn) -> bool:
    """Return whether the words mean exactly one industry."""
    return turn.reading(find_industries).is_sure


def keep_sure_industry(turn: Turn) -> Person:
    """Store the industry that the words mean."""
    anew = turn.of(turn.person.with_target(own_industries=()))
    return _with_industry(anew, codes_of(turn.reading(find_industries)), turn.text)


def keep_industry_words(turn: Turn) -> Person:
    """Store the words and the industries that they may mean, to be asked about."""
    person = turn.person.with_target(own_industries=())
    return person.with_target_slots(words=turn.text, codes=codes_of(turn.reading(find_industries)))


def wants_no_other(turn: Turn) -> bool:
    """Return whether no industry fits or it does not matter, so that the user's own words suffice."""
    return turn.reading(says_neither) or says_anything(turn)


def only_agrees(turn: Turn) -> bool:
    """Return whether the text is only a yes, which does not say to which industry."""
    return turn.reading(says_right)


def agrees_to_the_one(turn: Turn) -> bool:
    """Return whether the text is a yes to the only industry offered."""
    return only_agrees(turn) and len(turn.person.slots.target.codes) == 1


def keep_the_one(turn: Turn) -> Person:
    """Store the only industry offered."""
    return _with_industry(turn, turn.person.slots.target.codes, turn.person.slots.target.words)


def say_which(_turn: Turn) -> Text:
    """Say that the choice is unclear."""
    return t("Press the one that fits best, or keep your own words.")


def is_offered_industry(turn: Turn) -> bool:
    """Return whether the button is one of the industries offered."""
    return turn.choice in turn.person.slots.target.codes and is_industry(turn.choice)


def keep_picked_industry(turn: Turn) -> Person:
    """Store the chosen industry."""
    return _with_industry(turn, (turn.choice,), turn.person.slots.target.words)


def keep_own_industry(turn: Turn) -> Person:
    """Store the industry in the user's own words."""
    words, owned = turn.person.slots.target.words, turn.person.target.own_industries
    return _with_industry(turn.of(turn.person.with_target(own_industries=(*owned, words))), (), words)


def _with_industry(turn: Turn, codes: tuple[str, ...], words: str) -> Person:
    slots = turn.person.slots.target
    codes = tuple(dict.fromkeys((*slots.kept, *codes)))
    person = turn.person.with_target(industries=codes, industry_words=words)
    return person.with_target_slots(words="", codes=(), kept=codes if slots.later else ())


def names_several_industries(turn: Turn) -> bool:
    """Return whether several industries are named: “fintech or energy”."""
    return len(_mentioned(turn)) > 1


def keep_several_industries(turn: Turn) -> Person:
    """Store the clear industries; the others are asked about one by one."""
    mentioned = _mentioned(turn)
    codes = _codes_of_sure(mentioned)
    later = tuple([mention.text for mention in mentioned if not mention.findings.is_sure])
    person = turn.person.with_target(industries=codes, industry_words=turn.text, own_industries=())
    return person.with_target_slots(kept=codes, later=later)


def _mentioned(turn: Turn) -> list[IndustryMention]:
    return [mention for mention in turn.reading(industries_in) if not mention.is_unwanted]


def has_open_industry(turn: Turn) -> bool:
    """Return whether an earlier answer named an industry that is still to be asked about."""
    return turn.person.slots.target.field is TargetField.INDUSTRY and bool(turn.person.slots.target.words)


def has_more_industries(turn: Turn) -> bool:
    """Return whether another industry is still to be asked about."""
    return bool(turn.person.slots.target.later)


def keep_next_industry(turn: Turn) -> Person:
    """Turn to the next industry to ask about."""
    words, *later = turn.person.slots.target.later
    return turn.person.with_target_slots(words=words, codes=codes_of(find_industries(words)), later=tuple(later))


def names_size(turn: Turn) -> bool:
    """Return whether the words name a size."""
    return turn.reading(find_sizes) is not None


def keep_typed_size(turn: Turn) -> Person:
    """Store the size classes that the words name."""
    sizes = turn.reading(find_sizes)
    return turn.person.with_target(**_size_of(sizes)) if sizes else turn.person


def is_size(turn: Turn) -> bool:
    """Return whether the button is one of the four size classes."""
    return read(Size, turn.choice) in SIZES


def keep_picked_size(turn: Turn) -> Person:
    """Store the chosen size class."""
    return turn.person.with_target(sizes=(decoded(Size, turn.choice),), is_any_size=False)


def keep_any_size(turn: Turn) -> Person:
    """Store that the size does not matter."""
    return turn.person.with_target(sizes=(), is_any_size=True)


def keep_places(turn: Turn) -> Person:
    """Store the places under their canonical names; unknown ones as typed."""
    mentions = turn.reading(places_in)
    return turn.person.with_target(
        **_place_of(mentions) if mentions else {"places": (turn.text,), "is_any_place": False}
    )


def keep_no_places(turn: Turn) -> Person:
    """Store that the place does not matter."""
    return turn.person.with_target(places=(), is_any_place=True)


def keep_aims(turn: Turn) -> Person:
    """Store the goals; existing ones keep their number."""
    return with_aims(turn.person, _listed(turn.text))


def with_aims(person: Person, names: tuple[str, ...]) -> Person:
    """Return the person with exactly these goals."""
    goals: list[Goal] = []
    serial = person.serial
    for name in names:
        known = next((goal for goal in person.goals if is_same(goal.company, name)), None)
        if any(is_same(goal.company, name) for goal in goals):
            continue
        serial += known is None
        goals.append(known or Goal(serial, name))
    return replace(person, goals=tuple(goals), serial=serial)


def _listed(text: str) -> tuple[str, ...]:
    parts = text.replace(";", ",").replace("\n", ",").split(",")
    return tuple(name for part in parts for name in _apart(part.strip()) if name)


def _apart(words: str) -> list[str]:
    """Split “UNN and Helfo” but not “Bygg og Bevar”: both halves must be known workplaces."""
    halves = BETWEEN.split(words)
    return halves if all(map(is_workplace, halves)) and not is_workplace(words) else [words]


def codes_of(findings: Findings) -> tuple[str, ...]:
    """Return the SN2025 codes of the best industries."""
    return tuple(found.code for found in findings.best)
