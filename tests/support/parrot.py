"""A small coach for tests of the channel: it echoes messages, counts them, and can be made to fail."""

from collections import Counter
from uuid import UUID

from dialogs.engine.script import Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.model.conversation import Position
from dialogs.model.events import Pressed
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.events import Edited, Garbled, Said, Sent, Shared
from dialogs.protocol.replies import Button, Reply, Toast, rows, say
from dialogs.protocol.tasks import Document
from dialogs.text import Language


class Parrot:
    """Answers `echo: …`. `fails` maps a text to how often it raises before it succeeds."""

    def __init__(self) -> None:
        self.fails: Counter[str] = Counter()
        self.heard: list[str] = []

    def meet(self, id: UUID, language: Language, /) -> Person:  # noqa: A002  # the name in the protocol
        return Person(id, language, Position("parrot.home", 0))

    def play(self, turn: Turn, /) -> TurnResult:
        return self._said(turn.person, turn.text) if isinstance(turn.heard, Said) else _other(turn)

    def refuse(self, turn: Turn, what: str, /) -> TurnResult:
        return TurnResult(turn.person, (say(f"too much: {what}"),))

    def _said(self, person: Person, text: str) -> TurnResult:
        if self.fails[text] > 0:
            self.fails[text] -= 1
            raise ValueError(text)
        self.heard.append(text)
        match text.split(maxsplit=1):
            case ["/card", *_]:
                return TurnResult(person, (_card("a card"),))
            case ["/file", *_]:
                file = Document("nettverk-æøå.json", b"{}")
                return TurnResult(person, (replace(say("here"), document=file),))
            case ["/hide", *_]:
                return TurnResult(person, (replace(say("hidden"), hides=True),))
            case ["/two", *_]:
                return TurnResult(person, (say("one"), say("two")))
            case ["/delete", *_]:
                return TurnResult(None, (say("goodbye"),))
            case _:
                return TurnResult(person, (say(f"echo: {text}"),))


def _other(turn: Turn) -> TurnResult:
    says: tuple[Reply | Toast, ...]
    match turn.heard:
        case Pressed(choice="toast"):
            says = (_card("pressed toast"), Toast("done"))
        case Pressed(choice=choice):
            says = (_card(f"pressed {choice}"),)
        case Garbled():
            says = (Toast("that button is old"),)
        case Sent(kind):
            says = (say(f"kind: {kind}"),)
        case Shared(names):
            says = (say(f"shared: {names}"),)
        case Edited(text):
            says = (say(f"edited: {text}"),)
        case _:
            says = ()
    return TurnResult(turn.person, says)


def _card(words: str) -> Reply:
    buttons = rows(Button("Again", "again"), Button("Toast", "toast"))
    stamped = tuple(
        tuple(replace(b, step="parrot.home", asking=1) for b in row if isinstance(b, Button)) for row in buttons
    )
    return replace(say(words, card="card"), buttons=stamped)
