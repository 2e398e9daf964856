"""Help, credits and language: what the coach says about itself."""

from enum import StrEnum

from dialogs.engine.script import PICKED, SKIPPED, Script, Transition, Turn
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.choices import decoded, is_choice
from dialogs.protocol.replies import Button, Items, Reply, Title, rows, say
from dialogs.text import Both, Language, Text, Words, t


class Step(StrEnum):
    """The steps of this dialog. The values are stored: add values, never rename one."""

    LANGUAGE = "about.language"
    DONE = "about.done"


def ask_language(_turn: Turn) -> Reply:
    """Ask for the language; each button has the language's own name."""
    return say(
        t("Which language shall we use?"),
        buttons=rows(Button("Norsk", Language.NB.value), Button("English", Language.EN.value), width=2),
    )


def is_language(turn: Turn) -> bool:
    """Return whether the button is one of the languages."""
    return is_choice(Language, turn.choice)


def keep_language(turn: Turn) -> Person:
    """Store the language, which applies to the reply to this press."""
    return replace(turn.person, language=decoded(Language, turn.choice))


def say_help(commands: tuple[tuple[str, str, Text], ...]) -> Reply:
    """Say what the coach can do. Each row is a command, its Norwegian alias, and its description."""
    items: tuple[Words, ...] = tuple(
        t("{command}: {what}", command=Both(nb=f"/{alias}", en=f"/{name}"), what=what) for name, alias, what in commands
    )
    return say(
        Title(t("What I can do")),
        t(
            "Three steps: what you're looking for, who you know, and who knows somebody. I draft "
            "the messages; you send them."
        ),
        Items(items),
        t("You can also write “back”, “skip” or “cancel”."),
    )


def say_about(turn: Turn) -> Reply:
    """Say what the method is based on, with credits, and name a human contact."""
    human = turn.operator.human_contact
    whom = (
        t(
            "Would you rather talk to a person? {contact}, or karriereveiledning.no: free "
            "guidance by chat, phone and e-mail.",
            contact=human,
        )
        if human
        else t(
            "Would you rather talk to a person? karriereveiledning.no gives free guidance by chat, phone and e-mail."
        )
    )
    return say(
        Title(t("About the coach")),
        t(
            "The method follows “Hvordan bruke nettverk til å bytte jobb?” by Morten Vigen "
            "Kolek, Azets, 4 October 2021. "
            "The words are ours."
        ),
        whom,
    )


SCRIPT = Script(
    "about",
    Step,
    asks={Step.LANGUAGE: ask_language},
    lines=[
        Transition(Step.LANGUAGE, PICKED, to=Step.DONE, when=is_language, keep=keep_language),
        Transition(Step.LANGUAGE, SKIPPED, to=Step.DONE),
    ],
)
