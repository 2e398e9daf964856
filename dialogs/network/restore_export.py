"""All that an export holds, put back: what is in it is shown first, then one says yes, and can undo it."""

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
    """What the file holds, and what becomes of what is here."""
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
    """What an export holds; the address book only where it has one."""
    counts = (
        tn("People on your list: {count}", "People on your list: {count}", found.contacts),
        tn("Workplaces you aim for: {count}", "Workplaces you aim for: {count}", found.goals),
        tn("Messages: {count}", "Messages: {count}", found.messages),
        tn("Plans: {count}", "Plans: {count}", found.plans),
    )
    book = tn("People in your address book: {count}", "People in your address book: {count}", found.people)
    return (*counts, book) if found.people else counts


def _here(person: Person) -> Value:
    """What somebody has told, in a sentence."""
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


def want_all(turn: Turn) -> Restore:
    """Read all of it."""
    file = turn.person.slots.network.file
    assert file is not None  # noqa: S101  # the lines before have put one in the slots
    return Restore(file)


def say_left(_turn: Turn) -> Text:
    """No."""
    return t("Fine, I've left the file. Nothing has changed.")


# --- put back --------------------------------------------------------------------------------------------------------


def ask_keeping(_turn: Turn) -> Reply:
    """That it is being done."""
    return say(
        t("I'm putting it back. It takes a few seconds."),
        buttons=rows(Button(label("restoring", "Leave it"), "leave")),
    )


def say_one_at_a_time(_turn: Turn) -> Text:
    """Another file meanwhile."""
    return t("One file at a time: please send that one again when I'm done with this.")


def replaces(turn: Turn) -> bool:
    """Return whether there is something here that the file takes the place of."""
    return _is_restored(turn) and not is_fresh(turn.person)


def has_all(turn: Turn) -> bool:
    """Return whether this is all that the file held."""
    return _is_restored(turn)


def is_lost(turn: Turn) -> bool:
    """Return whether the file cannot be had any more."""
    return isinstance(_made(turn), NotKept)


def keep_restored(turn: Turn) -> Person:
    """Every fact of the file, in the place of those that were here."""
    made = _made(turn)
    return put_back(turn.person, made, turn.now, turn.zone) if isinstance(made, Restored) else turn.person


def keep_nothing_of_it(turn: Turn) -> Person:
    """All as it was: whoever has gone on to something else is not led away from it."""
    return turn.person


def say_elsewhere(_turn: Turn) -> Reply:
    """That nothing was put back, since the person had gone on."""
    return say(t("You went on to something else, so I've left the file. Send it again if you want it all back."))


def say_why(turn: Turn) -> Text:
    """Why it cannot be had."""
    made = _made(turn)
    assert isinstance(made, NotKept)  # noqa: S101  # what the line has asked
    return WHY[made.why]


def say_failed(_turn: Turn) -> Text:
    """It could not be fetched, which may pass."""
    return t("I couldn't get at the file just now. Please send it once more.")


def say_back(turn: Turn) -> Text:
    """That it is all there."""
    return t("I have it all back: {what}.", what=_here(turn.person))


def ask_kept(turn: Turn) -> Reply:
    """That it is all there, and how to undo it."""
    return say(
        say_back(turn),
        t("If you'd rather have what was here before, undo it now: once you go on, that is gone."),
        buttons=rows(
            Button(label("restoring, done", "Go on"), "go"),
            Button(label("restoring, done", "Undo"), "undo"),
        ),
    )


def keep_settled(turn: Turn) -> Person:
    """What was here before is not needed any more."""
    return settled(turn.person)


def keep_before(turn: Turn) -> Person:
    """What was here before, again."""
    return taken_away(turn.person)


def say_undone(_turn: Turn) -> Text:
    """It is as it was."""
    return t("Undone. Everything is as it was before the file.")


def _is_restored(turn: Turn) -> bool:
    return isinstance(_made(turn), Restored)


def _made(turn: Turn) -> object:
    return turn.heard.made if isinstance(turn.heard, TaskDone) else None


def _holding(person: Person) -> Summary:
    assert person.slots.network.summary is not None  # noqa: S101  # whoever leads here has put it in the slots
    return person.slots.network.summary


SCRIPT = Script(
    "restoring",
    Step,
    asks={Step.FOUND: ask_found, Step.KEEPING: ask_keeping, Step.KEPT: ask_kept},
    lines=[
        Transition(Step.FOUND, press("yes"), to=Step.KEEPING, want=want_all),
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
