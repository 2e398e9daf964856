"""Restoring an export: its content is shown, the user confirms, and can undo it."""

from enum import StrEnum

from dialogs.engine.script import BACK, FAILED, FOUND, HANDED, SKIPPED, Script, Transition, Turn, press
from dialogs.model.address_book import NotKept
from dialogs.model.person import Person
from dialogs.model.snapshot import Restore, Restored, Summary
from dialogs.protocol.events import TaskDone
from dialogs.protocol.replies import Button, Items, Reply, rows, say
from dialogs.rules.restore import is_fresh, put_back, settled, taken_away
from dialogs.text import Day, Text, Value, join, label, t, tn
from dialogs.wording.files import WHY


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    FOUND = "restoring.found"
    KEEPING = "restoring.keeping"
    KEPT = "restoring.kept"
    DONE = "restoring.done"


# --- what is in it ---------------------------------------------------------------------------------------------------


def ask_found(turn: Turn) -> Reply:
    """Show what the export holds and what it would replace, and ask for confirmation."""
    person, found = turn.person, _holding(turn.person)
    on = found.at.astimezone(turn.zone).date()
    day = Day(on, has_year=on.year != turn.now.year)
    known = (t("I know that file: I gave it to you on {day}. In it:", day=day), Items(_in_numbers(found)))
    if is_fresh(person):
        return say(
            *known,
            t("Shall I put it all back?"),
            buttons=rows(
                Button(label("restoring", "Yes, put it all back"), "yes"),
                Button(label("restoring", "No, leave it"), "no"),
            ),
        )
    return say(
        *known,
        t("I already have this from you: {what}. I can't mix it with the file.", what=_here(person)),
        t("Shall the file replace all of it? You can undo that."),
        buttons=rows(
            Button(label("restoring, replace", "Yes, use the file instead"), "yes"),
            Button(label("restoring, replace", "No, keep what I have here"), "no"),
        ),
    )


def _in_numbers(found: Summary) -> tuple[Text, ...]:
    """Return the counts of an export; the address book only if it has one."""
    counts = (
        tn("People on your list: {count}", "People on your list: {count}", found.contacts),
        tn("Workplaces you aim for: {count}", "Workplaces you aim for: {count}", found.goals),
        tn("Messages: {count}", "Messages: {count}", found.messages),
        tn("Plans: {count}", "Plans: {count}", found.plans),
    )
    book = tn("People in your address book: {count}", "People in your address book: {count}", found.people)
    return (*counts, book) if found.people else counts


def _here(person: Person) -> Value:
    """Return a summary of the present facts, in one sentence."""
    book = person.book.people if person.book else 0
    counted: list[tuple[int, Text]] = [
        (
            len(person.contacts),
            tn("{count} person on your list", "{count} people on your list", len(person.contacts)),
        ),
        (len(person.goals), tn("{count} workplace", "{count} workplaces", len(person.goals))),
        (len(person.outreaches), tn("{count} message", "{count} messages", len(person.outreaches))),
        (len(person.plans), tn("{count} plan", "{count} plans", len(person.plans))),
        (book, tn("{count} person in your address book", "{count} people in your address book", book)),
    ]
    told: list[Value] = [words for count, words in counted if count]
    return join(told or [t("what you've told about yourself and what you're looking for")])


def request_all(turn: Turn) -> Restore:
    """Request the restore."""
    file = turn.person.slots.network.file
    assert file is not None  # noqa: S101  # a precondition
    return Restore(file)


def say_left(_turn: Turn) -> Text:
    """Say that nothing was restored."""
    return t("Fine, I've left the file. Nothing has changed.")


# --- the restore -----------------------------------------------------------------------------------------------------


def ask_keeping(_turn: Turn) -> Reply:
    """Say that the restore is running."""
    return say(
        t("I'm putting it back. It takes a few seconds."),
        buttons=rows(Button(label("restoring", "Leave it"), "leave")),
    )


def say_one_at_a_time(_turn: Turn) -> Text:
    """Say that another file must wait for this one."""
    return t("One file at a time: please send that one again when I'm done with this.")


def replaces(turn: Turn) -> bool:
    """Return whether there are facts that the export would replace."""
    return _is_restored(turn) and not is_fresh(turn.person)


def has_all(turn: Turn) -> bool:
    """Return whether the event is the full content of the file."""
    return _is_restored(turn)


def is_lost(turn: Turn) -> bool:
    """Return whether the file is no longer available."""
    return isinstance(_made(turn), NotKept)


def keep_restored(turn: Turn) -> Person:
    """Replace the facts by those of the file."""
    made = _made(turn)
    return put_back(turn.person, made, turn.now, turn.zone) if isinstance(made, Restored) else turn.person


def keep_nothing_of_it(turn: Turn) -> Person:
    """Keep the facts as they were; the user has moved to another dialog and is not led away from it."""
    return turn.person


def say_elsewhere(_turn: Turn) -> Reply:
    """Say that nothing was restored, because the user had moved to another dialog."""
    return say(t("You went on to something else, so I've left the file. Send it again if you want it all back."))


def say_why(turn: Turn) -> Text:
    """Say why the file is not available."""
    made = _made(turn)
    assert isinstance(made, NotKept)  # noqa: S101  # checked by the guard
    return WHY[made.why]


def say_failed(_turn: Turn) -> Text:
    """Say that the file could not be fetched, which may pass."""
    return t("I couldn't get at the file just now. Please send it once more.")


def say_back(turn: Turn) -> Text:
    """Say that everything is restored."""
    return t("I have it all back: {what}.", what=_here(turn.person))


def ask_kept(turn: Turn) -> Reply:
    """Say that everything is restored, and how to undo it."""
    return say(
        say_back(turn),
        t("If you'd rather have what was here before, undo it now: once you go on, that is gone."),
        buttons=rows(
            Button(label("restoring, done", "Go on"), "go"),
            Button(label("restoring, done", "Undo"), "undo"),
        ),
    )


def keep_settled(turn: Turn) -> Person:
    """Drop the facts from before the restore."""
    return settled(turn.person)


def keep_before(turn: Turn) -> Person:
    """Return to the facts from before the restore."""
    return taken_away(turn.person)


def say_undone(_turn: Turn) -> Text:
    """Say that everything is as before."""
    return t("Undone. Everything is as it was before the file.")


def _is_restored(turn: Turn) -> bool:
    return isinstance(_made(turn), Restored)


def _made(turn: Turn) -> object:
    return turn.heard.made if isinstance(turn.heard, TaskDone) else None


def _holding(person: Person) -> Summary:
    assert person.slots.network.summary is not None  # noqa: S101  # a precondition
    return person.slots.network.summary


SCRIPT = Script(
    "restoring",
    Step,
    asks={Step.FOUND: ask_found, Step.KEEPING: ask_keeping, Step.KEPT: ask_kept},
    lines=[
        Transition(Step.FOUND, press("yes"), to=Step.KEEPING, task=request_all),
        Transition(Step.FOUND, press("no"), to=Step.DONE, say=say_left),
        Transition(Step.FOUND, SKIPPED, to=Step.DONE, say=say_left),
        Transition(Step.KEEPING, HANDED, to=Step.KEEPING, say=say_one_at_a_time),
        Transition(Step.KEEPING, FOUND, to=Step.KEPT, when=replaces, keep=keep_restored),
        Transition(Step.KEEPING, FOUND, to=Step.DONE, when=has_all, keep=keep_restored, say=say_back, is_final=True),
        Transition(Step.KEEPING, FOUND, to=Step.DONE, when=is_lost, say=say_why),
        Transition(Step.KEEPING, FAILED, to=Step.DONE, say=say_failed),
        Transition(Step.KEEPING, press("leave"), to=Step.DONE, say=say_left),
        Transition(Step.KEPT, press("go"), to=Step.DONE, keep=keep_settled, is_final=True),
        Transition(Step.KEPT, press("undo"), to=Step.DONE, keep=keep_before, say=say_undone),
        Transition(Step.KEPT, BACK, to=Step.DONE, keep=keep_before, say=say_undone),
    ],
    resting=frozenset({Step.KEEPING, Step.KEPT}),
    waiting=frozenset({Step.KEEPING}),
)
