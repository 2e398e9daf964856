"""Replies of a turn in the user's language."""

from sqlalchemy import Connection

from bot.i18n import Languages
from bot.storage.people.people import StoredPerson
from bot.storage.queue import cards
from bot.storage.queue.messages import RenderedReply
from bot.turns.incoming import IncomingEvent
from dialogs.engine.turn_result import TurnResult
from dialogs.protocol.replies import Toast
from dialogs.text import Language


def rendered_replies(
    connection: Connection,
    languages: Languages,
    event: IncomingEvent,
    stored: StoredPerson | None,
    outcome: TurnResult,
    language: Language,
) -> list[RenderedReply]:
    """Render the replies, without toasts.

    The first reply with a card edits the message that bears the card, if that is the message whose button was
    pressed.
    """
    replies: list[RenderedReply] = []
    edited: str | None = None
    for reply in outcome.says:
        if isinstance(reply, Toast):
            continue
        edit = None
        if reply.card and stored and event.message and edited is None:
            bearer = cards.message_of(connection, stored.person.id, event.address.channel, reply.card)
            edit = edited = bearer if bearer == event.message else None
        replies.append(RenderedReply(languages.spoken(reply, language), edit))
    return replies


def rendered_toast(languages: Languages, outcome: TurnResult, language: Language) -> str | None:
    """Render the toasts as one text, or return None if there are none."""
    toasts = [languages.speak(reply.words, language) for reply in outcome.says if isinstance(reply, Toast)]
    return " ".join(toasts) or None
