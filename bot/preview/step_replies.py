"""Collects the replies at each step and of each transition, by asking each question in every situation."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from bot.i18n import Languages
from bot.preview import companies, files, reminders_due, sample
from bot.preview.situations import PreviewCase, situations
from bot.preview.texts import Collection, TextId, has_gap, texts_of
from dialogs.coach import DIALOG_SET
from dialogs.engine.script import ARRIVED, SKIPPED, Script, Transition, Turn
from dialogs.model.events import Pressed
from dialogs.model.facts import Work
from dialogs.model.records import replace
from dialogs.protocol.events import Heard, Said, Shared
from dialogs.protocol.replies import Button, Reply
from dialogs.text import Language, Value, Words

ZONE: Final = ZoneInfo("Europe/Oslo")

SHARED: Final = Shared("Kari Nordmann")

Turns: TypeAlias = tuple[Turn, Turn]
"""A turn in bokmål and the same turn in English."""


@dataclass(slots=True)
class Met:
    """The replies of a step: the forms of its question, and the replies of each of its transitions."""

    asked: Collection = field(default_factory=Collection)
    said: dict[Transition, Collection] = field(default_factory=dict)

    @property
    def texts(self) -> set[TextId]:
        """All texts in these replies."""
        return self.asked.texts.union(*(said.texts for said in self.said.values()))


class StepReplies:
    """Collects the replies of steps."""

    def __init__(self, languages: Languages) -> None:
        self._languages = languages
        self._spoken: set[TextId] = set()
        self.turns = tuple(self._all_turns())

    def at(self, script: Script, step: StrEnum) -> Met:
        """Ask a step's question in all situations. A form without a new text is left out."""
        met = Met()
        for turns in self.turns:
            # A question raises if it cannot be reached in this situation.
            with suppress(AssertionError, LookupError):
                self._meet(script, step, turns, met)
        return met

    def _all_turns(self) -> Iterator[Turns]:
        speak = self._languages.speak
        # Turns that derive from one another share the interpretation of a text, which takes most of the time.
        first = Turn(
            sample.somebody(Language.NB, Work.NONE), Said(""), sample.NOW, ZONE, self._speak, called=sample.NAME
        )

        def turn(situation: PreviewCase) -> Turn:
            return replace(first, person=situation.person, operator=situation.operator)

        pairs = zip(situations(Language.NB, speak), situations(Language.EN, speak), strict=True)
        yield from ((turn(nb), turn(en)) for nb, en in pairs)

    def _speak(self, value: Value, language: Language) -> str:
        """Translate a value for a dialog that composes a text to copy, and record the texts that it uses."""
        self._spoken.update(texts_of(value))
        return self._languages.speak(value, language)

    def _meet(self, script: Script, step: StrEnum, turns: Turns, met: Met) -> None:
        if self._play(script, step, ARRIVED, turns, met):
            return  # the step has no question but leads on
        self._spoken.clear()
        nb, en = (script.asks[step](turn) for turn in turns)
        if has_gap(nb):
            return
        met.asked.add(self._languages, nb, en, *self._spoken)
        for heard_nb, heard_en in _answers(step, nb, turns[0]):
            event = script.event(step, heard_nb)
            if event and _has_words(script, step, event):
                answered = replace(turns[0], heard=heard_nb), replace(turns[1], heard=heard_en)
                self._play(script, step, event, answered, met)
        self._play(script, step, SKIPPED, turns, met)
        for event, heard in (*files.results(), *companies.results()):
            if _has_words(script, step, event):
                nb_turn, en_turn = turns
                self._play(script, step, event, (replace(nb_turn, heard=heard), replace(en_turn, heard=heard)), met)

    def _play(self, script: Script, step: StrEnum, event: str, turns: Turns, met: Met) -> bool:
        """Record the reply of the transition that applies. Return False if none does."""
        line, other = (_line(script, step, event, turn) for turn in turns)
        if line and line is other and line.say:
            self._spoken.clear()
            nb, en = (_told(line, turn) for turn in turns)
            met.said.setdefault(line, Collection()).add(self._languages, nb, en, *self._spoken)
        return line is not None


@cache
def _lines(script: Script, step: StrEnum, event: str) -> tuple[Transition, ...]:
    return tuple(line for line in script.lines if (line.step, line.on) == (step, event))


def _has_words(script: Script, step: StrEnum, event: str) -> bool:
    return any(line.say for line in _lines(script, step, event))


def _line(script: Script, step: StrEnum, event: str, turn: Turn) -> Transition | None:
    lines = _lines(script, step, event)
    return next((line for line in lines if line.when is None or line.when(turn)), None)


def _answers(step: StrEnum, asked: Reply, turn: Turn) -> Iterator[tuple[Heard, Heard]]:
    """Yield a press of every button, of the question and below reminders, and every sample answer."""
    if step == DIALOG_SET.nudged:
        for choice in reminders_due.answers(turn.person):
            yield Pressed(step, choice, 1), Pressed(step, choice, 1)
    for row in asked.buttons:
        for button in row:
            if isinstance(button, Button):
                pressed = Pressed(button.step or step, button.choice, 1)
                yield pressed, pressed
    for answer in sample.answers_at(step):
        yield Said(answer.nb), Said(answer.en)
    yield SHARED, SHARED


def _told(line: Transition, turn: Turn) -> Reply | Words:
    assert line.say  # noqa: S101  # the caller has checked it
    return line.say(turn.of(line.keep(turn)) if line.keep else turn)
