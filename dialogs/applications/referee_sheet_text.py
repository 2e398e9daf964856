"""The text of the referee sheet: the job, what to stress, and the usual questions."""

from collections.abc import Callable, Iterator
from typing import Final
from zoneinfo import ZoneInfo

from dialogs.model.facts import Application
from dialogs.text import Day, Text, Value, tc

ASKED: Final = (
    tc("page for a referee", "how we know each other, and for how long"),
    tc("page for a referee", "what I did, and what came of it"),
    tc("page for a referee", "how I work with others, also on a bad day"),
    tc("page for a referee", "what I could be better at"),
    tc("page for a referee", "whether you would work with me again"),
)
"""Questions that employers usually ask referees."""


def briefing(application: Application, name: str, speak: Callable[[Value], str], zone: ZoneInfo) -> str:
    """Return the sheet as plain text, in paragraphs with headings."""
    parts = [[_heading(name)], [*_job(application, zone)], [*_stressed(application.stress)]]
    asked = [tc("page for a referee", "You may be asked:"), *(_item(words) for words in ASKED)]
    free = [tc("page for a referee", "Say what you can stand behind. If you'd rather not, just tell me.")]
    thanks = [tc("page for a referee", "Thank you!\n{name}", name=name)] if name else []
    return "\n\n".join("\n".join(map(speak, part)) for part in [*parts, asked, free, thanks] if part)


def _heading(name: str) -> Text:
    if name:
        return tc("page for a referee", "To a referee for {name}", name=name)
    return tc("page for a referee", "To my referee")


def _job(application: Application, zone: ZoneInfo) -> Iterator[Text]:
    if application.role:
        yield tc("page for a referee", "Position: {role}", role=application.role)
    yield tc("page for a referee", "Workplace: {place}", place=application.place)
    if application.at:
        yield tc("page for a referee", "Applied: {day}", day=Day(application.at.astimezone(zone).date()))


def _stressed(words: str) -> Iterator[Text]:
    things = [thing.strip() for thing in words.replace("\n", ";").split(";") if thing.strip()]
    if things:
        yield tc("page for a referee", "It would help if you could stress:")
        yield from map(_item, things)


def _item(words: Value) -> Text:
    return tc("page for a referee", "– {words}", words=words)
