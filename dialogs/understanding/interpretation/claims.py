"""Whether a reader finds an answer to the open question in a message; then another act must be much surer."""

from dialogs.understanding.outcomes import outcome_in
from dialogs.understanding.people.people_in_text import is_nobody, people_in
from dialogs.understanding.people.vocabulary import is_first_name
from dialogs.understanding.target.industries import find_industries
from dialogs.understanding.target.places import places_in
from dialogs.understanding.target.sentence import target_in
from dialogs.understanding.target.sizes import find_sizes
from dialogs.understanding.work_status import is_working, work_in


def names_people(text: str) -> bool:
    """Return whether the message lists people, beginning with a first name, or says that nobody comes to mind."""
    if is_nobody(text):
        return True
    first = text.split(maxsplit=1)[0].strip(",.:;-") if text.strip() else ""
    return "?" not in text and is_first_name(first.casefold()) and bool(people_in(text))


def names_target(text: str) -> bool:
    """Return whether the message names a position, an industry, a size or a place."""
    read = target_in(text)
    return bool(read.positions or read.industries or read.sizes or read.places)


def names_industry(text: str) -> bool:
    """Return whether the message is the name of an industry."""
    return bool(find_industries(text).best)


def names_size(text: str) -> bool:
    """Return whether the message names a size."""
    return find_sizes(text) is not None


def names_place(text: str) -> bool:
    """Return whether the message names a place in Norway."""
    return bool(places_in(text))


def tells_work(text: str) -> bool:
    """Return whether the message tells if somebody works, and who may know."""
    return work_in(text) is not None or is_working(text)


def tells_outcome(text: str) -> bool:
    """Return whether the message tells what came of another."""
    return outcome_in(text) is not None
