"""The tasks that a turn may request, and their results."""

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
    """Export everything stored about the person to a file."""


class DrawMap(Struct, frozen=True, gc=False):
    """Draw the network map of the person."""


class Rewrite(Struct, frozen=True, gc=False):
    """Rewrite a draft in the user's own voice, from a sample of three sentences. Tokens replace all names.

    `outreach` is the number of the draft, `draft` its text, `masked` the text with tokens, and `tokens` the name for
    each token.
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
    """A file for the user; a picture is displayed if the channel supports it."""

    name: str
    content: bytes
    is_picture: bool = False


class Rewritten(Struct, frozen=True, gc=False):
    """A rewritten draft. The text is empty if the service failed or the result was rejected."""

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
