"""The set of dialogs that the engine plays: the scripts, what follows their ends, and what the commands do."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from enum import Enum, StrEnum
from typing import Final, TypeAlias

from msgspec import Struct

from dialogs.engine.script import Ask, Keep, Script, Turn
from dialogs.model.events import Pressed
from dialogs.model.person import Person
from dialogs.model.slots import Slots
from dialogs.protocol.replies import Reply
from dialogs.protocol.tasks import Made, Rewritten, Task
from dialogs.rules.reminders_due import Nudge


class BuiltIn(Enum):
    """A command of the engine itself."""

    START = "start"
    BACK = "back"
    SKIP = "skip"
    CANCEL = "cancel"
    HIDE = "hide"


class CommandTask(Struct, frozen=True, gc=False):
    """A reply that also requests a task."""

    say: Ask
    want: Task
    needs_consent: bool = False


CommandAction: TypeAlias = BuiltIn | StrEnum | CommandTask | Ask
"""What a command does: one of the above, a step to go to, or a reply before the question is repeated."""


class Taking(Struct, frozen=True, gc=False):
    """What to do with the result of a task if no step waits for it any more."""

    keep: Keep
    say: Ask


class Request(Struct, frozen=True, gc=False):
    """A request in words that may come at any step.

    `read` returns the slots for the step `to`, or None if the text is no such request. If `to` is a reply, the
    question is repeated after it.
    """

    read: Callable[[Turn], Slots | None]
    to: StrEnum | Ask


class Follow(Struct, frozen=True, gc=False):
    """What follows the end of a dialog.

    `to` is None for the home step. A final end returns to what was interrupted, if anything was. The slots is cleared
    unless `are_slots_kept`.
    """

    to: StrEnum | Callable[[Turn], StrEnum] | None
    is_final: bool = False
    are_slots_kept: bool = False


GO_HOME: Final = Follow(None, is_final=True)
"""Return to what was interrupted, or home."""


class DialogSet(Struct, frozen=True, gc=False):
    """All dialogs, what follows their ends, what the commands do, and the texts that the engine needs.

    `moved` maps a stored step that is gone, or has another meaning by now, to a step of today; others lead home.
    `changes` maps what can be changed on request to the button that does it. Of the `requests`, the first that reads
    the text is taken. `picture` is the text for a picture, for users who cannot see it. `welcome_back` is said after an
    absence. A new person begins at `hello`; `home` is the menu, `paused` the same without consent, which allows only
    the `open_scripts`. `nudge` makes a reminder, with buttons of the step `nudged`; questions of the `left_alone`
    scripts get no reminder. `files` is the step that takes files. `takes` are the results that are taken at any step;
    `rewritten` takes a rewritten draft.
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
    nudge: Callable[[Turn, Nudge, Reply], Reply]
    nudged: StrEnum
    left_alone: frozenset[str]
    files: StrEnum
    takes: Mapping[type[Made], Taking]
    rewritten: Callable[[Turn, Rewritten], tuple[Person, Reply]]
