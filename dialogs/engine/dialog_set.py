"""The dialog set that the engine plays: scripts, what follows their ends, and command actions."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from enum import Enum, StrEnum
from typing import Final, TypeAlias

from msgspec import Struct

from dialogs.engine.acts import ActRules
from dialogs.engine.script import Ask, Keep, Script, Turn
from dialogs.model.events import Pressed
from dialogs.model.person import Person
from dialogs.model.slots import Slots
from dialogs.protocol.replies import Reply
from dialogs.protocol.tasks import Made, Rewritten, Task
from dialogs.rules.reminders.due import Reminder


class BuiltIn(Enum):
    """A command of the engine itself."""

    START = "start"
    BACK = "back"
    SKIP = "skip"
    CANCEL = "cancel"
    HIDE = "hide"


class CommandTask(Struct, frozen=True, gc=False):
    """A command that replies and requests a task."""

    say: Ask
    task: Task
    needs_consent: bool = False


CommandAction: TypeAlias = BuiltIn | StrEnum | CommandTask | Ask
"""The action of a command: one of the above, a step to enter, or a reply before the question is repeated."""


class Taking(Struct, frozen=True, gc=False):
    """How to store and announce the result of a task that no step waits for."""

    keep: Keep
    say: Ask


class Request(Struct, frozen=True, gc=False):
    """A request in words that is understood at any step.

    `read` returns the slots for the step `to`, or None if the text is not this request. If `to` is a reply, the
    question is repeated after it.
    """

    read: Callable[[Turn], Slots | None]
    to: StrEnum | Ask


class Follow(Struct, frozen=True, gc=False):
    """What follows the end of a dialog.

    `to` is None for the home step. A final end returns to the interrupted dialog, if there is one. The slots are
    cleared unless `are_slots_kept`.
    """

    to: StrEnum | Callable[[Turn], StrEnum] | None
    is_final: bool = False
    are_slots_kept: bool = False


GO_HOME: Final = Follow(None, is_final=True)
"""Return to the interrupted dialog, or to the home step."""


class DialogSet(Struct, frozen=True, gc=False):
    """All dialogs, what follows their ends, what the commands do, and the texts that the engine needs.

    `moved` maps a stored step that was removed, or whose meaning changed, to a present step; other unknown steps lead
    home. `changes` maps what the user can ask to change to the button that changes it. The first of the `requests` that
    reads a text handles it. `picture` is the text alternative of a picture. `welcome_back` is said after an absence. A
    new person begins at `hello`; `home` is the menu, and `paused` is the menu without consent, which allows only the
    `open_scripts`. `reminder` makes a reminder with buttons of the step `nudged`; unanswered questions of the
    `left_alone` scripts get no reminder. `files` is the step that takes files. `takes` lists the task results that are
    taken at any step; `rewritten` takes a rewritten draft. `acts` says what a message does at any step.
    """

    scripts: Sequence[Script]
    moved: Mapping[str, StrEnum]
    follows: Mapping[StrEnum, Follow]
    commands: Mapping[str, CommandAction]
    changes: Mapping[str, Pressed]
    requests: Sequence[Request]
    recap: Ask
    picture: Ask
    welcome_back: Callable[[Turn, timedelta], Reply]
    hello: StrEnum
    home: StrEnum
    paused: StrEnum
    open_scripts: frozenset[str]
    reminder: Callable[[Turn, Reminder, Reply], Reply]
    nudged: StrEnum
    left_alone: frozenset[str]
    files: StrEnum
    takes: Mapping[type[Made], Taking]
    rewritten: Callable[[Turn, Rewritten], tuple[Person, Reply]]
    acts: ActRules
