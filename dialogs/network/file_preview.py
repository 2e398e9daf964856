"""The preview of a file: reading, reasons for failure, what it contains, and what is stored on a yes."""

from dialogs.engine.script import Turn
from dialogs.model.address_book import File, KeepPeople, LookedInto, LookInto, NotKept, Tally, Unread
from dialogs.model.person import Person
from dialogs.model.snapshot import LookedIntoExport
from dialogs.protocol.events import TaskDone
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.text import Text, label, t, tn
from dialogs.wording.files import WHY, unread_rows

# --- reading ---------------------------------------------------------------------------------------------------------


def request_look_into(turn: Turn) -> LookInto:
    """Request a reading of the file that stores nothing."""
    return LookInto(_file(turn.person))


def ask_reading(_turn: Turn) -> Reply:
    """Say that the file is being read."""
    leave = Button(label("import", "Leave it"), "leave")
    return say(t("I'm reading the file. It takes a few seconds."), buttons=rows(leave))


def is_read(turn: Turn) -> bool:
    """Return whether the event is the summary of the file in the slots."""
    made = _made(turn)
    return (
        isinstance(made, LookedInto) and made.file == turn.person.slots.network.file and isinstance(made.tally, Tally)
    )


def is_unread(turn: Turn) -> bool:
    """Return whether the event says that the file in the slots contains no readable people."""
    made = _made(turn)
    return isinstance(made, LookedInto | NotKept) and made.file == turn.person.slots.network.file


def keep_tally(turn: Turn) -> Person:
    """Store the counts of the file."""
    made = _made(turn)
    return (
        turn.person.with_network_slots(tally=made.tally)
        if isinstance(made, LookedInto) and isinstance(made.tally, Tally)
        else turn.person
    )


def is_export(turn: Turn) -> bool:
    """Return whether the file in the slots is the coach's own export, which another dialog handles."""
    made = _made(turn)
    return isinstance(made, LookedIntoExport) and made.file == turn.person.slots.network.file


def keep_holding(turn: Turn) -> Person:
    """Store the summary of the export."""
    made = _made(turn)
    return turn.person.with_network_slots(summary=made.holding) if isinstance(made, LookedIntoExport) else turn.person


def say_why(turn: Turn) -> Text:
    """Say why nobody could be read from the file."""
    made = _made(turn)
    why = made.tally if isinstance(made, LookedInto) else made.why if isinstance(made, NotKept) else None
    return WHY[why if isinstance(why, Unread) else Unread.GONE]


def say_why_elsewhere(turn: Turn) -> Reply:
    """Say the same after the user has moved to another dialog."""
    return say(say_why(turn))


def say_failed(_turn: Turn) -> Text:
    """Say that the file could not be fetched or read, which may pass."""
    return t("I couldn't get at the file just now. Please send it once more.")


# --- what is in it ---------------------------------------------------------------------------------------------------


def ask_found(turn: Turn) -> Reply:
    """Show what was found and what would be stored, and ask for confirmation."""
    tally = _tally(turn.person)
    known = [t("Those I have already are brought up to date; nobody is entered twice.")] if turn.person.book else []
    return say(
        tn("I found {count} person.", "I found {count} people.", tally.people),
        *unread_rows(tally),
        *known,
        t("Shall I keep name, workplace, position, date and profile link of each?"),
        buttons=rows(
            Button(label("import, keep what was found", "Yes, keep them"), "yes"),
            Button(label("import, keep what was found", "No, keep nothing"), "no"),
        ),
    )


def has_details(turn: Turn) -> bool:
    """Return whether anybody in the file has an e-mail address or a phone number."""
    return _tally(turn.person).with_details > 0


def ask_details(turn: Turn) -> Reply:
    """Ask whether to store e-mail addresses and phone numbers, which needs an explicit yes."""
    return say(
        tn(
            "{count} of them has an e-mail address or phone number. I don't need it. Keep it too?",
            "{count} of them have an e-mail address or phone number. I don't need those. Keep them too?",
            _tally(turn.person).with_details,
        ),
        buttons=rows(
            Button(label("import, e-mail and phone", "No, leave them out"), "no"),
            Button(label("import, e-mail and phone", "Yes, keep them too"), "yes"),
        ),
    )


def request_people(turn: Turn) -> KeepPeople:
    """Request the import without e-mail addresses and phone numbers."""
    return KeepPeople(_file(turn.person))


def request_people_whole(turn: Turn) -> KeepPeople:
    """Request the import with e-mail addresses and phone numbers."""
    return KeepPeople(_file(turn.person), has_details=True)


def say_nothing_kept(_turn: Turn) -> Text:
    """Say that nothing was stored."""
    return t("Fine, I've kept nothing of it.")


def _made(turn: Turn) -> object:
    return turn.heard.made if isinstance(turn.heard, TaskDone) else None


def _file(person: Person) -> File:
    assert person.slots.network.file is not None  # noqa: S101  # a precondition
    return person.slots.network.file


def _tally(person: Person) -> Tally:
    assert person.slots.network.tally is not None  # noqa: S101  # as above
    return person.slots.network.tally
