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
    """Make a file of everything stored about the person."""


class DrawMap(Struct, frozen=True, gc=False):
    """Draw a map of the person's network."""


class Rewrite(Struct, frozen=True, gc=False):
    """Rewrite a draft in the person's own voice, after a sample of three sentences. Tokens replace all names.

    `outreach` is the draft's number, `draft` its text, `masked` the text with tokens, `tokens` the value of each token.
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
"""A task that a turn requests. It is committed with the turn and done later; its result is an event."""


class Document(Struct, frozen=True, gc=False):
    """A file for the person; a picture is shown if the channel supports it."""

    name: str
    content: bytes
    is_picture: bool = False


class Rewritten(Struct, frozen=True, gc=False):
    """A draft in the person's own voice. The text is empty if the service failed or its text was rejected."""

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
