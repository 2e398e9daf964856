"""A press, which is stored with the position."""

from msgspec import Struct


class Pressed(Struct, frozen=True, gc=False):
    """A press: the step of the button, its choice, and the number of its question."""

    step: str
    choice: str
    asking: int
