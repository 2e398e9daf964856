"""The import of people from a file: what would be stored is announced, the content is shown, and the user confirms."""

from enum import StrEnum

from dialogs.contacts.adding_people import keep_named, names_nobody, names_somebody, no_room, say_on_list
from dialogs.engine import takes
from dialogs.engine.script import BACK, FAILED, FOUND, HANDED, SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.model.address_book import MOST_BYTES, Unread
from dialogs.model.person import Person
from dialogs.network.file_preview import (
    ask_details,
    ask_found,
    ask_reading,
    has_details,
    is_export,
    is_read,
    is_unread,
    keep_holding,
    keep_tally,
    request_look_into,
    request_people,
    request_people_whole,
    say_failed,
    say_nothing_kept,
    say_why,
)
from dialogs.network.imported_books import (
    ask_empty,
    ask_kept,
    is_kept,
    is_made,
    keep_book,
    keep_book_before,
    keep_newest_book,
    keep_no_book,
    say_emptied,
    say_kept,
    say_undone,
)
from dialogs.protocol.events import Handed
from dialogs.protocol.replies import Button, Link, Reply, rows, say
from dialogs.text import Text, label, t
from dialogs.wording.files import WHY, in_short


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    FILE = "imports.file"
    READING = "imports.reading"
    FOUND = "imports.found"
    DETAILS = "imports.details"
    KEEPING = "imports.keeping"
    KEPT = "imports.kept"
    EMPTY = "imports.empty"
    TO_FITS = "imports.to_fits"
    TO_ANYONE = "imports.to_anyone"
    TO_CONTACTS = "imports.to_contacts"
    TO_CHOOSE = "imports.to_choose"
    DONE = "imports.done"
    TO_RESTORING = "imports.to_restoring"


ARCHIVE = "https://www.linkedin.com/mypreferences/d/download-my-data"

# --- a file ----------------------------------------------------------------------------------------------------------


def ask_file(turn: Turn) -> Reply:
    """Say how to get the file from LinkedIn and what is stored; the text is short if it was said a moment ago."""
    book, slots = turn.person.book, turn.person.slots
    is_told = slots.network.are_others_told or slots.network.file is not None
    empty = [Button(label("import", "Empty my address book"), "empty")] if book else []
    anyone = [Button(label("import", "Do I know anyone at …?"), "anyone")] if book else []
    fits = [Button(label("import", "Show me who fits"), "fits")] if book else []
    others = [Button(label("import", "Other files and ways"), "others")]
    if slots.network.are_others_told:
        others = [Button(label("import", "Choose people I chat with"), "choose")]
    return say(
        *([in_short(book)] if book and not is_told else []),
        *([t("Send me a file, or write some names.")] if is_told else _how()),
        buttons=rows(
            Link(label("import", "Open LinkedIn's page"), ARCHIVE),
            *others,
            *fits,
            *anyone,
            *empty,
            Button(label("import", "Not now"), "enough"),
        ),
    )


def _how() -> tuple[Text, ...]:
    return (
        t(
            "LinkedIn knows whom you know where. Open its page below, choose Connections, and ask for the copy. It "
            "comes by e-mail within ten minutes or so: send it here as it is."
        ),
        t("I keep name, workplace, position, date and profile link, and ask first. I write to none of them."),
    )


def keep_told(turn: Turn) -> Person:
    """Store that the other sources were explained."""
    return turn.person.with_network_slots(are_others_told=True)


def say_others(_turn: Turn) -> Text:
    """Say which other sources can be imported."""
    return t(
        "I also read vCards from a phone, Google Contacts as CSV, and what /export gave you. Or share a contact with "
        "me here, choose people you chat with, or write some names."
    )


def is_too_large(turn: Turn) -> bool:
    """Return whether the file exceeds the size that a bot may download."""
    return isinstance(turn.heard, Handed) and (turn.heard.file.size or 0) > MOST_BYTES


def say_too_large(_turn: Turn) -> Text:
    """Say that the file is too large."""
    return WHY[Unread.TOO_LARGE]


def keep_file(turn: Turn) -> Person:
    """Store a reference to the file, and nothing of its content."""
    assert isinstance(turn.heard, Handed)  # noqa: S101  # the event of these transitions
    return turn.person.with_network_slots(file=turn.heard.file, tally=None)


# --- during the import -----------------------------------------------------------------------------------------------


def ask_keeping(_turn: Turn) -> Reply:
    """Say that the import is running; the result is announced at any step."""
    meanwhile = Button(label("import", "Go on meanwhile"), "meanwhile")
    return say(t("I'm putting them into your address book. It takes a few seconds."), buttons=rows(meanwhile))


def say_one_at_a_time(_turn: Turn) -> Text:
    """Say that another file must wait for this one."""
    return t("One file at a time: please send that one again when I'm done with this.")


def _lines_of_files(*steps: Step) -> list[Transition]:
    """Return the transitions that take a file at each of the steps, except during an import."""
    return [
        line
        for step in steps
        for line in (
            Transition(step, HANDED, to=Step.FILE, when=is_too_large, say=say_too_large),
            Transition(step, HANDED, to=Step.READING, keep=keep_file, task=request_look_into),
        )
    ]


SCRIPT = Script(
    "imports",
    Step,
    asks={
        Step.FILE: ask_file,
        Step.READING: ask_reading,
        Step.FOUND: ask_found,
        Step.DETAILS: ask_details,
        Step.KEEPING: ask_keeping,
        Step.KEPT: ask_kept,
        Step.EMPTY: ask_empty,
    },
    lines=[
        *_lines_of_files(Step.FILE, Step.READING, Step.FOUND, Step.DETAILS, Step.KEPT, Step.EMPTY),
        Transition(Step.FILE, press("others"), to=Step.FILE, keep=keep_told, say=say_others),
        Transition(Step.FILE, press("choose"), to=Step.TO_CHOOSE),
        Transition(Step.FILE, press("fits"), to=Step.TO_FITS),
        Transition(Step.FILE, press("anyone"), to=Step.TO_ANYONE),
        Transition(Step.FILE, press("empty"), to=Step.EMPTY),
        Transition(Step.FILE, press("enough"), to=Step.DONE),
        Transition(Step.FILE, SKIPPED, to=Step.DONE),
        Transition(Step.FILE, SAID, to=Step.DONE, when=names_nobody),
        no_room(Step.FILE),
        Transition(Step.FILE, SAID, to=Step.TO_CONTACTS, when=names_somebody, keep=keep_named, say=say_on_list),
        Transition(Step.READING, FOUND, to=Step.FOUND, when=is_read, keep=keep_tally),
        Transition(Step.READING, FOUND, to=Step.TO_RESTORING, when=is_export, keep=keep_holding),
        Transition(Step.READING, FOUND, to=Step.FILE, when=is_unread, say=say_why),
        Transition(Step.READING, FAILED, to=Step.FILE, say=say_failed),
        Transition(Step.READING, press("leave"), to=Step.DONE, say=say_nothing_kept),
        Transition(Step.FOUND, press("yes"), to=Step.DETAILS, when=has_details),
        Transition(Step.FOUND, press("yes"), to=Step.KEEPING, task=request_people),
        Transition(Step.FOUND, press("no"), to=Step.DONE, say=say_nothing_kept),
        Transition(Step.FOUND, SKIPPED, to=Step.DONE, say=say_nothing_kept),
        Transition(Step.DETAILS, press("no"), to=Step.KEEPING, task=request_people),
        Transition(Step.DETAILS, press("yes"), to=Step.KEEPING, task=request_people_whole),
        Transition(Step.DETAILS, SKIPPED, to=Step.KEEPING, task=request_people),
        Transition(Step.KEEPING, HANDED, to=Step.KEEPING, say=say_one_at_a_time),
        Transition(Step.KEEPING, FOUND, to=Step.KEPT, when=is_kept, keep=keep_book),
        Transition(Step.KEEPING, FOUND, to=Step.FILE, when=is_unread, say=say_why),
        Transition(Step.KEEPING, FOUND, to=Step.FILE, when=is_made, say=say_kept),
        Transition(Step.KEEPING, FAILED, to=Step.FILE, say=say_failed),
        Transition(Step.KEEPING, press("meanwhile"), to=Step.DONE),
        Transition(Step.KEPT, press("fits"), to=Step.TO_FITS, keep=keep_newest_book),
        Transition(Step.KEPT, press("undo"), to=Step.DONE, keep=keep_book_before, say=say_undone),
        Transition(Step.KEPT, BACK, to=Step.DONE, keep=keep_book_before, say=say_undone),
        Transition(Step.KEPT, press("enough"), to=Step.DONE, keep=keep_newest_book),
        Transition(Step.EMPTY, press("yes"), to=Step.DONE, keep=keep_no_book, say=say_emptied, is_final=True),
        Transition(Step.EMPTY, press("no"), to=Step.DONE),
    ],
    resting=frozenset({Step.FILE, Step.KEPT}),
    waiting=frozenset({Step.READING, Step.KEEPING}),
    takes={Step.FILE: takes.NAMES},
)
