"""The plot: which dialogs there are, what follows what, and what the commands do; the engine plays it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from enum import Enum, StrEnum
from typing import TypeAlias

from msgspec import Struct

from dialogs.engine.script import Ask, Keep, Script, Turn
from dialogs.model.events import Pressed
from dialogs.model.person import Person
from dialogs.model.slots import Slots
from dialogs.protocol.replies import Reply
from dialogs.protocol.tasks import Made, Rewritten, Task
from dialogs.rules.reminders_due import Nudge


class BuiltIn(Enum):
    """What a command does that is no step and no aside."""

    START = "start"
    BACK = "back"
    SKIP = "skip"
    CANCEL = "cancel"
    HIDE = "hide"


class CommandTask(Struct, frozen=True, gc=False):
    """An aside that also wants something of the world."""

    say: Ask
    want: Task
    needs_consent: bool = False


Deed: TypeAlias = BuiltIn | StrEnum | CommandTask | Ask
"""What a command does: one of the above, a step to go to, or an aside to say before the question is asked again."""


class Taking(Struct, frozen=True, gc=False):
    """What is done with the result of a want where nobody stands and waits for it any more."""

    keep: Keep
    say: Ask


class Request(Struct, frozen=True, gc=False):
    """Something said in words at any point that is no answer: `read` finds it and gives the slots that go along.

    It leads to a step, or is answered by an aside before the question is asked again.
    """

    read: Callable[[Turn], Slots | None]
    to: StrEnum | Ask


class Follow(Struct, frozen=True, gc=False):
    """What follows the end of a dialog.

    A final end goes back to what was interrupted, if anything was; the slots go along only where they are kept.
    """

    to: StrEnum | Callable[[Turn], StrEnum]
    is_final: bool = False
    are_slots_kept: bool = False


class DialogSet(Struct, frozen=True, gc=False):
    """The conversation as a whole: its dialogs, what follows what, and what the commands do.

    `moved` says where a stored step leads that is no more, or means something else by now; one that it does not name
    leads home. `changes` are the things one can ask to change in words, each with the card's button that does it;
    `requests` is all else that is asked in words, and the first that is read is taken. `picture` is said with a
    picture, for whoever cannot see it. `welcome_back` is said after some days away. `hello` is where a new person
    begins, `home` where one rests, `paused` where one is without consent. Whoever has not consented is only let into
    the `open_scripts`. `nudge` says what the coach writes of itself, with buttons of the step `nudged`; questions of
    the `left_alone` scripts are not taken up by it. `files` is where a file is taken, whenever it comes; `takes` are
    the results that are taken wherever one is by then; `rewritten` takes a draft that came back.
    """

    scripts: Sequence[Script]
    moved: Mapping[str, StrEnum]
    follows: Mapping[StrEnum, Follow]
    commands: Mapping[str, Deed]
    changes: Mapping[str, Pressed]
    requests: Sequence[Request]
    recap: Ask
    picture: Ask
    welcome_back: Callable[[Turn, timedelta], Reply]
    hello: StrEnum
    home: StrEnum
    paused: StrEnum
    open_scripts: frozenset[str]
    nudge: Callable[[Turn, Nudge, Reply], Reply]
    nudged: StrEnum
    left_alone: frozenset[str]
    files: StrEnum
    takes: Mapping[type[Made], Taking]
    rewritten: Callable[[Turn, Rewritten], tuple[Person, Reply]]
