"""Where a person is in the conversation, and how to take an answer back."""

from datetime import datetime

from msgspec import Struct

from dialogs.model.address_book import File, Match, RelatedCompany, Tally
from dialogs.model.companies import FoundCompanies
from dialogs.model.events import Pressed
from dialogs.model.facts import Category, Occasion, Purpose
from dialogs.model.person_line import PersonLine
from dialogs.model.snapshot import Summary
from dialogs.model.undo_record import Undo
from dialogs.text import Language


class Notepad(Struct, frozen=True, gc=False, omit_defaults=True):
    """What the conversation needs to remember between two questions; kept with the place in it."""

    field: str = ""
    category: Category | None = None
    lines: tuple[PersonLine, ...] = ()
    line: int | None = None
    contact: int | None = None
    queue: tuple[int, ...] = ()
    purpose: Purpose | None = None
    own_line: str = ""
    language: Language | None = None
    goal: int | None = None
    introduction: int | None = None
    outreach: int | None = None
    words: str = ""
    choices: tuple[str, ...] = ()
    page: int = 0
    file: File | None = None
    tally: Tally | None = None
    fits: tuple[Match, ...] = ()
    akin: tuple[RelatedCompany, ...] = ()
    found: int = 0
    is_first: bool = False
    times: tuple[datetime, ...] = ()
    occasion: Occasion | None = None
    about: int | None = None
    application: int | None = None
    kept: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    companies: FoundCompanies | None = None
    holding: Summary | None = None
    before: Undo | None = None
    """What was there before an export took its place."""


class Checkpoint(Struct, frozen=True, gc=False, omit_defaults=True):
    """A place in the conversation that one can come back to, and what coming back takes back."""

    step: str
    notepad: Notepad = Notepad()
    undo: Undo = Undo()
    version: int = 1
    """That of the step's dialog, as in `Position`."""


class Position(Struct, frozen=True, gc=False, omit_defaults=True):
    """Where the person is: the step, the number of its asking, the way back, and what was interrupted."""

    step: str
    asking: int = 0
    trail: tuple[Checkpoint, ...] = ()
    interrupted: tuple[Checkpoint, ...] = ()
    answered: Pressed | None = None
    """The newest button that was taken, so that a second press of it is known."""

    message: str = ""
    """The message that gave the newest answer, by the channel's own id, so that a change of it is known."""

    missed: str = ""
    """The newest message, where it gave no answer: changed, it is heard anew."""

    heard_at: datetime | None = None
    """About when the person was here last."""

    version: int = 1
    """That of the step's dialog when the step was stored: since then it may have come to mean something else."""

    replaced: tuple[int, ...] = ()
    """The asking, and the second, up to which buttons speak of facts that others took the place of, if any did."""

    aside: tuple[Checkpoint, ...] = ()
    """What was interrupted when they did; it goes on if they are taken back."""
