"""The address book after an import: its content, undoing the import, and emptying the address book."""

from dialogs.engine.script import Turn
from dialogs.model.address_book import KeptPeople
from dialogs.model.facts import Import
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.events import TaskDone
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.text import Text, label, t, tn
from dialogs.wording.files import in_numbers


def is_made(turn: Turn) -> bool:
    """Return whether the event is an address book with the people of the file."""
    return isinstance(_made(turn), KeptPeople)


def is_kept(turn: Turn) -> bool:
    """Return whether the event extends the present address book, and not an older one."""
    made = _made(turn)
    book = turn.person.book
    return isinstance(made, KeptPeople) and made.base == (book.n if book else 0)


def keep_book(turn: Turn) -> Person:
    """Store the new import; the one before it stays for undo."""
    made, before = _made(turn), turn.person.book
    if not isinstance(made, KeptPeople) or not isinstance(turn.heard, TaskDone) or not is_kept(turn):
        return turn.person
    book = Import(turn.heard.task, turn.now, made.people, made.new, made.changed, made.has_details)
    return replace(turn.person, books=(*([before] if before else []), book))


def say_kept(turn: Turn) -> Reply:
    """Say how many people there are now; also used after the user has moved to another dialog."""
    book = turn.person.book
    if book is None or not isinstance(turn.heard, TaskDone) or book.n != turn.heard.task:
        return say(t("Your address book changed meanwhile, so I kept nothing of that file. Send it once more."))
    return say(*in_numbers(book))


def ask_kept(turn: Turn) -> Reply:
    """Ask what to do with the people."""
    book = turn.person.book
    return say(
        *(in_numbers(book) if book else ()),
        t("Shall we see who fits what you're looking for?"),
        buttons=rows(
            Button(label("import, done", "Yes, show me who fits"), "fits"),
            Button(label("import, done", "Undo this import"), "undo"),
            Button(label("import, done", "That's all for now"), "enough"),
        ),
    )


def keep_newest_book(turn: Turn) -> Person:
    """Drop the previous import, and with it the undo."""
    book = turn.person.book
    return replace(turn.person, books=(book,) if book else ())


def keep_book_before(turn: Turn) -> Person:
    """Undo the import."""
    book = turn.person.book
    return replace(turn.person, books=tuple(other for other in turn.person.books if other != book))


def say_undone(turn: Turn) -> Text:
    """Say that the address book is as before."""
    if turn.person.books:
        return t("Undone. Your address book is as it was before.")
    return t("Undone. I've kept nothing of that file.")


# --- emptying the address book ---------------------------------------------------------------------------------------


def ask_empty(turn: Turn) -> Reply:
    """Ask for confirmation to empty the address book."""
    book = turn.person.book
    return say(
        tn(
            "Forget the {count} person in your address book? The people on your list stay.",
            "Forget all {count} people in your address book? The people on your list stay.",
            book.people if book else 0,
        ),
        buttons=rows(
            Button(label("import, empty the address book", "Yes, forget them"), "yes"),
            Button(label("import, empty the address book", "No, keep them"), "no"),
        ),
    )


def keep_no_book(turn: Turn) -> Person:
    """Empty the address book."""
    return replace(turn.person, books=())


def say_emptied(_turn: Turn) -> Text:
    """Say that the address book is empty."""
    return t("Forgotten. Your address book is empty.")


def _made(turn: Turn) -> object:
    return turn.heard.made if isinstance(turn.heard, TaskDone) else None
