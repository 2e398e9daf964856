"""The answers to the questions of step 1 and their effect on the target."""

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
from dialogs.understanding.target.sizes import AnySize, Sizes, find_sizes
from dialogs.understanding.yes_no import says_neither, says_right
from dialogs.wording.labels import SIZES

ANYTHING = re.compile(
    r"(?:(?:jeg )?(?:tar|kan ta|i'll take) )?(?:hva som helst|any(?:thing| job| industry)?|whatever|alt(?: mulig)?|alle"
    r"|det samme|samme det|samma det|ikke så nøye|i don't mind|don't mind)\W*",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"(?<!\s)\s++(?:og|eller|and|or|/)\s++", re.IGNORECASE)


def codes_of_sure(mentions: list[IndustryMention]) -> tuple[str, ...]:
    """Return the codes of the unambiguous industries."""
    codes = [code for mention in mentions if mention.findings.is_sure for code in codes_of(mention.findings)]
    return tuple(dict.fromkeys(codes))


def size_fields(sizes: Sizes) -> dict[str, object]:
    """Return the fields of the target for these sizes."""
    if isinstance(sizes, AnySize):
        return {"sizes": (), "is_any_size": True}
    return {"sizes": sizes, "is_any_size": False}


def place_fields(mentions: Sequence[PlaceMention]) -> dict[str, object]:
    """Return the fields of the target for these places."""
    names = _place_names(mentions)
    return {"places": names, "is_any_place": not names}


def _place_names(mentions: Sequence[PlaceMention]) -> tuple[str, ...]:
    """Return the canonical names of the places; “remote” and “abroad” stay in the user's own words."""
    named = [mention for mention in mentions if mention.place.kind is not PlaceKind.ANYWHERE]
    is_own = {PlaceKind.REMOTE, PlaceKind.ABROAD}
    names = [mention.text if mention.place.kind in is_own else mention.place.name for mention in named]
    return tuple(dict.fromkeys(names))


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
    codes = codes_of_sure(mentioned)
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
    return turn.person.with_target(**size_fields(sizes)) if sizes else turn.person


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
        **place_fields(mentions) if mentions else {"places": (turn.text,), "is_any_place": False}
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
