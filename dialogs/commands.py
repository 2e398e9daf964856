"""The commands with their actions, and other steps and changes that can be requested by name."""

from enum import StrEnum

from msgspec import Struct

from dialogs import menu
from dialogs.account import about, privacy
from dialogs.applications import applied, new_job, news, referees
from dialogs.contacts import groups, people
from dialogs.engine.dialog_set import BuiltIn, CommandAction, CommandTask
from dialogs.engine.script import Turn
from dialogs.follow_up import plan, week_report
from dialogs.introductions import dialog as introductions
from dialogs.messages import recipient
from dialogs.model.events import Pressed
from dialogs.network import import_file, map_replies
from dialogs.profile import checklist
from dialogs.protocol.replies import Reply
from dialogs.protocol.tasks import DrawMap, MakeExport
from dialogs.reminders import overview
from dialogs.target import dialog
from dialogs.text import Text, t


class Command(Struct, frozen=True, gc=False):
    """A command: name, Norwegian alias (or the name again), description and action.

    `is_in_menu`: Telegram's menu shows it. The others stand in /help alone.
    """

    name: str
    alias: str
    description: Text
    action: CommandAction
    is_in_menu: bool = False


def say_help(_turn: Turn) -> Reply:
    """List the commands."""
    return about.say_help(tuple((command.name, command.alias, command.description) for command in COMMANDS))


MAP = CommandTask(map_replies.say_map_is_coming, DrawMap(), needs_consent=True)
EXPORT = CommandTask(privacy.say_export_is_coming, MakeExport())

COMMANDS: tuple[Command, ...] = (
    Command("start", "start", t("Begin, or go on where you were"), BuiltIn.START),
    Command("menu", "meny", t("Where you are, and what you can do"), menu.Step.HOME, is_in_menu=True),
    Command("target", "jobbmal", t("What you're looking for"), dialog.Step.SENTENCE, is_in_menu=True),
    Command("contacts", "kontakter", t("The people you know"), groups.Step.HUB, is_in_menu=True),
    Command("introductions", "introduksjoner", t("Somebody who knows somebody"), introductions.Step.PLACE),
    Command("draft", "utkast", t("A message to somebody"), recipient.Step.WHOM, is_in_menu=True),
    Command("plan", "plan", t("Who is next, and what is open"), plan.Step.OVERVIEW, is_in_menu=True),
    Command("map", "kart", t("A picture of your network"), MAP),
    Command(
        "nudges", "paminnelser", t("When and how often I remind you, or a pause"), overview.Step.CARD, is_in_menu=True
    ),
    Command("news", "nytt", t("Applied, an interview, turned down, a new job"), news.Step.HUB, is_in_menu=True),
    Command("import", "importer", t("Bring people from a file"), import_file.Step.FILE),
    Command("language", "sprak", t("Norwegian or English"), about.Step.LANGUAGE),
    Command("export", "eksporter", t("Everything that is stored, as a file"), EXPORT),
    Command("delete", "slett", t("Delete everything"), privacy.Step.DELETE),
    Command("privacy", "personvern", t("What is stored, and your consent"), privacy.Step.CARD, is_in_menu=True),
    Command("help", "hjelp", t("What I can do"), say_help, is_in_menu=True),
    Command("about", "om", t("What this is based on, and a person to talk to"), about.say_about),
    Command("back", "tilbake", t("One question back"), BuiltIn.BACK),
    Command("cancel", "avbryt", t("Leave what you are doing; nothing is lost"), BuiltIn.CANCEL),
)

MENU: tuple[Command, ...] = tuple(command for command in COMMANDS if command.is_in_menu)
"""The commands that Telegram's menu shows: few enough to be read."""

NEWS: dict[str, StrEnum] = {
    "applied": applied.Step.PLACE,
    "interview": news.Step.INTERVIEW,
    "turned_down": news.Step.DOWN,
    "new_job": new_job.Step.SIGNED,
    "stopped": news.Step.STOP,
    "linkedin": checklist.Step.LIST,
    "referees": referees.Step.HUB,
    "week": week_report.Step.SHOW,
}
"""Steps to which words (`dialogs.understanding.intents`) lead, but no command of `COMMANDS`."""

ACTIONS: dict[str, CommandAction] = {
    **{name: command.action for command in COMMANDS for name in (command.name, command.alias)},
    **NEWS,
    "people": people.Step.LIST,
    "folk": people.Step.LIST,
    "skip": BuiltIn.SKIP,
    "hopp": BuiltIn.SKIP,
    "hide": BuiltIn.HIDE,
    "skjul": BuiltIn.HIDE,
}
"""The action of each command, by its name without the slash. Some are not in `COMMANDS`."""


def _on_card(choice: str, *things: str) -> dict[str, Pressed]:
    return {thing: Pressed(dialog.Step.CARD, choice, 0) for thing in things}


CHANGES: dict[str, Pressed] = {
    **_on_card("position", "stilling", "stillingen", "jobb", "jobben", "yrke", "position", "role", "job", "title"),
    **_on_card("industry", "bransje", "bransjen", "industry", "field", "sector"),
    **_on_card("size", "størrelse", "størrelsen", "antall ansatte", "size", "company size"),
    **_on_card("place", "sted", "stedet", "by", "byen", "plass", "place", "city", "town", "location"),
    **_on_card("aims", "arbeidsplass", "arbeidsplasser", "arbeidsplassene", "workplaces", "companies", "workplace"),
}
"""Changes that can be requested in words, with the button of the target card for each."""
