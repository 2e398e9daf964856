"""Replies of the engine itself: about commands, old buttons, and what the coach cannot read."""

from typing import TypeAlias

from dialogs.engine.script import Turn
from dialogs.model.records import replace
from dialogs.protocol.events import MessageKind
from dialogs.protocol.replies import ANYWHERE, AnyButton, Button, Reply, rows, say
from dialogs.text import Both, Text, label, t
from dialogs.understanding.yes_no import says_wrong

Buttons: TypeAlias = tuple[tuple[AnyButton, ...], ...]

KINDS: dict[MessageKind, Text] = {
    MessageKind.PHOTO: t("I can't see pictures, so I haven't kept it."),
    MessageKind.VOICE: t("I can't listen to recordings, so I haven't kept it. Could you write it?"),
    MessageKind.VIDEO: t("I can't watch videos, so I haven't kept it."),
    MessageKind.STICKER: t("A nice one! I only understand words and buttons, though."),
    MessageKind.DOCUMENT: t("I can't read files, so I haven't kept it. Could you write the main thing?"),
    MessageKind.LOCATION: t("I can't use locations, so I haven't kept it. Write the name of the place instead."),
    MessageKind.OTHER: t("I only understand words and buttons, so I haven't kept that."),
}


def say_choosing_ended() -> Reply:
    """Say that the buttons below the input field were removed; Telegram removes them only with a message."""
    return say(t("I've taken away the button for choosing people."))


def say_corrected() -> Reply:
    """Say that the newest answer was replaced."""
    return say(t("Corrected."))


def say_changed() -> Reply:
    """Say that the dialog changed while the user was in it."""
    return say(
        t("I've been improved since we last spoke, so let's go on from here. All that you have told me is kept.")
    )


def say_answer(words: Both) -> Reply:
    """Answer a question to the coach."""
    return say(words)


def say_no_answer(human_contact: str) -> Reply:
    """Say who can answer a question that the coach cannot."""
    if human_contact:
        return say(t("I can't answer that. {contact} may be able to, or karriereveiledning.no.", contact=human_contact))
    return say(t("I can't answer that. The people at karriereveiledning.no may be able to, by chat or phone."))


def say_kind_not_taken(kind: MessageKind) -> Reply:
    """Reply to a kind of message that the coach cannot read."""
    return say(KINDS[kind])


def say_consent_before_file() -> Reply:
    """Reply to a file that came before consent."""
    return say(t("I need your yes before I may read a file. Say yes first, then send it once more."))


def say_edited() -> Reply:
    """Reply to an edit of a message that is no longer the newest answer."""
    return say(
        t(
            "I saw that you changed an earlier message. What I noted then still stands. Write for example "
            "“I meant Bergen”, or /back."
        )
    )


def say_old_button() -> Reply:
    """Reply to a press on a button of an earlier question, or on an unknown one."""
    return say(t("That button belongs to an earlier question, so nothing has changed. This is where we are:"))


def already_noted() -> Text:
    """Return the notice for a repeated press."""
    return t("Already noted.")


def say_not_understood() -> Reply:
    """Reply to a text that does not answer the question."""
    return say(t("I didn't quite get that."))


def say_whom(buttons: Buttons) -> Reply:
    """Ask which contact a message is about."""
    return say(t("Who do you mean?"), buttons=buttons)


def say_meaning(buttons: Buttons, times: int, human_contact: str) -> Reply:
    """Ask which of the likely meanings is meant; in other words the second time, and with a human the third."""
    if times == 1:
        return say(t("I'm not sure what you mean. Is it one of these?"), buttons=buttons)
    if times == 2 or not human_contact:
        return say(t("I still don't quite follow. Pick one, or say it in a few other words."), buttons=buttons)
    return say(
        t("I don't get it, sorry. A human may: {contact}. Or pick one of these.", contact=human_contact),
        buttons=buttons,
    )


def say_unknown_command() -> Reply:
    """Reply to an unknown command."""
    return say(t("I don't know that command. /help shows those I know."))


def say_consent_first() -> Reply:
    """Say that consent is needed first."""
    return say(t("I need your yes to store what you write before we can do that."))


def say_no_way_back() -> Reply:
    """Reply to “back” without a history."""
    return say(t("I can't go further back. You can change anything later."))


def say_answer_undone() -> Reply:
    """Say that “back” undid an answer."""
    return say(t("I've taken that answer back."))


def say_too_late_to_undo() -> Reply:
    """Answer the button that undoes what was noted, when more has come since."""
    return say(t("More has happened since then. /back takes one step back at a time."))


def say_too_long() -> Reply:
    """Reply to a text that is too long."""
    return say(t("That was a lot at once. Could you say it in a sentence or two?"))


def say_cannot_skip() -> Reply:
    """Reply to “skip” at a question that needs an answer."""
    return say(t("I need an answer to this one to go on. /cancel leaves it for now."))


def say_nothing_to_skip() -> Reply:
    """Reply to “skip” at a step that asks nothing."""
    return say(t("There is nothing to skip here."))


def say_nothing_to_cancel() -> Reply:
    """Reply to “cancel” outside a dialog."""
    return say(t("There is nothing to cancel."))


def say_cancelled() -> Reply:
    """Say that the dialog was left."""
    return say(t("Fine, we'll leave that. What you have told me is kept."))


def say_hidden() -> Reply:
    """Say that the chat is hidden, in words that reveal nothing to an onlooker."""
    return replace(
        say(
            t("Hidden. You can delete your own messages yourself."),
            buttons=rows(Button(label("hidden", "Go on"), "show", ANYWHERE)),
        ),
        hides=True,
    )


def say_file_is_ready() -> Reply:
    """Say that the export is ready."""
    return say(t("Here is everything I have stored about you."))


def say_file_failed() -> Reply:
    """Say that a file could not be made."""
    return say(t("I couldn't make it just now. Please try again in a while."))


SKIP = label("skips a question", "Skip this")

HIDE = Button(label("hides the chat", "Hide this now"), "hide", ANYWHERE)
"""The button that removes the coach's messages from the chat, for use when others can see the screen."""


def is_wrong(turn: Turn) -> bool:
    """Return whether the text only says that something is wrong."""
    return turn.reading(says_wrong)


def say_put_right(_turn: Turn) -> Text:
    """Ask for the correction of the card that follows."""
    return t("Then let's put it right. Press what is wrong, or write it again.")
