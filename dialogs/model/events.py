"""The press of a button, which is remembered with the place in the conversation."""

from msgspec import Struct


class Pressed(Struct, frozen=True, gc=False):
    """A button: the step that offered it, its choice, and the number of that asking."""

    step: str
    choice: str
    asking: int
