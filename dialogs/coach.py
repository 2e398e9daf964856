"""The coach: which dialog follows which, what the commands do, and the two ways in."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from dialogs import (
    about,
    anyone,
    applied,
    choosing,
    contacts,
    courtesies,
    drafts,
    feeling,
    first,
    fits,
    forget,
    habits,
    imports,
    introductions,
    kept_books,
    kit,
    linkedin,
    looking,
    menu,
    names,
    network,
    newjob,
    news,
    nudges,
    outcomes,
    plan,
    privacy,
    referees,
    register,
    rehearsal,
    restoring,
    room,
    silence,
    target,
    voice,
    weekly,
    welcome,
    whom,
    writing,
)
from dialogs.address_book import KeptPeople
from dialogs.contact_book import open_messages
from dialogs.conversation import Conversation
from dialogs.doings import AWAY
from dialogs.facts import Happening
from dialogs.nudge_words import say_nudge
from dialogs.outreaches import is_request
from dialogs.past import Restored
from dialogs.person import Person, Where
from dialogs.plot import Deed, Do, Errand, Follow, Plot, Request, Taking
from dialogs.script import Outcome, Turn
from dialogs.speech import DrawMap, MakeExport, Pressed, Reply, say
from dialogs.text import Language, Text, t, tn
from dialogs.wording import target_in_short


class Command(Struct, frozen=True, gc=False):
    """A command as it is registered: its name, its Norwegian alias (the same where there is none), what it does."""

    name: str
    alias: str
    description: Text
    deed: Deed


def say_help(_turn: Turn) -> Reply:
    """What the coach can do."""
    return about.say_help(tuple((command.name, command.alias, command.description) for command in COMMANDS))


def say_recap(turn: Turn) -> Reply:
    """Where one was, in two lines, for whoever comes back; nothing for whoever has told nothing."""
    person = turn.person
    if not person.has_consented or not person.target.is_confirmed:
        return say()
    return say(t("Good to see you. You're looking for: {target}. We go on here:", target=target_in_short(person)))


LONG = timedelta(days=14)


def say_welcome_back(turn: Turn, away: timedelta) -> Reply:
    """Two lines on where things stand, for whoever was away; the question that stands is the next thing."""
    person = turn.person
    count = len(open_messages(person))
    messages = [tn("{count} message is on the go.", "{count} messages are on the go.", count)] if count else []
    target = target_in_short(person)
    if away > LONG:
        return say(t("It's been a while. Good to see you! You're looking for: {target}.", target=target), *messages)
    return say(t("Welcome back. You're looking for: {target}.", target=target), *messages)


def say_hello(turn: Turn) -> Reply:
    """A greeting back; whoever was away is welcomed anyway, and greeted once."""
    heard_at = turn.person.where.heard_at
    return say() if heard_at and turn.now - heard_at >= AWAY else courtesies.say_hello(turn)


def _on_card(choice: str, *things: str) -> dict[str, Pressed]:
    return {thing: Pressed(target.Step.CARD, choice, 0) for thing in things}


CHANGES: dict[str, Pressed] = {
    **_on_card("position", "stilling", "stillingen", "jobb", "jobben", "yrke", "position", "role", "job", "title"),
    **_on_card("industry", "bransje", "bransjen", "industry", "field", "sector"),
    **_on_card("size", "størrelse", "størrelsen", "antall ansatte", "size", "company size"),
    **_on_card("place", "sted", "stedet", "by", "byen", "plass", "place", "city", "town", "location"),
    **_on_card("aims", "arbeidsplass", "arbeidsplasser", "arbeidsplassene", "workplaces", "companies", "workplace"),
}
"""What one can ask to change in words, and the button on the target's card that does it."""

MAP = Errand(network.say_map_is_coming, DrawMap(), needs_consent=True)
EXPORT = Errand(privacy.say_export_is_coming, MakeExport())

COMMANDS: tuple[Command, ...] = (
    Command("start", "start", t("Begin, or go on where you were"), Do.START),
    Command("menu", "meny", t("Where you are, and what you can do"), menu.Step.HOME),
    Command("target", "jobbmal", t("What you're looking for"), target.Step.SENTENCE),
    Command("contacts", "kontakter", t("The people you know"), contacts.Step.HUB),
    Command("introductions", "introduksjoner", t("Somebody who knows somebody"), introductions.Step.PLACE),
    Command("draft", "utkast", t("A message to somebody"), drafts.Step.WHOM),
    Command("plan", "plan", t("Who is next, and what is open"), plan.Step.OVERVIEW),
    Command("map", "kart", t("A picture of your network"), MAP),
    Command("nudges", "paminnelser", t("Reminders: when, how often, pause"), nudges.Step.CARD),
    Command("news", "nytt", t("Applied, an interview, turned down, a new job"), news.Step.HUB),
    Command("import", "importer", t("Bring people from a file"), imports.Step.FILE),
    Command("language", "sprak", t("Norwegian or English"), about.Step.LANGUAGE),
    Command("export", "eksporter", t("Everything that is stored, as a file"), EXPORT),
    Command("delete", "slett", t("Delete everything"), privacy.Step.DELETE),
    Command("privacy", "personvern", t("What is stored, and your consent"), privacy.Step.CARD),
    Command("help", "hjelp", t("What I can do"), say_help),
    Command("about", "om", t("What this is based on, and a person to talk to"), about.say_about),
    Command("back", "tilbake", t("One question back"), Do.BACK),
    Command("cancel", "avbryt", t("Leave what you are doing; nothing is lost"), Do.CANCEL),
)

NEWS: dict[str, StrEnum] = {
    "applied": applied.Step.PLACE,
    "interview": news.Step.INTERVIEW,
    "turned_down": news.Step.DOWN,
    "new_job": newjob.Step.SIGNED,
    "stopped": news.Step.STOP,
    "linkedin": linkedin.Step.LIST,
    "referees": referees.Step.HUB,
    "week": weekly.Step.SHOW,
}
"""What words lead to (`dialogs.asides`) that no registered command does."""

NAME = t("Your coach")
DESCRIPTION = t(
    "Do you want to change jobs? People you know can help. I help you to find out who to ask, write the message with "
    "you, and keep track. In Norwegian and English."
)
SHORT_DESCRIPTION = t("Helps you to change jobs through people you know.")

HOME = Follow(menu.Step.HOME, is_final=True)


def _after_target(turn: Turn) -> first.Step | menu.Step:
    """The first time, one person; later on, where one rests."""
    return menu.Step.HOME if turn.person.contacts else first.Step.NAME


def _after_looking(turn: Turn) -> feeling.Step | menu.Step:
    """Once a message was sent for the first time, how that felt; else back to where one rests."""
    outreach = turn.person.outreach(turn.person.notepad.outreach)
    is_new = outreach is not None and is_request(outreach) and outreach.stands_at is Happening.SENT
    return feeling.Step.FELT if is_new else menu.Step.HOME


def _after_restoring(turn: Turn) -> welcome.Step | menu.Step:
    """Where one rests; whoever never said whether those at work may know is asked that first."""
    return welcome.Step.WORK if turn.person.me.work is None else menu.Step.HOME


DIALOGS = (
    welcome,
    target,
    register,
    first,
    contacts,
    forget,
    names,
    imports,
    choosing,
    restoring,
    fits,
    anyone,
    whom,
    introductions,
    drafts,
    writing,
    voice,
    rehearsal,
    feeling,
    looking,
    outcomes,
    silence,
    room,
    plan,
    weekly,
    news,
    applied,
    referees,
    kit,
    linkedin,
    newjob,
    menu,
    nudges,
    habits,
    privacy,
    about,
)

PLOT = Plot(
    scripts=tuple(dialog.SCRIPT for dialog in DIALOGS),
    follows={
        welcome.Step.DONE: Follow(target.Step.SENTENCE, is_notepad_kept=True),
        target.Step.DONE: Follow(_after_target, is_final=True),
        target.Step.TO_REGISTER: Follow(register.Step.SEARCH),
        register.Step.DONE: Follow(target.Step.CARD),
        first.Step.TO_DRAFT: Follow(drafts.Step.PURPOSE, is_notepad_kept=True),
        first.Step.TO_CONTACTS: Follow(contacts.Step.HUB),
        contacts.Step.TO_NAMES: Follow(names.Step.NAMES, is_notepad_kept=True),
        contacts.Step.TO_TRUST: Follow(names.Step.TRUST, is_notepad_kept=True),
        contacts.Step.TO_FORGET: Follow(forget.Step.WHO),
        contacts.Step.DONE: HOME,
        forget.Step.DONE: Follow(contacts.Step.HUB, is_final=True),
        names.Step.TO_HUB: Follow(contacts.Step.HUB),
        names.Step.TO_WHOM: Follow(whom.Step.PROPOSE),
        names.Step.DONE: HOME,
        whom.Step.TO_DRAFT: Follow(drafts.Step.PURPOSE, is_notepad_kept=True),
        whom.Step.TO_INTRODUCTIONS: Follow(introductions.Step.PLACE),
        whom.Step.DONE: HOME,
        introductions.Step.TO_DRAFT: Follow(drafts.Step.PURPOSE, is_notepad_kept=True),
        introductions.Step.TO_KNOWN: Follow(drafts.Step.PURPOSE, is_notepad_kept=True),
        introductions.Step.DONE: HOME,
        drafts.Step.TO_RELATION: Follow(first.Step.RELATION, is_notepad_kept=True),
        drafts.Step.TO_WRITING: Follow(room.Step.FULL, is_notepad_kept=True),
        room.Step.TO_WRITING: Follow(writing.Step.OWN_LINE, is_notepad_kept=True),
        room.Step.DONE: HOME,
        writing.Step.TO_PURPOSE: Follow(drafts.Step.PURPOSE, is_notepad_kept=True),
        writing.Step.TO_PLAN: Follow(plan.Step.WHEN, is_notepad_kept=True),
        writing.Step.SENT: Follow(looking.Step.WHEN, is_notepad_kept=True),
        writing.Step.TO_VOICE: Follow(voice.Step.ASK, is_notepad_kept=True),
        voice.Step.TO_READY: Follow(writing.Step.READY, is_notepad_kept=True),
        writing.Step.TO_REHEARSAL: Follow(rehearsal.Step.READ, is_notepad_kept=True),
        rehearsal.Step.DONE: Follow(writing.Step.READY, is_notepad_kept=True),
        feeling.Step.DONE: HOME,
        looking.Step.DONE: Follow(_after_looking, is_notepad_kept=True),
        outcomes.Step.TO_DRAFT: Follow(drafts.Step.PURPOSE, is_notepad_kept=True),
        outcomes.Step.TO_SILENCE: Follow(silence.Step.WHAT_NOW, is_notepad_kept=True),
        outcomes.Step.TO_SOMEBODY: Follow(drafts.Step.WHOM),
        outcomes.Step.TO_REFEREES: Follow(referees.Step.HUB),
        outcomes.Step.TO_NEW_JOB: Follow(newjob.Step.SIGNED),
        outcomes.Step.TO_WHOM: Follow(whom.Step.PROPOSE),
        outcomes.Step.TO_PLAN: Follow(plan.Step.OVERVIEW),
        silence.Step.TO_DRAFT: Follow(drafts.Step.PURPOSE, is_notepad_kept=True),
        silence.Step.TO_LOOKING: Follow(looking.Step.WHEN, is_notepad_kept=True),
        silence.Step.TO_OUTCOMES: Follow(outcomes.Step.WHAT, is_notepad_kept=True),
        silence.Step.TO_PLAN: Follow(plan.Step.OVERVIEW),
        plan.Step.TO_FEELING: Follow(looking.Step.WHEN, is_notepad_kept=True),
        plan.Step.TO_OUTCOMES: Follow(outcomes.Step.WHAT, is_notepad_kept=True),
        plan.Step.TO_OUTCOME: Follow(outcomes.Step.NEXT, is_notepad_kept=True),
        plan.Step.TO_READY: Follow(writing.Step.READY, is_notepad_kept=True),
        plan.Step.TO_WEEK: Follow(weekly.Step.SHOW),
        plan.Step.TO_THANKS: Follow(drafts.Step.PURPOSE, is_notepad_kept=True),
        imports.Step.TO_CONTACTS: Follow(contacts.Step.HUB),
        imports.Step.TO_CHOOSE: Follow(choosing.Step.PEOPLE, is_notepad_kept=True),
        choosing.Step.TO_CONTACTS: Follow(contacts.Step.HUB),
        choosing.Step.TO_IMPORT: Follow(imports.Step.FILE, is_notepad_kept=True),
        imports.Step.TO_FITS: Follow(fits.Step.LOOKING),
        imports.Step.TO_ANYONE: Follow(anyone.Step.PLACE),
        imports.Step.TO_RESTORING: Follow(restoring.Step.FOUND, is_notepad_kept=True),
        restoring.Step.DONE: Follow(_after_restoring, is_final=True),
        fits.Step.TO_IMPORT: Follow(imports.Step.FILE),
        fits.Step.TO_WHOM: Follow(whom.Step.PROPOSE),
        fits.Step.TO_INTRODUCTIONS: Follow(introductions.Step.PLACE),
        fits.Step.DONE: HOME,
        anyone.Step.TO_RELATION: Follow(fits.Step.RELATION, is_notepad_kept=True),
        anyone.Step.TO_DRAFT: Follow(drafts.Step.PURPOSE, is_notepad_kept=True),
        anyone.Step.TO_INTRODUCTIONS: Follow(introductions.Step.KNOWN, is_notepad_kept=True),
        anyone.Step.DONE: HOME,
        imports.Step.DONE: HOME,
        plan.Step.TO_WHOM: Follow(whom.Step.PROPOSE),
        plan.Step.DONE: HOME,
        menu.Step.TO_TARGET: Follow(target.Step.SENTENCE),
        menu.Step.TO_FIRST: Follow(first.Step.NAME),
        menu.Step.TO_CONTACTS: Follow(contacts.Step.HUB),
        menu.Step.TO_WHOM: Follow(whom.Step.PROPOSE),
        menu.Step.TO_INTRODUCTIONS: Follow(introductions.Step.PLACE),
        menu.Step.TO_PLAN: Follow(plan.Step.OVERVIEW),
        menu.Step.RESUME: HOME,
        nudges.Step.TO_ONE: Follow(plan.Step.ONE, is_notepad_kept=True),
        nudges.Step.TO_THANKS: Follow(drafts.Step.PURPOSE, is_notepad_kept=True),
        nudges.Step.TO_LOOKING: Follow(looking.Step.WHEN, is_notepad_kept=True),
        nudges.Step.TO_OUTCOME: Follow(outcomes.Step.NEXT, is_notepad_kept=True),
        nudges.Step.TO_PLAN: Follow(plan.Step.OVERVIEW),
        nudges.Step.TO_OFTEN: Follow(habits.Step.OFTEN),
        nudges.Step.TO_DAYS: Follow(habits.Step.DAYS),
        nudges.Step.TO_HOURS: Follow(habits.Step.HOURS),
        nudges.Step.TO_ZONE: Follow(habits.Step.ZONE),
        nudges.Step.TO_LOOK_BACK: Follow(habits.Step.LOOK_BACK),
        nudges.Step.TO_PAUSE: Follow(habits.Step.PAUSE),
        nudges.Step.DONE: HOME,
        habits.Step.DONE: Follow(nudges.Step.CARD),
        menu.Step.TO_NEWS: Follow(news.Step.HUB),
        menu.Step.TO_NEW_JOB: Follow(newjob.Step.SIGNED),
        menu.Step.TO_STOPPED: Follow(news.Step.STOPPED),
        menu.Step.TO_LINKEDIN: Follow(linkedin.Step.LIST),
        menu.Step.TO_REFEREES: Follow(referees.Step.HUB),
        menu.Step.TO_WEEK: Follow(weekly.Step.SHOW),
        weekly.Step.DONE: Follow(plan.Step.OVERVIEW),
        news.Step.TO_APPLIED: Follow(applied.Step.PLACE),
        news.Step.TO_REFEREES: Follow(referees.Step.HUB),
        news.Step.TO_NEW_JOB: Follow(newjob.Step.SIGNED),
        news.Step.TO_DRAFT: Follow(drafts.Step.PURPOSE, is_notepad_kept=True),
        news.Step.TO_WHOM: Follow(whom.Step.PROPOSE),
        news.Step.DONE: HOME,
        applied.Step.TO_DRAFT: Follow(drafts.Step.PURPOSE, is_notepad_kept=True),
        applied.Step.TO_WHO: Follow(introductions.Step.WHO, is_notepad_kept=True),
        applied.Step.TO_REFEREES: Follow(referees.Step.HUB),
        applied.Step.DONE: HOME,
        referees.Step.TO_DRAFT: Follow(drafts.Step.PURPOSE, is_notepad_kept=True),
        referees.Step.TO_CONTACTS: Follow(contacts.Step.HUB),
        referees.Step.TO_PAGE: Follow(kit.Step.JOB),
        referees.Step.DONE: HOME,
        kit.Step.TO_REFEREES: Follow(referees.Step.HUB),
        linkedin.Step.TO_DRAFT: Follow(drafts.Step.PURPOSE, is_notepad_kept=True),
        linkedin.Step.DONE: HOME,
        newjob.Step.TO_DRAFT: Follow(drafts.Step.PURPOSE, is_notepad_kept=True),
        newjob.Step.TO_NEWS: Follow(news.Step.HUB),
        newjob.Step.DONE: HOME,
        privacy.Step.DONE: HOME,
        about.Step.DONE: HOME,
    },
    moved={},
    changes=CHANGES,
    requests=(
        Request(anyone.asks_about_place, anyone.Step.PLACE),
        Request(forget.names_one_to_forget, forget.Step.SURE),
        Request(forget.names_several_to_forget, forget.Step.WHO),
        Request(forget.names_nobody_known, forget.say_not_on_list),
        Request(courtesies.tells_good_news, newjob.Step.SIGNED),
        Request(courtesies.greets, say_hello),
        Request(courtesies.thanks, courtesies.say_welcome),
        Request(courtesies.leaves, courtesies.say_goodbye),
        Request(courtesies.agrees, courtesies.say_good),
    ),
    welcome_back=say_welcome_back,
    commands={
        **{name: command.deed for command in COMMANDS for name in (command.name, command.alias)},
        **NEWS,
        "skip": Do.SKIP,
        "hopp": Do.SKIP,
        "hide": Do.HIDE,
        "skjul": Do.HIDE,
    },
    recap=say_recap,
    picture=network.say_map,
    hello=welcome.Step.HELLO,
    home=menu.Step.HOME,
    paused=privacy.Step.PAUSED,
    open_scripts=frozenset({"welcome", "privacy", "about"}),
    nudge=say_nudge,
    nudged=nudges.Step.CARD,
    left_alone=frozenset({"feeling", "nudges", "habits", "forget", "privacy", "about"}),
    files=imports.Step.FILE,
    takes={
        KeptPeople: Taking(kept_books.keep_book, kept_books.say_kept),
        Restored: Taking(restoring.keep_nothing_of_it, restoring.say_elsewhere),
    },
    rewritten=voice.take_rewritten,
)


class Coach:
    """The coach as the shell knows it: meets new persons, and plays turns. Holds no state."""

    def __init__(self) -> None:
        self._conversation = Conversation(PLOT)

    def meet(self, person_id: UUID, language: Language) -> Person:
        """A new person, who has been asked nothing yet."""
        return Person(person_id, language, Where(welcome.Step.HELLO))

    def play(self, turn: Turn) -> Outcome:
        """Answer one thing heard: the person as they are now, what is said, and what is wanted of the world."""
        return self._conversation.play(turn)
