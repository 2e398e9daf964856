"""Callback data: encoding of a button as a short string, and decoding."""

from dialogs.model.events import Pressed
from dialogs.protocol.events import Garbled
from dialogs.protocol.replies import Button

CALLBACK_FORM = "1"
"""Version of the format. A new format takes the next number, and the old one remains readable."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def callback_data(button: Button) -> str:
    """Return the callback data of a button, such as `1:target.size:medium:3f`. Telegram allows 64 bytes."""
    return f"{CALLBACK_FORM}:{button.step}:{button.choice}:{base36(button.asking)}"


def pressed(data: str) -> Pressed | Garbled:
    """Parse callback data. It may be forged, so the caller must check step, choice and asking."""
    form, _, rest = data.partition(":")
    parts = rest.split(":")
    if form != CALLBACK_FORM or len(parts) != 3 or not parts[2].isascii() or not parts[2].isalnum():
        return Garbled()
    return Pressed(parts[0], parts[1], int(parts[2].lower()[:12], 36))


def base36(number: int) -> str:
    """Return a number in base 36; `int(…, 36)` reads it."""
    digits = ""
    while number >= 36:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return DIGITS[number] + digits
