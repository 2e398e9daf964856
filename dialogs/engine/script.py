"""The engine of a dialog: steps, lines and turns; the only module that knows `transitions`.

A dialog is one `Script`: an enum of its steps (the stored values), what each step asks, and one table of lines. A line
says: at this step, on this heard, when this holds, keep that, say this, and go there. Steps without an ask are ends;
`dialogs.flow` says what follows an end.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct, field
from transitions import Machine

from dialogs.model.events import Pressed
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.events import Handed, Heard, Said, Shared, TaskDone, TaskFailed
from dialogs.protocol.replies import Reply, Toast
from dialogs.protocol.tasks import Task
from dialogs.text import Speak, Value, Words
from dialogs.understanding.time_zones import zone_of

T = TypeVar("T")


class OperatorSettings(Struct, frozen=True, gc=False):
    """What whoever runs the coach has set, as far as the coach speaks of it; empty is not set."""

    human_contact: str = ""
    privacy_contact: str = ""
    open_requests: int = 5
    is_encrypted: bool = False
    keep_months: int = 12
    model_host: str = ""


class Turn(Struct, frozen=True, gc=False):
    """One thing heard from one person, and all that may be known while it is answered.

    `now` is aware; `zone` is the person's, and `home` the one where none was chosen, if that differs; `called` is the
    name that the channel gives them, not yet asked for.
    """

    person: Person
    heard: Heard
    now: datetime
    zone: ZoneInfo
    speak: Speak
    house: OperatorSettings = OperatorSettings()
    called: str = ""
    home: ZoneInfo | None = None
    _read: dict[tuple[object, str], object] = field(default_factory=dict)

    def reading(self, read: Callable[[str], T]) -> T:
        """What a reader of free words makes of the text; guards and keeps ask the same one, and it is read once."""
        key = (read, self.text)
        if key not in self._read:
            self._read[key] = read(self.text)
        return self._read[key]  # type: ignore[return-value]  # what this reader put there

    @property
    def text(self) -> str:
        """What was typed, or the names that were shared; else nothing."""
        match self.heard:
            case Said(text=text):
                return text.strip()
            case Shared(names):
                return names
            case _:
                return ""

    @property
    def choice(self) -> str:
        """The choice of the button that was pressed; else nothing."""
        return self.heard.choice if isinstance(self.heard, Pressed) else ""

    def said(self, words: Value) -> str:
        """These words in the person's language."""
        return self.speak(words, self.person.language)

    def of(self, person: Person) -> "Turn":
        """The same turn, with the person as they are now."""
        zone = self.zone
        if person.nudging is not self.person.nudging:  # they may have chosen another
            zone = zone_of(person.nudging.zone, self.home or zone)
        return replace(self, person=person, zone=zone)


class Outcome(Struct, frozen=True, gc=False):
    """What a turn decided: the person as they are now (none: erase them), what is said, and what is wanted.

    A want comes with its number; the number is on `person.wants` for as long as somebody waits for it. `look_at` is
    when to look at the person next, though nothing is heard of them.
    """

    person: Person | None
    says: tuple[Reply | Toast, ...] = ()
    wants: tuple[tuple[int, Task], ...] = ()
    look_at: datetime | None = None


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
"""What else a step may wait for: a file, and the result of a want. `BACK` is waited for where back means more."""


def press(choice: str) -> str:
    """The event of a press on the button of this choice; `PICKED` is any other button of the question."""
    return f"press:{choice}"


def unless(guard: Guard) -> Guard:
    """Holds where the guard does not."""
    return lambda turn: not guard(turn)


class Transition(Struct, frozen=True, gc=False):
    """One line of a script. Lines of a step and event are tried in their order; the first whose `when` holds is it.

    `keep` sees the person as they were, `say` as `keep` left them.
    """

    step: StrEnum
    on: str
    to: StrEnum
    when: Guard | None = None
    keep: Keep | None = None
    say: Tell | None = None
    want: Callable[[Turn], Task] | None = None
    is_erasing: bool = False
    is_final: bool = False
    """Whether it cannot be taken back: nothing of before is kept with the way back."""

    is_of_people: bool = False
    """Whether people are named at its step, so that those who are shared are heard there."""


class TurnState:
    """What changes while a turn is played: the model that `transitions` moves."""

    __slots__ = ("before", "is_erased", "is_final", "says", "state", "turn", "typed", "wants")

    def __init__(self, turn: Turn, state: StrEnum) -> None:
        self.turn = turn
        self.before = turn.person
        self.state: StrEnum = state
        self.says: list[Reply | Words] = []
        self.wants: list[Task] = []
        self.is_erased = False
        self.is_final = False
        self.typed: tuple[Turn, Pressed | None] | None = None  # which button's label was typed, once it was looked for

    @property
    def person(self) -> Person:
        """The person as they are now."""
        return self.turn.person

    def put(self, person: Person) -> None:
        """Go on with the person as they are now."""
        self.turn = self.turn.of(person)


class Script:
    """One dialog, made from its definition; shared by all persons.

    `cards` are the steps whose buttons stay good for ever: a press on an old one takes up that step again. An answer
    is a sentence or two, but for the steps of `long_answers`. The `resting` steps ask nothing that must be answered, so
    nobody is led back to them from something else. At the `free_lines` somebody's own words may well hold a question,
    to a friend and not to the coach. The `waiting` steps wait for a result, and are no place to come back to. The
    `choosing` ones have their buttons below the input field. A step that `changed` has another meaning than before,
    from that version of the dialog on; the first is 1.
    """

    def __init__(  # noqa: PLR0913  # each of the last six names the steps that have one trait
        self,
        name: str,
        steps: type[StrEnum],
        asks: Mapping[StrEnum, Ask],
        lines: Sequence[Transition],
        *,
        cards: frozenset[StrEnum] = frozenset(),
        long_answers: frozenset[StrEnum] = frozenset(),
        resting: frozenset[StrEnum] = frozenset(),
        free_lines: frozenset[StrEnum] = frozenset(),
        changed: Mapping[StrEnum, int] | None = None,
        waiting: frozenset[StrEnum] = frozenset(),
        choosing: frozenset[StrEnum] = frozenset(),
    ) -> None:
        self.name = name
        self.steps = steps
        self.asks = dict(asks)
        self.lines = tuple(lines)
        self.cards = cards
        self.long_answers = long_answers
        self.resting = resting
        self.free_lines = free_lines
        self.changed = dict(changed or {})
        self.version = max(self.changed.values(), default=1)
        self.waiting = waiting
        self.choosing = choosing
        self._naming = {line.step for line in self.lines if line.is_of_people}
        # model=None and functions, never names: nothing is attached to a model, and one machine serves everybody.
        self._machine = Machine(model=None, states=steps, initial=next(iter(steps)), auto_transitions=False)
        for line in self.lines:
            condition = _guard(line.when) if line.when else None
            self._machine.add_transition(line.on, line.step, line.to, condition, after=_player(line))

    def is_end(self, step: StrEnum) -> bool:
        """Whether the dialog is over there."""
        return step not in self.asks

    def hears(self, step: StrEnum, event: str) -> bool:
        """Whether any line of this step waits for this event."""
        return event in self._machine.events and step.name in self._machine.events[event].transitions

    def event(self, step: StrEnum, heard: Heard) -> str | None:
        """The event that something heard is at this step; none: the step does not wait for it."""
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

    def play(self, scene: TurnState, event: str) -> bool:
        """Play the first line that holds, and on through those that need no answer; false where none holds."""
        if not self._fire(scene, event):
            return False
        self.arrive(scene)
        return True

    def arrive(self, scene: TurnState) -> None:
        """Pass through the steps that need no answer, after the scene was put at one."""
        for _ in range(len(self.steps)):
            if not self._fire(scene, ARRIVED):
                break

    def _fire(self, scene: TurnState, event: str) -> bool:
        return self.hears(scene.state, event) and bool(self._machine.events[event].trigger(scene, scene))


def _guard(when: Guard) -> Callable[[TurnState], bool]:
    return lambda scene: when(scene.turn)


def _player(line: Transition) -> Callable[[TurnState], None]:
    def play(scene: TurnState) -> None:
        if line.keep:
            scene.put(line.keep(scene.turn))
        if line.say:
            scene.says.append(line.say(scene.turn))
        if line.want:
            scene.wants.append(line.want(scene.turn))
        scene.is_erased = scene.is_erased or line.is_erasing
        scene.is_final = scene.is_final or line.is_final

    return play
