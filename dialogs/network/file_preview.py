"""Looking into a file: that it is read, why it cannot be, what is in it, and what of that is kept on a yes."""

from dialogs.engine.script import Turn
from dialogs.model.address_book import File, KeepPeople, LookedInto, LookInto, NotKept, Tally, Unread
from dialogs.model.person import Person
from dialogs.model.snapshot import LookedIntoExport
from dialogs.protocol.events import TaskDone
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.text import Text, label, t, tn
from dialogs.wording.files import WHY, unread_rows

# --- reading ---------------------------------------------------------------------------------------------------------


def want_look(turn: Turn) -> LookInto:
    """Tell what is in it."""
    return LookInto(_file(turn.person))


def ask_reading(_turn: Turn) -> Reply:
    """That it is being read."""
    leave = Button(label("import", "Leave it"), "leave")
    return say(t("I'm reading the file. It takes a few seconds."), buttons=rows(leave))


def is_read(turn: Turn) -> bool:
    """Return whether this tells what is in the file that is meant."""
    made = _made(turn)
    return (
        isinstance(made, LookedInto) and made.file == turn.person.slots.network.file and isinstance(made.tally, Tally)
    )


def is_unread(turn: Turn) -> bool:
    """Return whether nobody could be read from the file that is meant."""
    made = _made(turn)
    return isinstance(made, LookedInto | NotKept) and made.file == turn.person.slots.network.file


def keep_tally(turn: Turn) -> Person:
    """What is in it, in numbers."""
    made = _made(turn)
    return (
        turn.person.with_network_slots(tally=made.tally)
        if isinstance(made, LookedInto) and isinstance(made.tally, Tally)
        else turn.person
    )


def is_export(turn: Turn) -> bool:
    """Return whether the file that is meant is what /export gave: that is for another dialog."""
    made = _made(turn)
    return isinstance(made, LookedIntoExport) and made.file == turn.person.slots.network.file


def keep_holding(turn: Turn) -> Person:
    """What it holds, in numbers."""
    made = _made(turn)
    return turn.person.with_network_slots(summary=made.holding) if isinstance(made, LookedIntoExport) else turn.person


def say_why(turn: Turn) -> Text:
    """Why nobody could be read from it."""
    made = _made(turn)
    why = made.tally if isinstance(made, LookedInto) else made.why if isinstance(made, NotKept) else None
    return WHY[why if isinstance(why, Unread) else Unread.GONE]


def say_why_elsewhere(turn: Turn) -> Reply:
    """The same, where one has gone on to something else."""
    return say(say_why(turn))


def say_failed(_turn: Turn) -> Text:
    """It could not be fetched or read, which may pass."""
    return t("I couldn't get at the file just now. Please send it once more.")


# --- what is in it ---------------------------------------------------------------------------------------------------


def ask_found(turn: Turn) -> Reply:
    """What was found, and what would be kept of it."""
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
    """Return whether anybody has an e-mail address or a phone number."""
    return _tally(turn.person).with_details > 0


def ask_details(turn: Turn) -> Reply:
    """E-mail addresses and phone numbers are kept only on an explicit yes."""
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


def want_people(turn: Turn) -> KeepPeople:
    """Put them into the address book, without e-mail and phone."""
    return KeepPeople(_file(turn.person))


def want_people_whole(turn: Turn) -> KeepPeople:
    """With them."""
    return KeepPeople(_file(turn.person), has_details=True)


def say_nothing_kept(_turn: Turn) -> Text:
    """No."""
    return t("Fine, I've kept nothing of it.")


def _made(turn: Turn) -> object:
    return turn.heard.made if isinstance(turn.heard, TaskDone) else None


def _file(person: Person) -> File:
    assert person.slots.network.file is not None  # noqa: S101  # the lines before have put one in the slots
    return person.slots.network.file


def _tally(person: Person) -> Tally:
    assert person.slots.network.tally is not None  # noqa: S101  # as above
    return person.slots.network.tally
