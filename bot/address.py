"""Where a person is reached: the channel, and their id there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """One address of a person, such as `("telegram", "123456")` or `("terminal", "kari")`."""

    channel: str
    external_id: str
