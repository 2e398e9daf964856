"""The coach: joins the dialogs of all packages into one conversation."""

from datetime import timedelta
from uuid import UUID

from dialogs import (
    account,
    applications,
    contacts,
    flow,
    follow_up,
    introductions,
    menu,
    messages,
    network,
    profile,
    reminders,
    small_talk,
    target,
)
from dialogs.account import privacy, welcome
from dialogs.acts import ACTS
from dialogs.applications import new_job
from dialogs.commands import ACTIONS, CHANGES
from dialogs.contacts import forget, people, people_list
from dialogs.engine.builtin_commands import AWAY
from dialogs.engine.conversation import Conversation
from dialogs.engine.dialog_set import DialogSet, Request, Taking
from dialogs.engine.script import Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.introductions import who_works_at
from dialogs.messages import own_voice
from dialogs.model.address_book import KeptPeople, NotKept
from dialogs.model.conversation import Position
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.snapshot import Restored
from dialogs.network import file_preview, import_file, imported_books, map_replies, restore_export
from dialogs.protocol.replies import Reply, say
from dialogs.reminders import overview
from dialogs.reminders.wording import say_reminder
from dialogs.rules.contacts import open_messages
from dialogs.rules.storage_limits import say_full, without_excess
from dialogs.text import Language, t, tn
from dialogs.wording.labels import target_in_short


def say_recap(turn: Turn) -> Reply:
    """Summarise the state of the search in two lines, or say nothing if there is no target."""
    person = turn.person
    if not person.has_consented or not person.target.is_confirmed:
        return say()
    return say(
        t("Good to see you. You're looking for: {target}. Let's go on from here:", target=target_in_short(person))
    )


LONG = timedelta(days=14)


def say_welcome_back(turn: Turn, away: timedelta) -> Reply:
    """Summarise the state of the search in two lines after an absence; the current question follows."""
    person = turn.person
    count = len(open_messages(person))
    messages = [tn("{count} message is on the go.", "{count} messages are on the go.", count)] if count else []
    target = target_in_short(person)
    if away > LONG:
        return say(t("It's been a while. Good to see you! You're looking for: {target}.", target=target), *messages)
    return say(t("Welcome back. You're looking for: {target}.", target=target), *messages)


def say_hello(turn: Turn) -> Reply:
    """Return the greeting, unless the welcome back contains it."""
    heard_at = turn.person.where.heard_at
    return say() if heard_at and turn.now - heard_at >= AWAY else small_talk.say_hello(turn)


NAME = t("Your coach")
DESCRIPTION = t(
    "Do you want to change jobs? People you know can help. I help you to find out who to ask, write the message with "
    "you, and keep track. In Norwegian and English."
)
SHORT_DESCRIPTION = t("Helps you to change jobs through people you know.")

PACKAGES = (
    account,
    target,
    contacts,
    network,
    introductions,
    messages,
    follow_up,
    applications,
    profile,
    reminders,
)
"""The packages with dialogs, in the order of the method."""

DIALOGS = (*(dialog for package in PACKAGES for dialog in package.DIALOGS), menu)

DIALOG_SET = DialogSet(
    scripts=tuple(dialog.SCRIPT for dialog in DIALOGS),
    follows={end: follow for part in (*PACKAGES, flow) for end, follow in part.FOLLOWS.items()},
    moved={},
    changes=CHANGES,
    requests=(
        Request(people_list.asks_for_list, people.Step.LIST),
        Request(people_list.asks_for_person, people.Step.CARD),
        Request(who_works_at.asks_about_place, who_works_at.Step.PLACE),
        Request(forget.names_one_to_forget, forget.Step.SURE),
        Request(forget.names_several_to_forget, forget.Step.WHO),
        Request(forget.names_nobody_known, forget.say_not_on_list),
        Request(small_talk.tells_good_news, new_job.Step.SIGNED),
        Request(small_talk.greets, say_hello),
        Request(small_talk.thanks, small_talk.say_welcome),
        Request(small_talk.leaves, small_talk.say_goodbye),
        Request(small_talk.agrees, small_talk.say_good),
    ),
    welcome_back=say_welcome_back,
    commands=ACTIONS,
    recap=say_recap,
    picture=map_replies.say_map,
    hello=welcome.Step.HELLO,
    home=menu.Step.HOME,
    paused=privacy.Step.PAUSED,
    open_scripts=frozenset({"welcome", "privacy", "about"}),
    reminder=say_reminder,
    nudged=overview.Step.CARD,
    left_alone=frozenset({"feeling", "nudges", "habits", "forget", "people", "privacy", "about"}),
    files=import_file.Step.FILE,
    takes={
        KeptPeople: Taking(imported_books.keep_book, imported_books.say_kept),
        Restored: Taking(restore_export.keep_nothing_of_it, restore_export.say_elsewhere),
        NotKept: Taking(restore_export.keep_nothing_of_it, file_preview.say_why_elsewhere),
    },
    rewritten=own_voice.take_rewritten,
    acts=ACTS,
)


class Coach:
    """The entry points for `bot`: meet a new person, and play a turn. Holds no state of any person."""

    def __init__(self) -> None:
        self._conversation = Conversation(DIALOG_SET)

    def meet(self, person_id: UUID, language: Language) -> Person:
        """Return a new person, who was not asked anything yet."""
        return Person(person_id, language, Position(welcome.Step.HELLO))

    def play(self, turn: Turn) -> TurnResult:
        """Answer one event."""
        outcome = self._conversation.play(turn)
        person = outcome.person and without_excess(outcome.person)
        return outcome if person is outcome.person else replace(outcome, person=person)

    def refuse(self, turn: Turn, what: str) -> TurnResult:
        """Say that the limit for this kind of data is reached, and change nothing."""
        return self._conversation.refuse(turn, say_full(what))
