"""The draft: the line that only the user can write, the recipient's language, and the message, ready to copy."""

import re
from enum import StrEnum
from typing import Final

from dialogs.engine import takes
from dialogs.engine.script import ARRIVED, PICKED, SAID, SKIPPED, Script, Transition, Turn, press
from dialogs.messages.composing import category_of, noted, outreach_of
from dialogs.messages.draft_card import show
from dialogs.messages.letters.edit_requests import wish_in
from dialogs.messages.letters.facts import name_in_sentence
from dialogs.messages.purpose import has_gap, say_gap
from dialogs.messages.revising import (
    LONGEST,
    ask_keep_own,
    asked_for,
    asks_for,
    is_own_text,
    is_refused,
    is_wish,
    keep_anew,
    keep_changed,
    keep_for_rewriting,
    keep_mine,
    keep_other_purpose,
    keep_own_text,
    keep_wish,
    say_refused,
    would_lose_own,
)
from dialogs.model.draft_changes import Wish
from dialogs.model.facts import Category
from dialogs.model.outreach import Outreach, Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded, encoded, is_choice
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.contacts import contact_of
from dialogs.rules.outreach import is_kindness, record_sent
from dialogs.text import Language, Text, label, t
from dialogs.understanding.people.people_in_text import is_nobody

_SALUTATION: Final = re.compile(r"(?:hei|hallo|kjære|hi|hello|hey|dear)\b.{3}", re.IGNORECASE)


def is_wish_or_message(text: str) -> bool:
    """Return whether a text asks for a change of the draft, or is a message of the user's own in its place."""
    return wish_in(text) is not None or "\n" in text.strip() or _SALUTATION.match(text.strip()) is not None


DRAFT: Final = replace(takes.DRAFT, claims=is_wish_or_message)


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    OWN_LINE = "writing.own_line"
    LANGUAGE = "writing.language"
    READY = "writing.ready"
    KEEP_OWN = "writing.keep_own"
    TO_PURPOSE = "writing.to_purpose"
    TO_PLAN = "writing.to_plan"
    TO_REHEARSAL = "writing.to_rehearsal"
    TO_VOICE = "writing.to_voice"
    SENT = "writing.sent"


EXAMPLES: Final[dict[Category, Text]] = {
    Category.CLOSE: t("I was thinking of what you said at the cabin."),
    Category.ACQUAINTANCE: t("It was good to see you when we cleared the leaves outside the school."),
    Category.COLLEAGUE: t("You said once that I should tell you if I wanted something new."),
    Category.FORMER: t("I still use the checklist you made."),
    Category.PERIPHERAL: t("Thanks for the help with the spring project."),
    Category.SAME_PLACE: t("I had the desk by the window at Ulven, two years after you."),
}

EXAMPLES_BY_PURPOSE: Final[dict[Purpose, Text]] = {
    Purpose.REFEREE: t("You saw how I ran the whole move to new premises."),
    Purpose.UNOFFICIAL: t("You know how I took care of the team's kit, rain or shine."),
    Purpose.RECOMMENDATION: t("I'm still proud of how we got the shop open on time."),
    Purpose.CONNECT: t("We met at the first-aid course last spring."),
    Purpose.FOLLOW_UP: t("I hope the last week before the holidays went well."),
    Purpose.THANKS: t("What you said about the night shifts settled it for me."),
    Purpose.GIVE_BACK: t("You said your daughter is looking for a summer job."),
    Purpose.HEADS_UP: t("I told them about the winter when we shared one desk."),
    Purpose.ASK_ABOUT: t("You said once that you never dread a Monday there."),
}
"""Examples that depend on the purpose and take precedence over those for the category."""


def ask_own_line(turn: Turn) -> Reply:
    """Ask for the line that only the user can write, with a fitting example."""
    contact = contact_of(turn.person)
    purpose = turn.person.slots.message.purpose or Purpose.OPENINGS
    example = EXAMPLES_BY_PURPOSE.get(purpose, EXAMPLES[category_of(contact)])
    return say(
        t(
            "Now one line that only you can write: a memory, or why you thought of {name}.",
            name=name_in_sentence(contact.name),
        ),
        t("For example: “{example}”", example=example),
        buttons=rows(Button(label("own line", "Leave it out"), "skip")),
    )


def is_nothing(turn: Turn) -> bool:
    """Return whether the answer is that nothing comes to mind."""
    return turn.reading(is_nobody)


def keep_own_line(turn: Turn) -> Person:
    """Store the own line."""
    return turn.person.with_message(own_line=turn.text)


def keep_no_own_line(turn: Turn) -> Person:
    """Store that there is no own line."""
    return turn.person.with_message(own_line="")


# --- the language ----------------------------------------------------------------------------------------------------


def is_language_known(turn: Turn) -> bool:
    """Return whether the recipient's language was chosen before, for this message or another to them."""
    return _earlier(turn.person) is not None


def _earlier(person: Person) -> Outreach | None:
    to_them = (outreach for outreach in reversed(person.outreaches) if outreach.contact == person.slots.subject.contact)
    return person.outreach(person.slots.subject.outreach) or next(to_them, None)


def ask_language(turn: Turn) -> Reply:
    """Ask for the recipient's language; that of the chat comes first."""
    languages = (turn.person.language, turn.person.language.other)
    names = {
        Language.NB: label("language of a message", "In Norwegian"),
        Language.EN: label("language of a message", "In English"),
    }
    buttons = [Button(names[language], encoded(language)) for language in languages]
    return say(t("Do you write to {name} in English or Norwegian?", name=_first(turn)), buttons=rows(*buttons, width=2))


def is_language(turn: Turn) -> bool:
    """Return whether the button is one of the languages."""
    return is_choice(Language, turn.choice)


def keep_draft(turn: Turn) -> Person:
    """Compose the draft in the chosen language and store its text."""
    return noted(turn, decoded(Language, turn.choice))


def keep_draft_again(turn: Turn) -> Person:
    """Compose the draft again, in the language chosen before."""
    earlier = _earlier(turn.person)
    return noted(turn, earlier.language if earlier else turn.person.language)


# --- the draft -------------------------------------------------------------------------------------------------------


def ask_ready(turn: Turn) -> Reply:
    """Show the draft, ready to copy, and what can be changed in it."""
    return show(turn.person, contact_of(turn.person), outreach_of(turn.person), has_model=has_model(turn))


def has_model(turn: Turn) -> bool:
    """Return whether the operator has set up a language model."""
    return bool(turn.operator.model_host)


def is_too_long(turn: Turn) -> bool:
    """Return whether the text exceeds the maximum length of a message."""
    return len(turn.text) > LONGEST


def say_too_long(_turn: Turn) -> Text:
    """Say how long a message may be."""
    return t("That's longer than I can keep. A message of about 75 words gets the most answers.")


def keep_sent(turn: Turn) -> Person:
    """Record that the message was sent."""
    return record_sent(turn.person, outreach_of(turn.person), turn.now)


def say_sent(turn: Turn) -> Text:
    """Praise the user, and say what to expect."""
    outreach = turn.person.outreach(turn.person.slots.subject.outreach)
    if outreach and is_kindness(outreach):
        return t("Well done. That's how people remember you well.")
    return t("Well done. Most people like to help. Give {name} a few days to answer.", name=_first(turn))


def _first(turn: Turn) -> str:
    return name_in_sentence(contact_of(turn.person).name)


def _wishes(on: str) -> list[Transition]:
    """Return the transitions for a requested change, pressed or typed."""
    return [
        Transition(Step.READY, on, to=Step.READY, when=is_refused, say=say_refused),
        Transition(Step.READY, on, to=Step.KEEP_OWN, when=would_lose_own, keep=keep_wish),
        Transition(Step.READY, on, to=Step.OWN_LINE, when=asks_for(Wish.LINE), keep=keep_for_rewriting),
        Transition(Step.READY, on, to=Step.TO_PURPOSE, when=asks_for(Wish.PURPOSE), keep=keep_other_purpose),
        Transition(Step.READY, on, to=Step.READY, when=is_wish, keep=keep_changed),
    ]


SCRIPT = Script(
    "writing",
    Step,
    asks={
        Step.OWN_LINE: ask_own_line,
        Step.LANGUAGE: ask_language,
        Step.READY: ask_ready,
        Step.KEEP_OWN: ask_keep_own,
    },
    lines=[
        Transition(Step.OWN_LINE, SAID, to=Step.LANGUAGE, when=is_nothing, keep=keep_no_own_line),
        Transition(Step.OWN_LINE, SAID, to=Step.OWN_LINE, when=has_gap, say=say_gap),
        Transition(Step.OWN_LINE, SAID, to=Step.LANGUAGE, keep=keep_own_line),
        Transition(Step.OWN_LINE, press("skip"), to=Step.LANGUAGE, keep=keep_no_own_line),
        Transition(Step.OWN_LINE, SKIPPED, to=Step.LANGUAGE, keep=keep_no_own_line),
        Transition(Step.LANGUAGE, ARRIVED, to=Step.READY, when=is_language_known, keep=keep_draft_again),
        Transition(Step.LANGUAGE, PICKED, to=Step.READY, when=is_language, keep=keep_draft),
        Transition(Step.READY, press("practise"), to=Step.TO_REHEARSAL),
        Transition(Step.READY, press("plan"), to=Step.TO_PLAN),
        Transition(Step.READY, press("voice"), to=Step.TO_VOICE, when=has_model),
        Transition(Step.READY, press("sent"), to=Step.SENT, keep=keep_sent, say=say_sent),
        *_wishes(PICKED),
        *_wishes(SAID),
        Transition(Step.READY, SAID, to=Step.READY, when=is_too_long, say=say_too_long),
        Transition(Step.READY, SAID, to=Step.READY, when=has_gap, say=say_gap),
        Transition(Step.READY, SAID, to=Step.READY, when=is_own_text, keep=keep_own_text),
        Transition(Step.KEEP_OWN, press("keep"), to=Step.READY, keep=keep_mine),
        Transition(Step.KEEP_OWN, press("anew"), to=Step.OWN_LINE, when=asked_for(Wish.LINE), keep=keep_for_rewriting),
        Transition(
            Step.KEEP_OWN, press("anew"), to=Step.TO_PURPOSE, when=asked_for(Wish.PURPOSE), keep=keep_other_purpose
        ),
        Transition(Step.KEEP_OWN, press("anew"), to=Step.READY, keep=keep_anew),
    ],
    long_answers=frozenset({Step.READY}),
    resting=frozenset({Step.READY}),
    free_lines=frozenset({Step.OWN_LINE, Step.READY}),
    takes={Step.OWN_LINE: takes.OWN_LINE, Step.LANGUAGE: takes.LANGUAGE, Step.READY: DRAFT},
)
