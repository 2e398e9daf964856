"""Where a person is reached: the channel, and their id there."""

from msgspec import Struct


class Address(Struct, frozen=True, gc=False):
    """One address of a person, such as `("telegram", "123456")` or `("terminal", "kari")`."""

    channel: str
    external_id: str
