"""Transcripts: conversations in files, and the stage that plays them through the coach.

A transcript begins with `language: nb` and `name: Ola`, and `model: example.org` if there is a language model. With
`from: not_working_with_target`, it begins where that file of `starting_people/` ends, for a user of this name; the chat
then contains only the coach's last messages there.

Actions of the user: `> hei` types a text, `> [label]` presses a button of the newest message with this label (with
`(old)` after it, of an older message; with `(again)`, the same button once more), `> (sticker)` sends another kind of
message, `> (file) name` sends a file of `files/` or one from the coach, `> (edited) text` edits the newest message,
`> (shared) names` shares contacts, and `~ 3 days later` lets time pass.

Everything else is the output of the coach, with a blank line between messages: `[label]` is a button, `| ` precedes
text to copy, `# ` text behind a spoiler, `* ` a toast, `<name>` is a file. `(instead)` marks an edited message,
`(silent)` one without sound, `(below the input field)` one with buttons there, `(nothing below the input field)` one
that removes them, and `(all before is gone)` one after which the earlier messages were deleted. `@ ` precedes the time
at which something came while time passed.

`(as above) Where you are` stands for a message that is identical to the newest one above it in the file with this
first line; in a file with `from:`, also to the one that starting people got, if theirs with this first line are equal.

    python -m tests.support.chat tests/transcripts/*.txt     writes the coach's part of each again, to be read as a diff
"""

import asyncio
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from bot.address import Address
from bot.i18n import Languages
from bot.importers.files import read
from bot.storage.people.pages import unpacked
from bot.storage.people.people import day_of
from bot.storage.people.retention import AHEAD, MONTH, Warned
from bot.storage.queue.dead_letters import is_from_person
from bot.tasks.address_book_work import AddressBookSnapshot, kept, looked_into, restored
from bot.tasks.company_register import answer, question
from bot.tasks.export import archive
from bot.tasks.network_map.drawing import NAME as PICTURE
from dialogs.account.deletion import say_expires
from dialogs.coach import Coach
from dialogs.engine.operator_settings import OperatorSettings
from dialogs.engine.script import Turn
from dialogs.messages.letters.masking import unmasked
from dialogs.model.address_book import (
    Acquaintance,
    File,
    FindMatches,
    FindPeopleAt,
    KeepPeople,
    KeptPeople,
    LookInto,
    Reading,
)
from dialogs.model.companies import FindCompanies
from dialogs.model.events import Pressed
from dialogs.model.person import Person
from dialogs.model.snapshot import Exported, Restore, Restored
from dialogs.protocol.events import (
    Edited,
    Handed,
    Heard,
    MessageKind,
    ReminderCheck,
    Said,
    Sent,
    Shared,
    TaskDone,
    TaskFailed,
)
from dialogs.protocol.replies import Button, Copy, Items, Para, Reply, Spoiler, Title, Toast
from dialogs.protocol.tasks import Document, DrawMap, Made, MakeExport, Rewrite, Rewritten, Task
from dialogs.rules import matching
from dialogs.text import Language
from dialogs.understanding.time_zones import zone_of
from tests.support.register_server import DOWN, country, encoded

TRANSCRIPTS = sorted((Path(__file__).parent.parent / "transcripts").glob("*.txt"))

STARTS = Path(__file__).resolve().parent.parent / "starting_people"
STARTING_PEOPLE = sorted(STARTS.glob("*.txt"))
"""The transcripts of the starting people, from whom other transcripts begin."""

OSLO = ZoneInfo("Europe/Oslo")

KEPT = 12 * MONTH
"""The retention period without activity."""

FILES = Path(__file__).parent.parent / "files"
"""The folder of the files that the people in transcripts send."""

BEGINNING = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


def sent(name: str) -> bytes:
    """Return the content of one of these files."""
    return (FILES / name).read_bytes()


UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(7)}


@dataclass(slots=True)
class Clock:
    """The clock of a transcript."""

    now: datetime = BEGINNING

    def __call__(self) -> datetime:
        return self.now

    def after(self, line: str) -> datetime:
        """Return the time after a line such as `~ 3 days later`."""
        number, unit = re.fullmatch(r"~ (\d+) (\w+?)s? later", line).groups()  # type: ignore[union-attr]  # a typo raises
        return self.now + int(number) * UNITS[unit]


MARKS = ("(instead)", "(all before is gone)", "(silent)")


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message as the chat shows it."""

    text: str
    rows: tuple[tuple[str, ...], ...] = ()
    file: str | None = None
    is_toast: bool = False
    is_instead: bool = False
    is_alone: bool = False
    is_silent: bool = False
    below: bool | None = None
    """Whether its buttons are below the input field; None leaves that area unchanged."""

    def lines(self) -> Iterator[str]:
        """Yield the lines of the message in the transcript."""
        for is_so, mark in zip((self.is_instead, self.is_alone, self.is_silent), MARKS, strict=True):
            if is_so:
                yield mark
        if self.is_toast:
            yield f"* {self.text}"
            return
        yield from (line.rstrip() for line in self.text.split("\n"))
        if self.below is not None:
            yield "(below the input field)" if self.below else "(nothing below the input field)"
        yield from (" ".join(f"[{label}]" for label in row) for row in self.rows)
        if self.file:
            yield f"<{self.file}>"


@dataclass(frozen=True, slots=True)
class Start:
    """The start of a transcript: the person, the time, and the coach's last replies."""

    person: Person
    now: datetime
    look_at: datetime | None
    active_at: datetime
    books: Mapping[int, Sequence[bytes]]
    replies: Sequence[Reply]


class Stage(Protocol):
    """Something that plays a transcript: the coach alone, or a bot with its channel."""

    clock: Clock

    async def begin(self, start: Start) -> None:
        """Store a person, with the coach's last messages in the chat."""

    async def type(self, text: str) -> list[Bubble]:
        """Type a text."""

    async def press(self, label: str, *, is_old: bool, is_again: bool) -> list[Bubble]:
        """Press a button."""

    async def send(self, kind: MessageKind) -> list[Bubble]:
        """Send another kind of message."""

    async def hand(self, name: str) -> list[Bubble]:
        """Send a file."""

    async def edit(self, text: str) -> list[Bubble]:
        """Edit the newest message."""

    async def share(self, names: str) -> list[Bubble]:
        """Share contacts."""

    async def look(self, until: datetime) -> list[Bubble]:
        """Let time pass until the next check of the person, or until this time. Return what is said then."""


def expiry_of(active_at: datetime, warned: Warned) -> datetime:
    """Return when the next warning or the deletion is due for a user, by their last activity and warnings so far."""
    return active_at + KEPT - AHEAD[warned]


@dataclass(slots=True)
class CoachAlone:
    """A stage without channel and storage."""

    language: Language
    name: str
    languages: Languages
    clock: Clock = field(default_factory=Clock)
    coach: Coach = field(default_factory=Coach)
    operator: OperatorSettings = field(default_factory=OperatorSettings)
    person: Person | None = None
    messages: list[list[tuple[str, Pressed]]] = field(default_factory=list)
    cards: dict[str, int] = field(default_factory=dict)
    books: dict[int, Sequence[bytes]] = field(default_factory=dict)
    given: dict[str, bytes] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)
    newest: Pressed | None = None
    typed: int = 0
    look_at: datetime | None = None
    active_at: datetime | None = None
    warned: Warned = Warned.NOT

    async def begin(self, start: Start) -> None:
        self.person, self.clock.now = start.person, start.now
        self.look_at, self.active_at, self.books = start.look_at, start.active_at, dict(start.books)
        for reply in start.replies:
            self._bubble(reply, start.person.language, None)

    def start(self, replies: Sequence[Reply]) -> Start:
        """Return the state reached so far as a start for others; `replies` are the coach's last ones."""
        assert self.person
        assert self.active_at
        assert self.warned is Warned.NOT
        return Start(self.person, self.clock.now, self.look_at, self.active_at, self.books, replies)

    async def type(self, text: str) -> list[Bubble]:
        self.typed += 1
        return self.hear(Said(text, f"typed {self.typed}"))

    async def press(self, label: str, *, is_old: bool, is_again: bool) -> list[Bubble]:
        if is_again:
            assert self.newest
            return self.hear(self.newest)
        found = [pressed for buttons in self.messages for words, pressed in buttons if words == label]
        if is_old:
            found = [pressed for pressed in found if pressed.asking != found[-1].asking] or found[:1]
        if not found:
            raise LookupError(f"no button {label!r} in {self.messages[-1:]}")
        self.newest = found[-1]
        at = max(n for n, buttons in enumerate(self.messages) if (label, self.newest) in buttons)
        return self.hear(self.newest, at)

    async def send(self, kind: MessageKind) -> list[Bubble]:
        return self.hear(Sent(kind))

    async def hand(self, name: str) -> list[Bubble]:
        return self.hear(Handed(File(name, name)))

    async def edit(self, text: str) -> list[Bubble]:
        return self.hear(Edited(text, f"typed {self.typed}"))

    async def share(self, names: str) -> list[Bubble]:
        return self.hear(Shared(names))

    async def look(self, until: datetime) -> list[Bubble]:
        expires_at = None if self.active_at is None else expiry_of(self.active_at, self.warned)
        at = min((time for time in (self.look_at, expires_at) if time is not None), default=None)
        if at is None or at > until:
            self.clock.now = until
            return []
        self.clock.now = max(self.clock.now, at)
        return self._expire(self.warned) if at == expires_at else self.hear(ReminderCheck())

    def _expire(self, warned: Warned) -> list[Bubble]:
        """Do the work of the retention job, without its database."""
        assert self.person
        if warned is Warned.TWICE:
            self.person = self.look_at = self.active_at = None
            return []
        self.warned = Warned(warned + 1)
        on = (self.clock() + AHEAD[warned]).astimezone(OSLO).date()
        return [self._bubble(say_expires(on), self.person.language, None)]

    def hear(self, heard: Heard, at: int | None = None) -> list[Bubble]:
        """Play a turn and do its tasks; `at` is the index of the message that a press came from."""
        person = self.person or self.coach.meet(UUID(int=7), self.language)
        zone = zone_of(person.nudging.zone, OSLO)
        turn = Turn(person, heard, self.clock(), zone, self.languages.speak, self.operator, self.name, OSLO)
        outcome = self.coach.play(turn)
        self.person, self.look_at = outcome.person, outcome.look_at
        if is_from_person(heard):
            has_consented = outcome.person is not None and outcome.person.has_consented
            self.active_at, self.warned = day_of(self.clock()) if has_consented else None, Warned.NOT
        language = (outcome.person or person).language
        if isinstance(heard, TaskDone) and isinstance(heard.made, KeptPeople | Restored) and outcome.person:
            new = {book.n for book in outcome.person.books} - {book.n for book in person.books}
            self.books |= dict.fromkeys(new, heard.made.pages)
        bubbles = [self._bubble(said, language, at) for said in outcome.says]
        for number, task in outcome.tasks:
            assert outcome.person
            made = self._made(outcome.person, task)
            bubbles += self.hear(TaskFailed(number, task) if made is None else TaskDone(number, made))
        return bubbles

    def _made(self, person: Person, task: Task) -> Made | None:
        """Do the work of the task worker, without its database. Return None if the task cannot be done."""
        match task:
            case MakeExport():
                here = self.clock().astimezone(OSLO)
                return archive(self._snapshot(person), Address("terminal", "x"), here, self.languages.speak, b"")
            case DrawMap():
                day = self.clock().astimezone(OSLO)
                return Document(f"{PICTURE}-{day:%Y-%m-%d}.png", b"", is_picture=True)
            case LookInto() | KeepPeople() | Restore() | FindMatches() | FindPeopleAt():
                return self._of_library(person, task)
            case FindCompanies():
                asked = question(task)
                is_down = DOWN in task.municipalities
                return None if is_down else answer(encoded(asked, country()), task, self.clock())
            case Rewrite():
                return in_voice(task)

    def _of_library(self, person: Person, task: LookInto | KeepPeople | Restore | FindMatches | FindPeopleAt) -> Made:
        match task:
            case LookInto(file):
                return looked_into(file, read(self._content(file)))
            case FindMatches():
                return matching.find_matches(person, self._people(person), task)
            case FindPeopleAt():
                return matching.people_at(person, self._people(person), task)
            case KeepPeople(file):
                found = read(self._content(file))
                assert isinstance(found, Reading)
                return kept(task, found.people, self._snapshot(person))
            case Restore(file):
                export = read(self._content(file))
                assert isinstance(export, Exported)
                return restored(task, export)

    def _content(self, file: File) -> bytes:
        return self.given.get(file.ref) or sent(file.ref)

    def _snapshot(self, person: Person) -> AddressBookSnapshot:
        book = person.book.n if person.book else 0
        return AddressBookSnapshot(person, book, self.books.get(book, ()))

    def _people(self, person: Person) -> list[Acquaintance]:
        return unpacked(self._snapshot(person).pages)

    def _bubble(self, said: Reply | Toast, language: Language, at: int | None) -> Bubble:
        if isinstance(said, Toast):
            return Bubble(self.languages.speak(said.words, language), is_toast=True)
        reply = self.languages.spoken(said, language)
        self.replies.append(reply)
        if reply.document:
            self.given[reply.document.name] = reply.document.content
        buttons = [button for row in reply.buttons for button in row if isinstance(button, Button)]
        pressed = [(str(button.label), Pressed(button.step, button.choice, button.asking)) for button in buttons]
        if reply.hides:
            self.messages.clear()
            self.cards.clear()
        is_instead = reply.card is not None and at is not None and self.cards.get(reply.card) == at
        if is_instead and at is not None:
            self.messages[at] = pressed
        else:
            self.messages.append(pressed)
            if reply.card:
                self.cards[reply.card] = len(self.messages) - 1
        labels = tuple(tuple(str(button.label) for button in row) for row in reply.buttons)
        file = reply.document.name if reply.document else None
        return Bubble(
            plain(reply),
            labels,
            file,
            is_instead=is_instead,
            is_alone=reply.hides,
            is_silent=reply.is_silent,
            below=True if reply.is_choosing else False if reply.ends_choosing else None,
        )


def in_voice(task: Rewrite) -> Rewritten:
    """Rewrite a draft as a substitute for a language model: only the greeting changes."""
    changed = re.sub("^(Hei|Hi) ", lambda found: {"Hei": "Heisann, ", "Hi": "Hiya "}[found[1]], task.masked)
    return Rewritten(task.outreach, task.draft, unmasked(changed, dict(task.tokens)))


def plain(reply: Reply) -> str:
    """Return the text of a reply."""
    told = []
    for block in reply.blocks:
        match block:
            case Para(words) | Title(words):
                told.append(str(words))
            case Items(items):
                told.append("\n".join(f"• {item}" for item in items))
            case Copy(text):
                told.append(quoted(text))
            case Spoiler(lines):
                told.append(hidden("\n".join(map(str, lines))))
    return "\n\n".join(told)


def quoted(text: str) -> str:
    """Return a text to copy, as a transcript shows it."""
    return "\n".join(f"| {line}".rstrip() for line in text.split("\n"))


def hidden(text: str) -> str:
    """Return a text behind a spoiler, as a transcript shows it."""
    return "\n".join(f"# {line}" for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class Transcript:
    """A parsed transcript: the user, the start and the actions; the rest of the text is what the coach said."""

    language: Language
    name: str
    actions: tuple[str, ...]
    text: str
    operator: OperatorSettings = field(default_factory=OperatorSettings)
    origin: str | None = None
    is_start: bool = False

    @classmethod
    def read(cls, path: Path) -> "Transcript":
        """Parse a transcript."""
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        head = dict(line.split(": ", 1) for line in lines[: lines.index("")])
        actions = tuple(line for line in lines if line[:2] in {"> ", "~ "})
        operator = OperatorSettings(model_host=head.get("model", ""))
        origin, is_start = head.get("from"), path.resolve().parent == STARTS
        return cls(Language(head["language"]), head["name"], actions, text, operator, origin, is_start)

    async def played(self, stage: Stage) -> str:
        """Return the whole transcript as the coach plays it now."""
        told, above = self._head(), Above(await self._heard_before())
        await self.begin(stage)
        for action in self.actions:
            told += ["", action, *await do(stage, action, above)]
        return "\n".join(told) + "\n"

    async def begin(self, stage: Stage) -> None:
        """Bring a stage to the start of this transcript."""
        if self.origin:
            await stage.begin(await self._start())

    @property
    def in_full(self) -> "Transcript":
        """The same transcript from the very beginning, for a stage that must begin there. `text` is not a file's."""
        if self.origin is None:
            return self
        actions = (*self._before().in_full.actions, *self.actions)
        return replace(self, actions=actions, origin=None)

    async def _heard_before(self) -> dict[str, list[str]]:
        return await _heard_at_starts(self.language) if self.origin and not self.is_start else {}

    def _head(self) -> list[str]:
        model = [f"model: {self.operator.model_host}"] if self.operator.model_host else []
        origin = [f"from: {self.origin}"] if self.origin else []
        return [f"language: {self.language}", f"name: {self.name}", *model, *origin]

    def _before(self) -> "Transcript":
        """Return the transcript that leads to the start, with the name of this user."""
        found = Transcript.read(STARTS / f"{self.origin}_{self.language}.txt")
        return replace(found, name=self.name, operator=self.operator)

    async def _start(self) -> Start:
        key = (self.origin, self.language, self.name, self.operator.model_host)
        if key not in _REACHED:
            before = self._before()
            stage = CoachAlone(before.language, before.name, _languages(), operator=before.operator)
            await before.begin(stage)
            replies: Sequence[Reply] = ()
            for action in before.actions:
                told = len(stage.replies)
                await do(stage, action)
                replies = stage.replies[told:] or replies
            _REACHED[key] = stage.start(replies)
        return _REACHED[key]


_REACHED: dict[tuple[str | None, Language, str, str], Start] = {}
"""The starts reached so far in this process; many transcripts share one."""


@cache
def _languages() -> Languages:
    return Languages.load()


async def _heard_at_starts(language: Language) -> dict[str, list[str]]:
    """Return the messages that starting people got, by first line, if that identifies the message."""
    if language not in _HEARD:
        found: dict[str, list[list[str]]] = {}
        for path in (path for path in STARTING_PEOPLE if path.stem.endswith(f"_{language}")):
            transcript, above = Transcript.read(path), Above()
            stage = CoachAlone(transcript.language, transcript.name, _languages())
            await transcript.begin(stage)
            for action in transcript.actions:
                await do(stage, action, above)
            for first, text in above.newest.items():
                found.setdefault(first, []).append(text)
        _HEARD[language] = {first: texts[0] for first, texts in found.items() if all(t == texts[0] for t in texts)}
    return dict(_HEARD[language])


_HEARD: dict[Language, dict[str, list[str]]] = {}

AS_ABOVE = "(as above)"

LONG = 2
"""Minimum lines of a message that a file does not repeat."""


@dataclass(slots=True)
class Above:
    """The newest messages above in a file, by first line. A repeated message is written as that line only."""

    newest: dict[str, list[str]] = field(default_factory=dict)

    def told(self, bubble: Bubble) -> list[str]:
        """Return the lines of a message, and remember it."""
        lines = list(bubble.lines())
        first = next((n for n, line in enumerate(lines) if line not in MARKS), 0)
        begins, text = lines[first], lines[first:]
        is_same = len(text) >= LONG and self.newest.get(begins) == text
        self.newest[begins] = text
        return [*lines[:first], f"{AS_ABOVE} {begins}"] if is_same else lines


async def do(stage: Stage, action: str, above: Above | None = None) -> list[str]:
    """Play one line of a transcript. Return the lines that follow it."""
    told: list[str] = []
    above = above or Above()
    if action.startswith("~"):
        until = stage.clock.after(action)
        while stage.clock.now < until:
            for bubble in await stage.look(until):
                told += ["", f"@ {stage.clock.now.astimezone(OSLO):%A %-d %B %H:%M}", *above.told(bubble)]
        return told
    for n, bubble in enumerate(await act(stage, action[2:])):
        told += [*([""] if n else []), *above.told(bubble)]
    return told


async def act(stage: Stage, action: str) -> list[Bubble]:
    """Perform one action on a stage."""
    if button := re.fullmatch(r"\[(.+)\](?: \((old|again)\))?", action):
        return await stage.press(button[1], is_old=button[2] == "old", is_again=button[2] == "again")
    if other := re.fullmatch(r"\((\w+)\)(?: (.+))?", action):
        if other[1] == "edited":
            return await stage.edit(other[2])
        if other[1] == "file":
            return await stage.hand(other[2])
        if other[1] == "shared":
            return await stage.share(other[2].replace("; ", "\n"))
        return await stage.send(MessageKind(other[1]))
    return await stage.type(action.replace("\\n", "\n"))


def write(paths: list[Path]) -> None:
    """Write the coach's part of these transcripts again."""
    languages = Languages.load()
    for path in paths:
        transcript = Transcript.read(path)
        stage = CoachAlone(transcript.language, transcript.name, languages, operator=transcript.operator)
        path.write_text(asyncio.run(transcript.played(stage)), encoding="utf-8")


if __name__ == "__main__":
    write([Path(name) for name in sys.argv[1:]])
