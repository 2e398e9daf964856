"""Changes to a draft: the request by button or in words, whether it suits, and the new version of the message."""

from typing import Any, Final

from dialogs.engine.script import Guard, Turn
from dialogs.messages.composing import category_of, outreach_of, with_changes
from dialogs.messages.letters.edit_requests import CHANNELS, FEW, wish_in
from dialogs.messages.letters.policy import manner_refusal, tones
from dialogs.model.draft_changes import Wish
from dialogs.model.facts import Category, Contact
from dialogs.model.outreach import Tone
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import read
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.rules.contacts import contact_of
from dialogs.text import Language, Text, label, t

LONGEST: Final = 3500
"""Maximum characters of the user's own message, which the coach sends back with some words around it."""


def wish_of(turn: Turn) -> Wish | None:
    """Return the change requested by button or in words, or None."""
    if turn.choice:
        return read(Wish, turn.choice)
    return turn.reading(wish_in)


def asks_for(wish: Wish) -> Guard:
    """Return a guard: whether this change is requested."""
    return lambda turn: wish_of(turn) is wish


def asked_for(wish: Wish) -> Guard:
    """Return a guard: whether this change was requested before the question about the own text."""
    return lambda turn: turn.person.slots.message.wish is wish


def is_wish(turn: Turn) -> bool:
    """Return whether the event requests a change of the draft."""
    return wish_of(turn) is not None


def is_refused(turn: Turn) -> bool:
    """Return whether the requested channel or tone does not suit."""
    return _refusal(turn) is not None


def say_refused(turn: Turn) -> Text:
    """Say why the request does not suit; the draft that follows has the better choice."""
    return _refusal(turn) or t("That doesn't fit here.")


def _refusal(turn: Turn) -> Text | None:
    wish, person = wish_of(turn), turn.person
    outreach, category = outreach_of(person), category_of(contact_of(person))
    if wish in {Wish.WARMER, Wish.FORMAL} and _stepped(turn, wish) is outreach.tone:
        if wish is Wish.FORMAL and category is Category.CLOSE:
            refused = manner_refusal(outreach.purpose, category, outreach.channel, Tone.FORMAL)
            return refused.why if refused else None
        return t("It can't go further in that direction. “Another one” says it in other words.")
    channel = CHANNELS.get(wish, outreach.channel) if wish else outreach.channel
    refused = manner_refusal(outreach.purpose, category, channel, outreach.tone)
    return refused.why if refused and channel is not outreach.channel else None


def would_lose_own(turn: Turn) -> bool:
    """Return whether the change would discard the user's own text, which needs a confirmation."""
    wish = wish_of(turn)
    return wish is not None and wish not in CHANNELS and outreach_of(turn.person).is_own


def keep_wish(turn: Turn) -> Person:
    """Store the request until the user has decided about their own text."""
    return turn.person.with_message(wish=wish_of(turn))


def ask_keep_own(_turn: Turn) -> Reply:
    """Ask whether to discard the user's own text."""
    return say(
        t("This version is in your own words. If I make it anew, it goes."),
        buttons=rows(
            Button(label("own text", "Keep mine"), "keep"),
            Button(label("own text", "Make it anew"), "anew"),
        ),
    )


def keep_mine(turn: Turn) -> Person:
    """Keep the own text and clear the request."""
    return turn.person.with_message(wish=None)


def keep_anew(turn: Turn) -> Person:
    """Compose the message again with the stored request."""
    wish = turn.person.slots.message.wish
    return _granted(turn.of(keep_mine(turn)), wish) if wish else keep_mine(turn)


def keep_changed(turn: Turn) -> Person:
    """Change the message as requested."""
    wish = wish_of(turn)
    return _granted(turn, wish) if wish else turn.person


def _granted(turn: Turn, wish: Wish) -> Person:
    outreach = outreach_of(turn.person)
    if wish in CHANNELS and outreach.is_own:
        return turn.person.with_outreach(replace(outreach, channel=CHANNELS[wish]))
    return with_changes(turn, outreach, is_own=False, **_changes(turn, wish))


def _changes(turn: Turn, wish: Wish) -> dict[str, Any]:
    match wish:
        case Wish.SHORTER | Wish.LONGER:
            return {"is_short": wish is Wish.SHORTER}
        case Wish.WARMER | Wish.FORMAL:
            return {"tone": _stepped(turn, wish)}
        case Wish.ANOTHER:
            return {"variant": outreach_of(turn.person).variant + 1}
        case Wish.ENGLISH | Wish.NORWEGIAN:
            return {"language": Language(wish)}
        case Wish.LINE | Wish.PURPOSE:
            return {}
        case _:
            return {"channel": CHANNELS[wish]}


def _stepped(turn: Turn, wish: Wish | None) -> Tone:
    tone, contact = outreach_of(turn.person).tone, contact_of(turn.person)
    return stepped(tone, contact, is_warmer=wish is Wish.WARMER)


def stepped(tone: Tone, contact: Contact, *, is_warmer: bool) -> Tone:
    """Return the next warmer or more formal tone among those that suit the contact."""
    fitting = tones(category_of(contact))
    at = fitting.index(tone) if tone in fitting else 0
    return fitting[max(0, at - 1) if is_warmer else min(len(fitting) - 1, at + 1)]


def is_own_text(turn: Turn) -> bool:
    """Return whether the text is a message of the user's own, which replaces the draft."""
    is_message = "\n" in turn.text or len(turn.text.split()) > FEW
    return is_message and len(turn.text) <= LONGEST


def keep_own_text(turn: Turn) -> Person:
    """Store the user's own text unchanged."""
    return turn.person.with_outreach(replace(outreach_of(turn.person), text=turn.text, is_own=True))


def keep_for_rewriting(turn: Turn) -> Person:
    """Copy the facts of the message to the slots, so that one of them can be changed."""
    outreach = outreach_of(turn.person)
    return turn.person.with_message(
        purpose=outreach.purpose,
        own_line=outreach.own_line,
        job=outreach.job,
        occasion=outreach.occasion,
        about=outreach.about,
        wish=None,
    ).with_subject(introduction=outreach.introduction)


def keep_other_purpose(turn: Turn) -> Person:
    """Clear the purpose; the contact and the own line stay."""
    own_line = outreach_of(turn.person).own_line
    return turn.person.with_message(purpose=None, occasion=None, about=None, own_line=own_line, wish=None).with_subject(
        introduction=None
    )
