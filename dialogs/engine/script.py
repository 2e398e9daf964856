"""Scripts, transitions and turns; the only module that imports `transitions`.

A dialog is one `Script`: an enum of its steps (stored values), the question of each step, and a table of transitions. A
step without a question is an end; the `FOLLOWS` of a package and `dialogs.flow` say what follows it.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct, field
from transitions import Machine

from dialogs.engine.operator_settings import OperatorSettings
from dialogs.engine.takes import AT_REST, FREE_LINE, YES_OR_NO, ReadText, Takes
from dialogs.model.events import Pressed
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.events import Handed, Heard, Said, Shared, TaskDone, TaskFailed
from dialogs.protocol.replies import Reply
from dialogs.protocol.tasks import Task
from dialogs.text import Speak, Value, Words
from dialogs.understanding.time_zones import zone_of

T = TypeVar("T")


class Turn(Struct, frozen=True, gc=False):
    """One event of one person, with everything on which the answer may depend.

    `now` is timezone-aware. `zone` is the person's time zone; `home` is the default zone, if it differs. `called` is
    the person's name on the channel.
    """

    person: Person
    heard: Heard
    now: datetime
    zone: ZoneInfo
    speak: Speak
    operator: OperatorSettings = OperatorSettings()
    called: str = ""
    home: ZoneInfo | None = None
    _read: dict[tuple[object, str], object] = field(default_factory=dict)

    def reading(self, read: Callable[[str], T]) -> T:
        """Return the result of a reader for the text. It is cached, because guards and changes use the same reader."""
        key = (read, self.text)
        if key not in self._read:
            self._read[key] = read(self.text)
        return self._read[key]  # type: ignore[return-value]  # the key determines the type

    @property
    def text(self) -> str:
        """The typed text or the names of shared contacts, otherwise ""."""
        match self.heard:
            case Said(text=text):
                return text.strip()
            case Shared(names):
                return names
        return ""

    @property
    def choice(self) -> str:
        """The choice of the pressed button, otherwise ""."""
        return self.heard.choice if isinstance(self.heard, Pressed) else ""

    def said(self, words: Value) -> str:
        """Return a value as text in the person's language."""
        return self.speak(words, self.person.language)

    def of(self, person: Person) -> "Turn":
        """Return this turn with another state of the person."""
        zone = self.zone
        if person.nudging is not self.person.nudging:  # the user may have chosen another zone
            zone = zone_of(person.nudging.zone, self.home or zone)
        return replace(self, person=person, zone=zone)


Ask: TypeAlias = Callable[[Turn], Reply]
Guard: TypeAlias = Callable[[Turn], bool]
Keep: TypeAlias = Callable[[Turn], Person]
Tell: TypeAlias = Callable[[Turn], Reply | Words]

SAID: Final = "said"
PICKED: Final = "picked"
SKIPPED: Final = "skipped"
ARRIVED: Final = "arrived"
BACK: Final = "back"
HANDED: Final = "handed"
FOUND: Final = "found"
FAILED: Final = "failed"

EVENTS: Final = {Handed: HANDED, TaskDone: FOUND, TaskFailed: FAILED}
"""Other events that a step may handle: a file and the result of a task."""


def press(choice: str) -> str:
    """Return the event of a press on the button with this choice; `PICKED` is any other button of the question."""
    return f"press:{choice}"


def unless(guard: Guard) -> Guard:
    """Return the negation of a guard."""
    return lambda turn: not guard(turn)


class Transition(Struct, frozen=True, gc=False):
    """A row of a script's table. Of the rows for a step and event, the first whose guard `when` holds is taken.

    `keep` receives the person before the change, `say` the person after it. A final transition cannot be undone and
    drops the history. `is_of_people` marks a step that asks for people, which also takes shared contacts.
    """

    step: StrEnum
    on: str
    to: StrEnum
    when: Guard | None = None
    keep: Keep | None = None
    say: Tell | None = None
    task: Callable[[Turn], Task] | None = None
    is_erasing: bool = False
    is_final: bool = False
    is_of_people: bool = False


class TurnState:
    """The mutable state of a turn: the model of the state machine."""

    __slots__ = ("before", "is_erased", "is_final", "read", "says", "step", "tasks", "turn", "typed")

    def __init__(self, turn: Turn, step: StrEnum) -> None:
        self.turn = turn
        self.before = turn.person
        self.step: StrEnum = step
        self.says: list[Reply | Words] = []
        self.tasks: list[Task] = []
        self.is_erased = self.is_final = False
        self.typed: tuple[Turn, Pressed | None] | None = None  # the turn is the cache key
        self.read: ReadText | None = None  # likewise

    @property
    def person(self) -> Person:
        """The person with all changes so far."""
        return self.turn.person

    def put(self, person: Person) -> None:
        """Replace the person."""
        self.turn = self.turn.of(person)


@dataclasses.dataclass(eq=False, repr=False)
class Script:
    """One dialog; one object serves all persons.

    The buttons of `cards` stay valid: a press on an old one returns to that step. Answers have a maximum length,
    except at the `long_answers`. `resting` steps need no answer, so the coach does not return to them. At
    `free_lines`, the user's words may contain a question that is not for the coach. `waiting` steps wait for a task
    and are not part of the history. `choosing` steps have their buttons below the input field. `takes` says what a
    question takes, where that does not follow from the table. `changed` maps each step whose meaning changed to the
    version of the dialog that changed it; the first version is 1.
    """

    name: str
    steps: type[StrEnum]
    asks: Mapping[StrEnum, Ask]
    lines: Sequence[Transition]
    _: dataclasses.KW_ONLY
    cards: frozenset[StrEnum] = frozenset()
    long_answers: frozenset[StrEnum] = frozenset()
    resting: frozenset[StrEnum] = frozenset()
    free_lines: frozenset[StrEnum] = frozenset()
    changed: Mapping[StrEnum, int] = dataclasses.field(default_factory=dict)
    waiting: frozenset[StrEnum] = frozenset()
    choosing: frozenset[StrEnum] = frozenset()
    takes: Mapping[StrEnum, Takes] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        self.version = max(self.changed.values(), default=1)
        self._naming = {line.step for line in self.lines if line.is_of_people}
        # Without a model, and with functions instead of callback names, one machine serves all persons.
        first = next(iter(self.steps))
        self._machine = Machine(None, self.steps, first, auto_transitions=False, model_attribute="step")
        for line in self.lines:
            self._machine.add_transition(line.on, line.step, line.to, _guard(line), after=_player(line))

    def takes_at(self, step: StrEnum) -> Takes:
        """Return what the question of a step takes as its answer."""
        is_yes_or_no = self.hears(step, press("yes")) and self.hears(step, press("no"))
        default = YES_OR_NO if is_yes_or_no else FREE_LINE if step in self.free_lines else AT_REST
        return self.takes.get(step, default)

    def is_end(self, step: StrEnum) -> bool:
        """Return whether the step asks nothing and so ends the dialog."""
        return step not in self.asks

    def hears(self, step: StrEnum, event: str) -> bool:
        """Return whether the step has a transition for this event."""
        return event in self._machine.events and step.name in self._machine.events[event].transitions

    def event(self, step: StrEnum, heard: Heard) -> str | None:
        """Return the name of the event at this step, or None if the step does not handle it."""
        match heard:
            case Said():
                return SAID if self.hears(step, SAID) else None
            case Shared():
                return SAID if step in self._naming else None
            case Pressed(choice=choice):
                exact = press(choice)
                return exact if self.hears(step, exact) else (PICKED if self.hears(step, PICKED) else None)
            case _:
                other = EVENTS.get(type(heard), "")
                return other if self.hears(step, other) else None

    def play(self, state: TurnState, event: str) -> bool:
        """Take the first transition whose guard holds, then arrive at its step. Return whether there was one."""
        if not self._fire(state, event):
            return False
        self.arrive(state)
        return True

    def arrive(self, state: TurnState) -> None:
        """Take the transitions of `ARRIVED` until a step needs an answer."""
        for _ in self.steps:
            if not self._fire(state, ARRIVED):
                break

    def _fire(self, state: TurnState, event: str) -> bool:
        return self.hears(state.step, event) and bool(self._machine.events[event].trigger(state, state))


def _guard(line: Transition) -> Callable[[TurnState], bool] | None:
    when = line.when
    return (lambda state: when(state.turn)) if when else None


def _player(line: Transition) -> Callable[[TurnState], None]:
    def play(state: TurnState) -> None:
        if line.keep:
            state.put(line.keep(state.turn))
        if line.say:
            state.says.append(line.say(state.turn))
        if line.task:
            state.tasks.append(line.task(state.turn))
        state.is_erased = state.is_erased or line.is_erasing
        state.is_final = state.is_final or line.is_final

    return play
