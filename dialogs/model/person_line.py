"""One person as the user wrote them."""

from msgspec import Struct


class PersonLine(Struct, frozen=True, gc=False):
    """One person as the user wrote them. Words that fit no field are in the note, so that none is lost."""

    name: str
    workplace: str | None = None
    role: str | None = None
    note: str | None = None
