"""What the acts of a message do: those of each package of the method, and those that do what a command does."""

from typing import Final

from dialogs import feelings
from dialogs.account import acts as account_acts
from dialogs.applications import acts as application_acts
from dialogs.contacts import acts as contact_acts
from dialogs.engine.acts import ActRule, ActRules, Change, Handler, InterpretedAct, Reaction, RunCommand
from dialogs.engine.script import Turn
from dialogs.follow_up import acts as follow_up_acts
from dialogs.introductions import acts as introduction_acts
from dialogs.messages import acts as message_acts
from dialogs.model.records import replace
from dialogs.protocol.replies import say
from dialogs.reminders import acts as reminder_acts
from dialogs.text import Text, label, t
from dialogs.understanding.interpretation.acts import Act


def _runs(command: str) -> Handler:
    def run(_turn: Turn, _act: InterpretedAct) -> Reaction:
        return RunCommand(command)

    return run


def _command(command: str, words: Text, *, sure: float = 0.5, most_words: int = 15) -> ActRule:
    return ActRule(_runs(command), words, sure=sure, needs_consent=False, most_words=most_words)


def take_language(turn: Turn, _act: InterpretedAct) -> Reaction:
    """Go on in the other language."""
    return Change(replace(turn.person, language=turn.person.language.other), say(t("We go on in English.")))


COMMANDS: Final[ActRules] = {
    Act.BACK: _command("back", label("what a message means", "Go one question back")),
    Act.UNDO: _command("back", label("what a message means", "Undo the last thing")),
    Act.SKIP: _command("skip", label("what a message means", "Skip the question"), sure=0.85, most_words=8),
    Act.CANCEL: _command("cancel", label("what a message means", "Leave this")),
    Act.HELP: _command("help", label("what a message means", "See what I can do")),
    Act.PRIVACY: _command("privacy", label("what a message means", "What is stored, and who sees it")),
    Act.EXPORT: _command("export", label("what a message means", "Get all that is stored as a file")),
    Act.DELETE: _command("delete", label("what a message means", "Delete everything"), sure=0.7),
    "show:plan": _command("plan", label("what a message means", "See the plan")),
    "show:map": _command("map", label("what a message means", "See the map")),
    "show:week": _command("week", label("what a message means", "See the week")),
    "show:reminders": _command("nudges", label("what a message means", "See the reminders")),
    "show:stored": _command("privacy", label("what a message means", "What is stored, and who sees it")),
    "show:target": _command("target", label("what a message means", "See what I'm looking for")),
}

ACTS: Final[ActRules] = {
    **COMMANDS,
    **account_acts.ACTS,
    **contact_acts.ACTS,
    **introduction_acts.ACTS,
    **message_acts.ACTS,
    **follow_up_acts.ACTS,
    **application_acts.ACTS,
    **reminder_acts.ACTS,
    **feelings.ACTS,
    Act.LANGUAGE: ActRule(
        take_language, label("what a message means", "Go on in the other language"), needs_consent=False
    ),
}
"""All rules, by the label of the reading."""
