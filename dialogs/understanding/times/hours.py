"""Reading of hours: “18–21”, “7.30 til 9”, “6 to 8 pm”."""

import re

SPAN = re.compile(
    r"\D{0,12}(?P<h>\d{1,2})(?:[.:](?P<m>\d\d))? ?(?P<half>am|pm)?"
    r"(?: ?[-–—] ?| til | to | and | og )(?:kl\.? ?)?"
    r"(?P<to_h>\d{1,2})(?:[.:](?P<to_m>\d\d))? ?(?P<to_half>am|pm)?\D{0,4}",
    re.IGNORECASE,
)


LEAST = 30
"""Minimum length of the hours in minutes."""


LAST = 23 * 60 + 59


def span_in(words: str) -> tuple[int, int] | None:
    """Return the hours that the words name, in minutes after midnight, or None if they are unclear."""
    found = SPAN.fullmatch(words.strip())
    if found is None:
        return None
    half = found["half"] or found["to_half"]
    begins, ends = _minutes(found["h"], found["m"], half), _minutes(found["to_h"], found["to_m"], found["to_half"])
    if begins is None or ends is None:
        return None
    ends = min(ends, LAST)
    return (begins, ends) if ends - begins >= LEAST else None


def _minutes(hour: str, minute: str | None, half: str | None) -> int | None:
    number, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + 12 * (half.lower() == "pm")
    return number * 60 + minutes if number <= 24 and minutes < 60 else None
