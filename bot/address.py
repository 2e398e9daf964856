"""The address of a person: a channel, and the person's id in it."""

from msgspec import Struct


class Address(Struct, frozen=True, gc=False):
    """One address of a person, such as `("telegram", "123456")` or `("terminal", "kari")`."""

    channel: str
    external_id: str
