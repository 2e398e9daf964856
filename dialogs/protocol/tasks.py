"""Tasks that a turn asks the edge to do, and their results."""

from typing import TypeAlias

from msgspec import Struct

from dialogs.model.address_book import (
    FindMatches,
    FindPeopleAt,
    FoundMatches,
    FoundPeopleAt,
    KeepPeople,
    KeptPeople,
    LookedInto,
    LookInto,
    NotKept,
)
from dialogs.model.companies import FindCompanies, FoundCompanies
from dialogs.model.snapshot import LookedIntoExport, Restore, Restored
from dialogs.text import Language


class MakeExport(Struct, frozen=True, gc=False):
    """Make a file of everything that is stored about the person."""


class DrawMap(Struct, frozen=True, gc=False):
    """Draw the person's network."""


class Rewrite(Struct, frozen=True, gc=False):
    """Say a draft in the person's own voice, as three sentences of theirs sound. Tokens stand for names in all of it.

    `outreach` is the draft's number, `draft` its text as it was, `tokens` what each token stands for.
    """

    outreach: int
    draft: str
    masked: str
    sample: str
    tokens: tuple[tuple[str, str], ...]
    language: Language
    limit: int


Task: TypeAlias = (
    MakeExport | DrawMap | LookInto | KeepPeople | Restore | FindCompanies | FindMatches | FindPeopleAt | Rewrite
)
"""What a turn asks of the world. It is committed with the turn and done outside it; the result is heard later."""


class Document(Struct, frozen=True, gc=False):
    """A file for the person; a picture is shown where the channel can."""

    name: str
    content: bytes
    is_picture: bool = False


class Rewritten(Struct, frozen=True, gc=False):
    """A draft in the person's own voice; an empty text where the service failed, or wrote what it should not."""

    outreach: int
    draft: str
    text: str


Made: TypeAlias = (
    Document
    | LookedInto
    | LookedIntoExport
    | KeptPeople
    | Restored
    | NotKept
    | FoundCompanies
    | FoundMatches
    | FoundPeopleAt
    | Rewritten
)
