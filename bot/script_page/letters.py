"""The messages that the coach drafts: each purpose to each kind of contact, and what else changes their words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Final, TypeAlias

from bot.languages import Languages
from bot.script_page import sample
from bot.script_page.texts import Collection, TextId, texts_of
from dialogs.facts import Category, Purpose, Target
from dialogs.messages import FITTING, Brief, compose
from dialogs.people import first_name
from dialogs.speech import Copy, say
from dialogs.text import Language, Text, Value
from dialogs.wording import PURPOSES, RELATIONS


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message asks of whom, under which circumstances, and its text in both languages."""

    purpose: Text
    relations: tuple[Text, ...]
    circumstances: str
    told: Collection


Changes: TypeAlias = Mapping[str, Any]

PAIRS: Final = [(purpose, category) for purpose in Purpose for category in FITTING if purpose in FITTING[category]]
"""What may be asked of whom."""

CHANGES: Final[Mapping[str, Changes]] = {
    "nobody at work may know": {"is_discreet": True},
    "the job is not named": {"job": ""},
    "no place in mind": {"place": ""},
    "nobody in particular": {"receiver": ""},
    "neither a place nor a name": {"place": "", "receiver": ""},
    "the sender's name is not known": {"sender": ""},
    "only the position is known": {"target": "positions"},
    "only the industry is known": {"target": "industries"},
    "nothing is known of the target": {"target": ""},
    "nothing is known of the target, nor of the receiver": {"target": "", "place": "", "receiver": ""},
    "nothing is known of the target, nor of the place": {"target": "", "place": ""},
}
"""What may be otherwise, in words, and in the brief; of the target, the one field that is left."""


def letters(languages: Languages) -> Iterator[Letter]:
    """Every message as it usually is, then what changes its words, shown once, where it first does."""
    seen: set[TextId] = set()
    usual: dict[tuple[Purpose, frozenset[TextId]], list[Category]] = {}
    for purpose, category in PAIRS:
        usual.setdefault((purpose, _texts(languages, purpose, category, {})), []).append(category)
    for (purpose, texts), categories in usual.items():
        yield _letter(languages, purpose, categories, "", {})
        seen |= texts
    for (purpose, category), (circumstances, changes) in product(PAIRS, CHANGES.items()):
        texts = _texts(languages, purpose, category, changes)
        if texts - seen:
            yield _letter(languages, purpose, [category], circumstances, changes)
        seen |= texts


def _letter(
    languages: Languages, purpose: Purpose, categories: Sequence[Category], circumstances: str, changes: Changes
) -> Letter:
    briefs = {language: _brief(purpose, categories[0], changes, language) for language in Language}
    nb, en = (say(Copy(compose(brief, languages.speak, language))) for language, brief in briefs.items())
    told = Collection()
    told.add(languages, nb, en, *_texts(languages, purpose, categories[0], changes))
    return Letter(PURPOSES[purpose], tuple(RELATIONS[category] for category in categories), circumstances, told)


def _texts(languages: Languages, purpose: Purpose, category: Category, changes: Changes) -> frozenset[TextId]:
    """The texts that a message is made of."""
    spoken: set[TextId] = set()

    def speak(value: Value, language: Language) -> str:
        spoken.update(texts_of(value))
        return languages.speak(value, language)

    compose(_brief(purpose, category, changes, Language.EN), speak, Language.EN)
    return frozenset(spoken)


def _brief(purpose: Purpose, category: Category, changes: Changes, language: Language) -> Brief:
    said, target = sample.said_in, sample.target(language)
    usual = Brief(
        purpose,
        category,
        name="Kari",
        sender=first_name(sample.NAME),
        target=target,
        own_line=said(language, sample.OWN_LINE),
        job=said(language, sample.JOB),
        place="Skanska",
        receiver=said(language, sample.RECEIVER),
    )
    left = changes.get("target")
    if left is None:
        return replace(usual, **changes)
    less = Target(**{left: getattr(target, left)}) if left else Target()
    return replace(usual, **{**changes, "target": less})
