"""Callback data: a button as a short string, and back."""

from dialogs.model.events import Pressed
from dialogs.protocol.events import Garbled
from dialogs.protocol.replies import Button

CALLBACK_FORM = "1"
"""The version of the form below. A change of form takes the next number, and the old one goes on being read."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def callback_data(button: Button) -> str:
    """The data a button carries on the wire: `1:target.size:medium:3f` (at most 64 bytes in Telegram)."""
    return f"{CALLBACK_FORM}:{button.step}:{button.choice}:{base36(button.asking)}"


def pressed(data: str) -> Pressed | Garbled:
    """What a button's data says. All of it may be forged: whoever uses it checks step, choice and asking."""
    form, _, rest = data.partition(":")
    parts = rest.split(":")
    if form != CALLBACK_FORM or len(parts) != 3 or not parts[2].isascii() or not parts[2].isalnum():
        return Garbled()
    return Pressed(parts[0], parts[1], int(parts[2].lower()[:12], 36))


def base36(number: int) -> str:
    """A number in base 36, as `int(…, 36)` reads it."""
    digits = ""
    while number >= 36:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return DIGITS[number] + digits
