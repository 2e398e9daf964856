"""The draft itself: the line only the user can write, the receiver's language, and the message, ready to copy."""

from dataclasses import replace
from enum import StrEnum

from dialogs.facts import Category, Comfort, Contact, Event, Happening, Outreach, Purpose, Work
from dialogs.messages import Brief, compose
from dialogs.outreaches import is_kindness, sent
from dialogs.people import first_name, is_nobody
from dialogs.person import Person
from dialogs.script import ARRIVED, PICKED, SAID, SKIPPED, Line, Script, Turn, press
from dialogs.speech import AnyButton, Button, Copy, CopyButton, Reply, rows, say
from dialogs.text import Language, Text, label, t, tn


class Step(StrEnum):
    """The steps of this dialog; the values are stored: add, never rename."""

    OWN_LINE = "writing.own_line"
    LANGUAGE = "writing.language"
    READY = "writing.ready"
    TO_PURPOSE = "writing.to_purpose"
    TO_PLAN = "writing.to_plan"
    TO_REHEARSAL = "writing.to_rehearsal"
    SENT = "writing.sent"


COPY_LIMIT = 256
"""Characters that a copy button carries (Telegram)."""


EXAMPLES: dict[Category, Text] = {
    Category.CLOSE: t("I was thinking of what you said at the cabin."),
    Category.ACQUAINTANCE: t("It was good to see you when we cleared the leaves outside the school."),
    Category.COLLEAGUE: t("You said once that I should tell you if I wanted something new."),
    Category.FORMER: t("I still use the checklist you made."),
    Category.PERIPHERAL: t("Thanks for the help with the spring project."),
    Category.SAME_PLACE: t("I had the desk by the window at Ulven, two years after you."),
}


def ask_own_line(turn: Turn) -> Reply:
    """The line that only the user can write, with an example that fits."""
    contact = _contact(turn.person)
    example = EXAMPLES[contact.category or Category.ACQUAINTANCE]
    return say(
        t("Now one line that only you can write: a memory, or why you thought of {name}.", name=_first(turn)),
        t("For example: “{example}”", example=example),
        buttons=rows(Button(label("own line", "Leave it out"), "skip")),
    )


def is_nothing(turn: Turn) -> bool:
    """Whether the answer is that nothing comes to mind."""
    return turn.reading(is_nobody)


def keep_own_line(turn: Turn) -> Person:
    """The line."""
    return turn.person.noting(own_line=turn.text)


def keep_no_own_line(turn: Turn) -> Person:
    """Left out, clearly."""
    return turn.person.noting(own_line="")


# --- the draft -------------------------------------------------------------------------------------------------------


def is_language_known(turn: Turn) -> bool:
    """Whether the receiver's language was chosen before."""
    return turn.person.notepad.language is not None


def ask_language(turn: Turn) -> Reply:
    """The receiver's language, whatever the chat's; the chat's own comes first."""
    languages = (turn.person.language, turn.person.language.other)
    names = {
        Language.NB: label("language of a message", "In Norwegian"),
        Language.EN: label("language of a message", "In English"),
    }
    buttons = [Button(names[language], language.value) for language in languages]
    return say(t("Do you write to {name} in English or Norwegian?", name=_first(turn)), buttons=rows(*buttons, width=2))


def is_language(turn: Turn) -> bool:
    """Whether the button is one of the two."""
    return turn.choice in set(Language)


def keep_draft(turn: Turn) -> Person:
    """The draft, rendered once and kept as text."""
    return _with_draft(turn, Language(turn.choice))


def keep_draft_again(turn: Turn) -> Person:
    """The draft anew, in the language chosen before."""
    return _with_draft(turn, turn.person.notepad.language or turn.person.language)


def keep_draft_in_other_language(turn: Turn) -> Person:
    """The draft anew, in the other language."""
    return _with_draft(turn, (turn.person.notepad.language or turn.person.language).other)


def _with_draft(turn: Turn, language: Language) -> Person:
    person = turn.person.noting(language=language)
    contact, notepad = _contact(person), person.notepad
    purpose = notepad.purpose or Purpose.OPENINGS
    text = compose(_brief(person), turn.speak, language)
    known = person.outreach(notepad.outreach)
    if known and known.stands_at is Happening.DRAFTED:
        changed = replace(known, purpose=purpose, language=language, text=text, own_line=notepad.own_line)
        return person.with_outreach(changed)
    serial = person.serial + 1
    drafted = (Event(Happening.DRAFTED, turn.now),)
    outreach = Outreach(
        serial,
        contact.n,
        purpose,
        language,
        text,
        notepad.own_line,
        notepad.introduction,
        drafted,
        occasion=notepad.occasion,
        about=notepad.about,
    )
    added = replace(person, outreaches=(*person.outreaches, outreach), serial=serial)
    return added.noting(outreach=serial)


def _brief(person: Person) -> Brief:
    contact, notepad = _contact(person), person.notepad
    way = person.introduction(notepad.introduction)
    goal = person.goal(way.goal) if way else None
    return Brief(
        purpose=notepad.purpose or Purpose.OPENINGS,
        category=contact.category or Category.ACQUAINTANCE,
        name=first_name(contact.name),
        sender=first_name(person.me.name) if person.me.name else "",
        target=person.target,
        own_line=notepad.own_line,
        job=notepad.words,
        place=goal.company if goal else "",
        receiver=way.receiver if way else "",
        is_discreet=person.me.work is Work.DISCREET,
    )


def ask_ready(turn: Turn) -> Reply:
    """The draft, ready to copy, and when to send it."""
    outreach = turn.person.outreach(turn.person.notepad.outreach)
    assert outreach is not None  # noqa: S101  # the line before has made it
    buttons: list[AnyButton] = [
        Button(label("draft", "Plan when to send it"), "plan"),
        Button(label("draft", "I've sent it"), "sent"),
        Button(label("draft", "Change my line"), "line"),
        Button(_into_other(outreach.language), "language"),
        Button(label("draft", "Change what I ask"), "purpose"),
    ]
    if _contact(turn.person).comfort is Comfort.HARD:
        buttons.insert(0, Button(label("draft", "Practise first, one minute"), "practise"))
    if len(outreach.text) <= COPY_LIMIT:
        buttons.insert(0, CopyButton(label("draft", "Copy the message"), outreach.text))
    is_mixed = outreach.language is not turn.person.language
    notes = [t("Your own words are unchanged. Check that they're in the right language.")] if is_mixed else []
    return say(
        t("Your message to {name} is ready to copy:", name=_first(turn)),
        Copy(outreach.text),
        tn(
            "{count} word. Read it once, then send it yourself.",
            "{count} words. Read it once, then send it yourself.",
            len(outreach.text.split()),
        ),
        *notes,
        buttons=rows(*buttons),
    )


def _into_other(language: Language) -> Text:
    if language is Language.NB:
        return label("language of a message", "In English instead")
    return label("language of a message", "In Norwegian instead")


def keep_other_purpose(turn: Turn) -> Person:
    """Another purpose for the same person."""
    return turn.person.noting(purpose=None, introduction=None)


def is_drafted(turn: Turn) -> bool:
    """Whether there is a draft already, whose language stands."""
    return turn.person.notepad.outreach is not None


def keep_sent(turn: Turn) -> Person:
    """That it was sent."""
    outreach = turn.person.outreach(turn.person.notepad.outreach)
    assert outreach is not None  # noqa: S101  # the question that was answered shows it
    return sent(turn.person, outreach, turn.now)


def say_sent(turn: Turn) -> Text:
    """Well done; and what to expect."""
    outreach = turn.person.outreach(turn.person.notepad.outreach)
    if outreach and is_kindness(outreach):
        return t("Well done. That's how people remember you well.")
    return t("Well done. Most people like to help. {name} may need a few days to answer.", name=_first(turn))


def _contact(person: Person) -> Contact:
    contact = person.contact(person.notepad.contact)
    assert contact is not None  # noqa: S101  # the lines before have put one on the notepad
    return contact


def _first(turn: Turn) -> str:
    return first_name(_contact(turn.person).name)


SCRIPT = Script(
    "writing",
    Step,
    asks={Step.OWN_LINE: ask_own_line, Step.LANGUAGE: ask_language, Step.READY: ask_ready},
    lines=[
        Line(Step.OWN_LINE, SAID, to=Step.LANGUAGE, when=is_nothing, keep=keep_no_own_line),
        Line(Step.OWN_LINE, SAID, to=Step.LANGUAGE, keep=keep_own_line),
        Line(Step.OWN_LINE, press("skip"), to=Step.LANGUAGE, keep=keep_no_own_line),
        Line(Step.OWN_LINE, SKIPPED, to=Step.LANGUAGE, keep=keep_no_own_line),
        Line(Step.LANGUAGE, ARRIVED, to=Step.READY, when=is_drafted, keep=keep_draft_again),
        Line(Step.LANGUAGE, PICKED, to=Step.READY, when=is_language, keep=keep_draft),
        Line(Step.READY, press("practise"), to=Step.TO_REHEARSAL),
        Line(Step.READY, press("plan"), to=Step.TO_PLAN),
        Line(Step.READY, press("sent"), to=Step.SENT, keep=keep_sent, say=say_sent),
        Line(Step.READY, press("line"), to=Step.OWN_LINE),
        Line(Step.READY, press("language"), to=Step.READY, keep=keep_draft_in_other_language),
        Line(Step.READY, press("purpose"), to=Step.TO_PURPOSE, keep=keep_other_purpose),
    ],
    resting=frozenset({Step.READY}),
    free_lines=frozenset({Step.OWN_LINE}),
)
