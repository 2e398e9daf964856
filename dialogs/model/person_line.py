"""One person as the user wrote them."""

from msgspec import Struct


class PersonLine(Struct, frozen=True, gc=False):
    """One person as the user wrote them; what fits no field is in the note, so that no word is lost."""

    name: str
    workplace: str | None = None
    role: str | None = None
    note: str | None = None
