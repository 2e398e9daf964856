"""Replies at any point, outside the dialogs: to commands, old buttons, other messages, and after an absence."""

from collections.abc import Callable, Iterator
from copy import copy
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.i18n import Languages
from bot.preview import files, reminders_due, sample
from bot.preview.texts import Collection, meanings
from dialogs.account import deletion
from dialogs.coach import DIALOG_SET
from dialogs.commands import COMMANDS
from dialogs.engine.conversation import Conversation
from dialogs.engine.dialog_set import BuiltIn, DialogSet
from dialogs.engine.operator_settings import OperatorSettings
from dialogs.engine.script import Script, Turn
from dialogs.model.conversation import Checkpoint
from dialogs.model.events import Pressed
from dialogs.model.fact_kinds import Snapshot
from dialogs.model.facts import Target, Work
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.snapshot import Restored
from dialogs.model.undo_record import Undo
from dialogs.protocol.events import (
    Edited,
    Garbled,
    Handed,
    Heard,
    MessageKind,
    ReminderCheck,
    Said,
    Sent,
    TaskDone,
    TaskFailed,
)
from dialogs.protocol.replies import Items, Reply, say
from dialogs.protocol.tasks import Document
from dialogs.rules import network_map, storage_limits
from dialogs.text import Language

ZONE: Final = ZoneInfo("Europe/Oslo")
TWICE: Final = Pressed("target.size", "any", 1)
ANSWER: Final = "7"
"""The id of the message with the newest answer."""

Change = Callable[[Person], Person]


class Case(Struct, frozen=True, gc=False):
    """A case: its description, the event in each language, and the change of the sample person before it."""

    title: str
    nb: Heard
    en: Heard
    change: Change
    operator: OperatorSettings = sample.OPERATOR


def _at(step: str, **changes: object) -> Change:
    """Return a change that places a person at this step."""
    return lambda person: replace(person, where=replace(person.where, step=step, **changes))  # type: ignore[arg-type]  # replace checks the names


HOME: Final = _at(DIALOG_SET.home)
ANSWERED: Final = _at("target.aims", trail=(Checkpoint("target.place", undo=Undo(target=Target())),), message=ANSWER)
PLACE: Final = _at("target.place")


def _same(title: str, heard: Heard, change: Change = PLACE) -> Case:
    return Case(title, heard, heard, change)


def _typed(title: str, nb: str, en: str, change: Change = PLACE) -> Case:
    return Case(title, Said(nb), Said(en), change)


def cases() -> Iterator[Case]:
    """Yield all cases."""
    yield from _commands()
    yield from _results_and_files()
    yield _typed("/start, where the target is known", "/start", "/start")
    yield _typed("Back after a day", "/meny", "/menu", _at(DIALOG_SET.home, heard_at=sample.NOW - timedelta(days=1)))
    yield _typed("Back after a month", "/meny", "/menu", _at(DIALOG_SET.home, heard_at=sample.NOW - timedelta(days=30)))
    yield _typed("What was typed is no answer here", "hm", "hm", _at("privacy.delete"))
    for operator in (sample.OPERATOR, OperatorSettings()):
        unanswered = _typed("A question that has no answer here", "Hva er klokka?", "What time is it?")
        yield replace(unanswered, operator=operator)
    yield _typed("What was typed is too long", "bla " * 200, "bla " * 200)
    yield _typed("A command that there is not", "/danse", "/dance")
    yield _typed("Something that needs consent, before it is given", "/utkast", "/draft", _without_consent)
    yield from _ways_between_questions()
    yield _typed("Hide now", "skjul", "hide")
    yield _typed("A greeting", "hei igjen", "hi again")
    yield from _said_in_passing()
    yield from _told_at_any_step()
    yield from _changes_and_presses()
    yield from (_same(title, ReminderCheck(), change) for title, change in reminders_due.due())
    yield from (_same(f"Instead of words: {kind.value}", Sent(kind)) for kind in MessageKind)


def _commands() -> Iterator[Case]:
    for command in COMMANDS:
        if not isinstance(command.action, BuiltIn | str):
            yield _typed(f"/{command.name}", f"/{command.alias}", f"/{command.name}")
            yield replace(
                _typed(f"/{command.name}", f"/{command.alias}", f"/{command.name}"),
                operator=OperatorSettings(),
            )


def _results_and_files() -> Iterator[Case]:
    yield _same("The file that was asked for is ready", TaskDone(1, Document("coach.json", b"{}")), _waiting)
    picture = Document("map.png", b"", is_picture=True)
    yield _same("The picture of the network is ready", TaskDone(1, picture), _waiting)
    yield _same("The file that was asked for could not be made", TaskFailed(1), _waiting)
    restored = TaskDone(1, Restored(files.FILE, Snapshot()))
    yield _same("What /export gave was to be put back, but one has gone on to something else", restored, _waiting)
    yield _same("A file, before consent is given", Handed(files.FILE), _without_consent)


def _ways_between_questions() -> Iterator[Case]:
    yield _typed("Back, and the answer is taken back", "tilbake", "back", ANSWERED)
    yield _typed("Back, at the very beginning", "tilbake", "back", HOME)
    yield _typed("Skip, where an answer is needed", "hopp over", "skip", _at("drafts.purpose"))
    yield _typed("Skip, where nothing is asked", "hopp over", "skip", HOME)
    yield _typed("Cancel", "avbryt", "cancel")
    yield _typed("Cancel, where nothing is going on", "avbryt", "cancel", HOME)


def _changes_and_presses() -> Iterator[Case]:
    yield _typed("“I meant Bergen”", "nei, jeg mente Bergen", "no, I meant Bergen", ANSWERED)
    yield _same("The message with the newest answer is changed", Edited("Bergen", ANSWER), ANSWERED)
    yield _same("An older message is changed", Edited("Bergen"))
    yield _same("A button of an earlier question", Pressed("welcome.hello", "yes", 10**6))
    yield _same("A button that was never offered", Garbled())
    yield _same("The same button twice (a note that passes by)", TWICE, _at("target.place", asking=2, answered=TWICE))
    yield _same("The dialog was changed meanwhile", Said("hei"), _at("target.no_more"))


def _said_in_passing() -> Iterator[Case]:
    yield _typed("Thanks", "tusen takk", "thanks a lot")
    yield _typed("Enough for now", "stopp", "stop")
    yield _typed("An “ok” that answers nothing", "ok", "ok")
    yield _typed("Words of danger to life", "jeg vil ikke leve mer", "I don't want to live any more")
    yield _typed("Somebody to forget who is not there", "slett Zoe", "forget Zoe")


def _told_at_any_step() -> Iterator[Case]:
    for title, nb, en in (
        (
            "Where the user works",
            "jeg jobber i Fjordbygg, de må ikke vite noe",
            "i work at Fjordbygg and they mustnt know",
        ),
        ("Out of work", "jeg ble sagt opp i går", "i was made redundant yesterday"),
        ("Those at work may know", "sjefen vet at jeg leter", "my boss knows i'm looking"),
        ("A pause until a day", "jeg er på ferie til 20. desember", "i'm on holiday until 20 december"),
        ("Somebody new", "kjenner også en som heter Henrik i Bouvet", "i also know a Henrik at Bouvet"),
        ("A contact has another job", "Jonas jobber ikke i Multiconsult lenger", "Jonas left Multiconsult"),
        ("A contact works elsewhere now", "Jonas jobber i Equinor nå", "Jonas works at Equinor now"),
        ("A contact is in another group", "Jonas er nabo, ikke kollega", "Jonas is a neighbour, not a colleague"),
        ("A message was answered", "Jonas svarte", "Jonas replied"),
        ("A message was sent", "jeg har sendt meldingen til Per", "i sent the message to Per"),
        ("Reminded of a contact", "minn meg på Per i morgen kl 18", "remind me about Per tomorrow at 6"),
        ("No more reminders of a contact", "slutt å mase om Jonas", "stop nagging about Jonas"),
    ):
        yield _typed(title, nb, en, HOME)


def _waiting(person: Person) -> Person:
    return replace(person, tasks=(1,))


def _without_consent(person: Person) -> Person:
    return replace(_at(DIALOG_SET.hello)(person), consent=None)


class RepliesAnywhere:
    """Plays the cases with the coach, without the question that it asks afterwards."""

    def __init__(self, languages: Languages) -> None:
        self._languages = languages
        self._coach = Conversation(_silent(DIALOG_SET))
        self._people = {language: sample.told(language, Work.OPEN, languages.speak) for language in Language}

    def told(self) -> dict[str, Collection]:
        """Return the replies by the description of the case."""
        told: dict[str, Collection] = {}
        for case in cases():
            nb = self._said(case, case.nb, Language.NB)
            en = self._said(case, case.en, Language.EN)
            told.setdefault(case.title, Collection()).add(self._languages, nb, en)
        on_picture = say(Items((*network_map.SHORT.values(), *network_map.LEGEND.values())))
        told.setdefault("On the picture of the network", Collection()).add(self._languages, on_picture, on_picture)
        for title, reply in meanings(self._people[Language.EN], sample.OPERATOR.human_contact):
            told.setdefault(title, Collection()).add(self._languages, reply, reply)
        expires = deletion.say_expires(sample.NOW.date() + timedelta(days=30))
        told.setdefault("After a year of silence", Collection()).add(self._languages, expires, expires)
        for what in ("tasks", storage_limits.TOLD, "goals", storage_limits.FAST_TEXT):
            full = storage_limits.say_full(what)
            told.setdefault("More than is kept of one person", Collection()).add(self._languages, full, full)
        return told

    def _said(self, case: Case, heard: Heard, language: Language) -> Reply:
        speak = self._languages.speak
        person = case.change(self._people[language])
        outcome = self._coach.play(Turn(person, heard, sample.NOW, ZONE, speak, case.operator, sample.NAME))
        replies = [said if isinstance(said, Reply) else say(said.words) for said in outcome.says]
        buttons = tuple(row for reply in replies for row in reply.buttons)
        return say(*(block for reply in replies for block in reply.blocks), buttons=buttons)


def _silent(plot: DialogSet) -> DialogSet:
    return replace(plot, scripts=tuple(map(_silenced, plot.scripts)))


def _silenced(script: Script) -> Script:
    quiet = copy(script)
    quiet.asks = {step: lambda _turn: say() for step in script.asks}
    return quiet
