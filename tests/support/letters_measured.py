"""All possible drafts, the full product of all choices, with measurements of a letter."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Final

from msgspec import Struct

from dialogs.messages.letters.compose import Draft, compose, count_of_variants
from dialogs.messages.letters.facts import Brief
from dialogs.messages.letters.policy import channels, manner_refusal, refusal
from dialogs.model.facts import Category, Target
from dialogs.model.outreach import Channel, Occasion, Purpose, Tone
from dialogs.model.records import replace
from dialogs.text import Language, Speak
from tests.support import prose

OWN_LINE: Final = {Language.NB: "jeg bruker fortsatt sjekklista di", Language.EN: "I still use your checklist"}

NOTHING: Final = Brief(Purpose.OPENINGS, Category.FORMER, "Kari Dahl", "Ola Nordmann", Target())
EVERYTHING: Final = replace(
    NOTHING,
    target=Target(("prosjektleder", "byggeleder"), ("F",)),
    job="controller, Bergen",
    place="DNB",
    receiver="Lise Dahl",
    shared="Ulven",
    matter=Purpose.OPENINGS,
    is_discreet=True,
)
TOLD: Final = {
    "nothing": NOTHING,
    "everything": EVERYTHING,
    "a position": replace(NOTHING, target=Target(("prosjektleder",))),
    "an industry": replace(NOTHING, target=Target((), ("62", "63")), is_discreet=True),
    "a wish": replace(NOTHING, target=Target((), (), "noe med folk"), place="DNB"),
    "no name": replace(NOTHING, sender="", receiver="Lise Dahl", job="controller, Bergen"),
}
"""The facts that may be known, by a description in words."""


class Made(Struct, frozen=True, gc=False):
    """A draft and its input."""

    brief: Brief
    language: Language
    draft: Draft
    told: str

    @property
    def text(self) -> str:
        return self.draft.text

    @property
    def greeting(self) -> str:
        return self.text.split("\n")[0]

    @property
    def close(self) -> str:
        parts = self.text.split("\n" if self.brief.channel in {Channel.SMS, Channel.NOTE} else "\n\n")
        return parts[-1]

    @property
    def body(self) -> str:
        """The text between greeting and close."""
        return self.text.removeprefix(self.greeting).removesuffix(self.close).strip()

    @property
    def letter(self) -> str:
        """The body without the text to forward."""
        return re.split(r"\n+", self.body)[0]

    def __str__(self) -> str:
        brief = self.brief
        of = f" of {brief.occasion}" if brief.occasion else ""
        who = f"{brief.purpose}{of} to {brief.category}, {brief.tone}, {brief.channel}, {self.language} {brief.variant}"
        return f"[{who}, {self.told} told] {self.text}"


def kinds() -> Iterator[Brief]:
    """Yield all combinations of purpose, category, tone and channel that suit each other."""
    for purpose, category, tone in product(Purpose, Category, Tone):
        if refusal(purpose, category):
            continue
        for channel in channels(purpose):
            if manner_refusal(purpose, category, channel, tone):
                continue
            for occasion in Occasion if purpose is Purpose.THANKS else (None,):
                yield replace(
                    NOTHING, purpose=purpose, category=category, tone=tone, channel=channel, occasion=occasion
                )


def drafts(speak: Speak) -> Iterator[Made]:
    """Yield all drafts: every variant, long and short, with and without an own line, for all known facts."""
    for kind, language in product(kinds(), Language):
        for variant, is_short, (told, known) in product(
            range(count_of_variants(kind, language)), (False, True), TOLD.items()
        ):
            own_line = "" if told == "nothing" else OWN_LINE[language]
            brief = replace(
                known,
                purpose=kind.purpose,
                category=kind.category,
                tone=kind.tone,
                channel=kind.channel,
                occasion=kind.occasion,
                variant=variant,
                is_short=is_short,
                own_line=own_line,
            )
            yield Made(brief, language, compose(brief, speak, language), told)


def bare(made: Made) -> str:
    """Return the letter without greeting, close, own line and names, for comparison."""
    text = made.letter.lower()
    for name in ("Kari", "Ola Nordmann", "Ola", "DNB", "Lise Dahl", "Ulven"):
        text = re.sub(rf"\b{name}\b", "", text, flags=re.IGNORECASE)
    return " ".join(prose.words(text))
