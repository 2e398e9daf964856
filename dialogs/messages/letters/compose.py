"""Composition of a draft: greeting, own line, letter, discretion and close, in the format of the channel."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from dialogs.messages.letters.catalogue import variants, written
from dialogs.messages.letters.facts import Brief, facts
from dialogs.messages.letters.template import Extra, filled
from dialogs.model.outreach import Channel, Purpose, Tone
from dialogs.text import Language, Speak
from dialogs.understanding.people.naming import first_name

TALKS: Final = frozenset({Purpose.RECOMMEND, Purpose.UNOFFICIAL, Purpose.INTRODUCE})
"""Purposes that lead the recipient to talk to others about the sender."""

TELLS: Final = TALKS | {Purpose.OPENINGS, Purpose.REFEREE, Purpose.SAME_PLACE, Purpose.ASK_ABOUT}
"""Purposes that reveal the sender's job search."""

COMPACT: Final = frozenset({Channel.SMS, Channel.NOTE})
"""Channels in which a message has no empty lines."""


class Draft(Struct, frozen=True, gc=False):
    """A message, ready to send; only an e-mail has a subject."""

    text: str
    subject: str = ""


def compose(brief: Brief, speak: Speak, language: Language) -> Draft:
    """Return the draft, ready to copy, without any placeholder."""
    known = facts(brief, speak, language)
    frame = written().frame
    body = _body(brief, known, language)
    greeting = filled(frame.greetings[brief.tone, language], known)
    close = _close(brief, language)
    subject = filled(frame.subjects[brief.purpose, language], known) if brief.channel is Channel.EMAIL else ""
    between = "\n" if brief.channel in COMPACT else "\n\n"
    return Draft(between.join([greeting, *body, close]), subject)


def count_of_variants(brief: Brief, language: Language) -> int:
    """Return the number of variants of the letter."""
    return len(variants(brief.purpose, brief.category, brief.tone, language, brief.occasion))


def has_short_form(brief: Brief, language: Language) -> bool:
    """Return whether this letter has a part that a short version omits."""
    letters = variants(brief.purpose, brief.category, brief.tone, language, brief.occasion)
    return any(isinstance(node, Extra) for node in letters[brief.variant % len(letters)])


def _body(brief: Brief, known: Mapping[str, str], language: Language) -> list[str]:
    """Return the paragraphs between greeting and close: the own line first, the text to forward last."""
    letters = variants(brief.purpose, brief.category, brief.tone, language, brief.occasion)
    number = brief.variant % len(letters)
    frame = written().frame
    notes = frame.notes[language]
    note = filled(notes[number % len(notes)], known)
    whole = filled(letters[number], {**known, "note": note}, is_short=brief.is_short)
    first, *forwarded = whole.split("\n\n")
    if brief.own_line:
        first = f"{as_sentence(brief.own_line)} {first}"
    if brief.is_discreet and brief.purpose in TELLS:
        plea = frame.to_mention if brief.purpose in TALKS else frame.to_keep
        first = f"{first} {filled(plea[brief.tone, language], {})}"
    return [first, *forwarded]


def _close(brief: Brief, language: Language) -> str:
    closes = written().frame.closes
    if not brief.sender:
        return filled(closes["nameless", language], {})
    name = brief.sender if brief.tone is Tone.FORMAL else first_name(brief.sender)
    between = " " if brief.channel in COMPACT else "\n"
    return f"{filled(closes[brief.tone, language], {})}{between}{name}"


def as_sentence(line: str) -> str:
    """Return the user's own line with an initial capital, and with a full stop if it ends with a word."""
    line = " ".join(line.split())
    line = line[:1].upper() + line[1:]
    return f"{line}." if line[-1:].isalnum() else line
