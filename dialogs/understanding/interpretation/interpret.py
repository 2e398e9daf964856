"""Interpretation: from a message and what is known, to the readings that it may have."""

import re
from typing import Final

from msgspec import Struct

from dialogs.understanding.interpretation.acts import Act, ActReading, Situation
from dialogs.understanding.interpretation.classifier import readings_of
from dialogs.understanding.interpretation.mentions import Mention, Record, marked, mentions_in


class Interpretation(Struct, frozen=True, gc=False):
    """What a message may be, surest first, and the names on record in it."""

    text: str
    readings: tuple[ActReading, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def people(self) -> tuple[tuple[int, ...], ...]:
        """The contacts that are named, each as the numbers of those that the name fits."""
        return tuple(dict.fromkeys(mention.contacts for mention in self.mentions if mention.contacts))

    def certainty_of(self, act: Act) -> float:
        """Return how sure it is that the message is this act, of any kind."""
        return sum(reading.certainty for reading in self.readings if reading.act is act)


def interpret(text: str, situation: Situation, record: Record) -> Interpretation:
    """Read a message in its situation. Takes well under a millisecond with 300 people on record."""
    mentions = mentions_in(text, record)
    return Interpretation(text, readings_of(marked(text, mentions, record.employer), situation), mentions)


MOST_PARTS: Final = 4
READ: Final = 600
"""Characters in which parts are looked for; a longer message is no list of acts."""

_BETWEEN: Final = re.compile(
    r"(?<![.!?;\n])[.!?;\n]++(?:\s++|$)"
    r"|(?:,|(?<!\s))\s++"
    r"(?:men|but|og så|and also|and then|også kan du|og kan du|and can you|and please|og)\s++(?=\w+ \w)"
)


def parts_of(text: str) -> tuple[str, ...]:
    """Return the sentences and clauses of a message that may each be an act; the whole, if it has one or very many."""
    if len(text) > READ:
        return (text,)
    parts = tuple(part.strip(" ,") for part in _BETWEEN.split(text) if len(part.split()) > 1)
    return parts if 1 < len(parts) <= MOST_PARTS else (text,)
