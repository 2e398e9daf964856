"""The codec for values in the choices of buttons: numbers and enums.

Buttons remain in chats for ever, so the form of a value never changes. A choice may be forged: `read` returns a value
only if the choice is exactly what `encoded` makes of it.
"""

from enum import Enum
from typing import TypeVar

Shape = TypeVar("Shape", bound=int | Enum)


def encoded(value: int | Enum, prefix: str = "") -> str:
    """Return the choice for this value. `prefix` distinguishes it from other choices of the same question."""
    return f"{prefix}{value.value if isinstance(value, Enum) else value}"


def decoded(shape: type[Shape], choice: str, prefix: str = "") -> Shape:
    """Return the value of a choice that a guard has checked. Raise ValueError if it has no value of this type."""
    value = read(shape, choice, prefix)
    if value is None:
        raise ValueError(choice)
    return value


def read(shape: type[Shape], choice: str, prefix: str = "") -> Shape | None:
    """Return the value of a choice, or None if it has no value of this type."""
    try:
        value = shape(choice.removeprefix(prefix))
    except ValueError:
        return None
    return value if encoded(value, prefix) == choice else None


def is_choice(shape: type[Shape], choice: str, prefix: str = "") -> bool:
    """Return whether a choice has a value of this type."""
    return read(shape, choice, prefix) is not None
