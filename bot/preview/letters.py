"""The letters in the preview: each purpose in each tone, in all variants, with and without optional facts."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from bot.i18n import Languages
from bot.preview import sample
from bot.preview.texts import Collection
from dialogs.messages.letters.catalogue import variants
from dialogs.messages.letters.compose import compose, count_of_variants
from dialogs.messages.letters.facts import Brief
from dialogs.messages.letters.policy import refusal, tones, usual_channel
from dialogs.model.facts import Category, Target
from dialogs.model.outreach import Occasion, Purpose, Tone
from dialogs.model.records import replace
from dialogs.protocol.replies import Copy, say
from dialogs.text import Language, Text
from dialogs.wording.labels import PURPOSES, RELATIONS


class Letter(Struct, frozen=True, gc=False):
    """A letter: its purpose, its recipients, its circumstances, and its variants in both languages."""

    purpose: Text
    relations: tuple[Text, ...]
    circumstances: str
    told: Collection


def letters(languages: Languages) -> Iterator[Letter]:
    """Yield all letters. One that is the same for several groups of contacts is yielded once."""
    for purpose in Purpose:
        for occasion in Occasion if purpose is Purpose.THANKS else (None,):
            for tone in Tone:
                for categories in _alike(purpose, tone, occasion):
                    brief = Brief(purpose, categories[0], "Kari", sample.NAME, Target(), tone=tone, occasion=occasion)
                    yield _letter(languages, brief, categories)


def _alike(purpose: Purpose, tone: Tone, occasion: Occasion | None) -> list[list[Category]]:
    """Return the groups of contacts for this purpose; those with the same letters form one list."""
    groups: dict[object, list[Category]] = {}
    for category in Category:
        if refusal(purpose, category) is None and tone in tones(category):
            key = variants(purpose, category, tone, Language.NB, occasion)
            groups.setdefault(key, []).append(category)
    return list(groups.values())


def _letter(languages: Languages, brief: Brief, categories: Sequence[Category]) -> Letter:
    told = Collection()
    for number in range(count_of_variants(brief, Language.NB)):
        for is_told in (True, False):
            briefs = {language: _in_language(brief, language, number, is_told=is_told) for language in Language}
            nb, en = (compose(one, languages.speak, language).text for language, one in briefs.items())
            told.add(languages, say(Copy(nb)), say(Copy(en)), ("draft", nb))
    about = f"{brief.tone}, {brief.occasion}" if brief.occasion else str(brief.tone)
    return Letter(PURPOSES[brief.purpose], tuple(RELATIONS[category] for category in categories), about, told)


def _in_language(brief: Brief, language: Language, number: int, *, is_told: bool) -> Brief:
    """Return a brief with all optional facts, or with names only."""
    channel = usual_channel(brief.purpose, brief.category)
    numbered = replace(brief, variant=number, channel=channel)
    if not is_told:
        return replace(numbered, is_discreet=True)
    said = sample.said_in
    return replace(
        numbered,
        target=sample.target(language),
        own_line=said(language, sample.OWN_LINE),
        job=said(language, sample.JOB),
        place="Skanska",
        receiver=said(language, sample.RECEIVER),
        shared="Ulven",
        matter=Purpose.OPENINGS,
    )
