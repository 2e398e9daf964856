"""The coach in a terminal: rendering of replies, parsing of typed lines, and a whole conversation."""

import asyncio
import os
import pty
import re
import select
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from gettext import NullTranslations
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import Languages
from bot.storage.db.database import Database
from bot.tasks.worker import Worker
from bot.terminal.console import CLEAR, Plain, Prompting
from bot.terminal.local_user import system_language
from bot.terminal.page import Page
from bot.terminal.panel import Panel
from bot.terminal.session import Terminal, saved
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.turn import TurnHandler
from dialogs.engine.operator_settings import OperatorSettings
from dialogs.engine.script import Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.model.conversation import Position
from dialogs.model.events import Pressed
from dialogs.model.facts import Consent
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.events import Said, TaskDone
from dialogs.protocol.replies import (
    Button,
    Choose,
    Copy,
    CopyButton,
    Items,
    Link,
    Reply,
    Title,
    Toast,
    rows,
    say,
    stamped,
)
from dialogs.protocol.tasks import Document, MakeExport
from dialogs.text import Language, t
from tests.support.program import COACH, World, empty_database

ZONE = ZoneInfo("Europe/Oslo")

# --- rendering of replies --------------------------------------------------------------------------------------------

LONG = "Hvem ville hjulpet deg å flytte, og hvem av dem har en jobb der de møter mange andre mennesker?"


def test_a_reply_reads_from_top_to_bottom() -> None:
    reply = say(
        Title("Hei Kari!"),
        LONG,
        Items(("Åse", LONG)),
        Copy("Hei Jonas,\n\n  takk for sist."),
        buttons=(
            (Button("Ja", "y"), Button("Nei", "n")),
            (Link("Les mer", "https://example.org/a"),),
            (CopyButton("Kopier", "Hei Jonas,\n\n  takk for sist."), CopyButton("Kopier", "kort")),
        ),
    )
    assert Page(40).reply(reply, 1).split("\n") == [
        "Hei Kari!",
        "",
        "Hvem ville hjulpet deg å flytte, og hvem",
        "av dem har en jobb der de møter mange",
        "andre mennesker?",
        "",
        "- Åse",
        "- Hvem ville hjulpet deg å flytte, og",
        "  hvem av dem har en jobb der de møter",
        "  mange andre mennesker?",
        "",
        "─" * 40,
        "Hei Jonas,",
        "",
        "  takk for sist.",
        "─" * 40,
        "",
        "[1] Ja   [2] Nei",
        "Les mer: https://example.org/a",
        "Kopier: kort",
    ]


def test_where_nobody_can_be_chosen_it_says_what_to_do_instead() -> None:
    reply = say("Who?", buttons=rows(Choose("Choose people", 10, "write their names here"), Button("Not now", "n")))
    assert Page(40).reply(reply, 1).split("\n") == [
        "Who?",
        "",
        "Choose people: write their names here",
        "[1] Not now",
    ]


def test_a_row_of_buttons_that_is_too_long_is_broken() -> None:
    reply = say(buttons=(tuple(Button(name * 12, name) for name in "abc"),))
    assert Page(40).reply(reply, 4).split("\n") == [
        "[4] aaaaaaaaaaaa",
        "[5] bbbbbbbbbbbb",
        "[6] cccccccccccc",
    ]


def test_a_reply_of_nothing_is_nothing() -> None:
    assert Page().reply(say(), 1) == ""


def test_text_to_copy_is_never_broken() -> None:
    assert LONG in Page(20).reply(say(Copy(LONG)), 1).split("\n")


def test_only_a_styled_page_holds_ansi_codes() -> None:
    reply = say(Title("Hei"), "du", buttons=rows(Button("Ja", "y")))
    assert "\x1b" not in Page(40).reply(reply, 1)
    assert Page(40, is_styled=True).reply(reply, 1) == "\x1b[1mHei\x1b[0m\n\ndu\n\n\x1b[1m[1]\x1b[0m Ja"


@pytest.mark.parametrize("evil", ["\x1b[2J", "\x07", "\x9b2J", "\r\x1b]0;title\x07", "\x00", "\x7f"])
def test_somebodys_words_cannot_steer_the_terminal(evil: str) -> None:
    button = Button(f"Ja{evil}", "y")
    shown = Page(40).reply(say(Title(evil), f"a{evil}b", Items((evil,)), Copy(evil), buttons=rows(button)), 1)
    assert all(letter.isprintable() or letter == "\n" for letter in shown)


def test_a_reply_that_was_not_spoken_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="must be translated"):
        Page().reply(say(t("Hi")), 1)


# --- parsing of typed lines ------------------------------------------------------------------------------------------

YES, NO = Button("Ja, gjerne", "y", "welcome", 3), Button("Nei", "n", "welcome", 3)
OLD = Button("Endre", "edit", "target", 1)


@pytest.fixture
def panel() -> Panel:
    panel = Panel()
    assert panel.show(say("?", buttons=rows(OLD))) == 1
    panel.heard("noe")
    panel.show(say("!"))
    assert panel.show(say("?", buttons=rows(YES))) == 1
    assert panel.show(say("?", buttons=rows(NO))) == 2
    return panel


PRESSED_YES = Pressed("welcome", "y", 3)
PRESSED_NO = Pressed("welcome", "n", 3)


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("1", PRESSED_YES),
        ("2", PRESSED_NO),
        ("[2]", PRESSED_NO),
        ("Nei", PRESSED_NO),
        ("nei", PRESSED_NO),
        ("ja,  gjerne", PRESSED_YES),
        ("[Ja, gjerne]", PRESSED_YES),
        ("[Endre]", Pressed("target", "edit", 1)),
        ("Endre", Said("Endre")),
        ("3", Said("3")),
        ("0", Said("0")),
        ("[]", Said("[]")),
        ("[x]", Said("[x]")),
        ("²", Said("²")),
        ("1000000000000000000000", Said("1000000000000000000000")),
        ("1 person", Said("1 person")),
        ("/start", Said("/start")),
    ],
)
def test_a_line_presses_a_button_or_says_itself(panel: Panel, line: str, heard: object) -> None:
    assert panel.heard(line) == heard


def test_buttons_stay_until_there_are_others(panel: Panel) -> None:
    panel.heard("noe")
    panel.show(say("uten knapper"))
    assert panel.heard("2") == PRESSED_NO
    panel.show(say("?", buttons=rows(OLD)))
    assert panel.heard("1") == Pressed("target", "edit", 1)
    assert panel.heard("2") == Said("2")


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    paths = [saved(Document("export.json", bytes([n])), tmp_path) for n in range(3)]
    assert [path.name for path in paths] == ["export.json", "export-2.json", "export-3.json"]
    assert [path.read_bytes() for path in paths] == [b"\0", b"\1", b"\2"]
    assert paths[0].stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["../../x.json", "/etc/x.json", "..", ""])
def test_a_file_lands_in_the_folder_whatever_its_name(tmp_path: Path, name: str) -> None:
    assert saved(Document(name, b"x"), tmp_path).parent == tmp_path


# --- a conversation --------------------------------------------------------------------------------------------------


class Echo:
    """A coach for tests that repeats what it hears, and knows a few words."""

    def meet(self, person_id: UUID, language: Language) -> Person:
        return Person(person_id, language, Position("home"), consent=Consent(datetime.now(UTC), "1"))

    def refuse(self, turn: Turn, what: str) -> TurnResult:
        return TurnResult(turn.person, (say(f"too much: {what}"),))

    def play(self, turn: Turn) -> TurnResult:  # noqa: PLR0911  # one return for each word that it knows
        person = replace(turn.person, where=replace(turn.person.where, asking=turn.person.where.asking + 1))
        match turn.heard:
            case Said("/export"):
                person = replace(person, serial=1, tasks=(1,))
                return TurnResult(person, (say("Coming."),), ((1, MakeExport()),))
            case Said("/delete"):
                return TurnResult(None, (say("Gone."),))
            case Said("/hide"):
                return TurnResult(person, (replace(say("Hidden."), hides=True),))
            case Said("/norsk"):
                return TurnResult(replace(person, language=Language.NB), (say("Ja vel."),))
            case TaskDone(_, Document() as document):
                return TurnResult(replace(person, tasks=()), (replace(say("Here."), document=document),))
            case Pressed(_, choice, asking):
                return TurnResult(person, (Toast(f"pressed {choice} of {asking}"), self.question(person, "Next?")))
            case _:
                return TurnResult(
                    person, (say("Hm."), self.question(person, f"You said {turn.text!r}, {turn.called}?"))
                )

    def question(self, person: Person, words: str) -> Reply:
        buttons = rows(Button("Yes", "y"), Button("No", "n"), width=2)
        return stamped(say(words, buttons=buttons), "home", person.where.asking)


class Script:
    """A console with lines to be typed; it records its output."""

    def __init__(self, *lines: str, is_live: bool = False) -> None:
        self.page = Page(80)
        self.is_live = is_live
        self.shown: list[str] = []
        self._lines = iter(lines)

    async def read(self) -> str | None:
        line = next(self._lines, None)
        if line:
            self.shown.append(f"> {line}")
        return line

    def write(self, words: str) -> None:
        self.shown.append(words)

    def clear(self) -> None:
        self.shown.clear()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    (tmp_path / "coach.db").write_bytes(empty_database())
    database = Database.open(f"sqlite:///{tmp_path / 'coach.db'}")
    yield database
    database.close()


@asynccontextmanager
async def desk_on(database: Database, languages: Languages) -> AsyncIterator[TurnDispatcher]:
    exchange = TurnHandler(Echo(), languages, ZONE, OperatorSettings(), lambda: datetime.now(UTC), uuid4)
    async with TurnDispatcher(database, exchange) as dispatcher:
        work = asyncio.create_task(Worker(dispatcher, languages, lambda: datetime.now(UTC), ZONE).run())
        yield dispatcher
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


async def held(database: Database, console: Script, name: str = "kari") -> list[str]:
    languages = Languages(NullTranslations())
    async with desk_on(database, languages) as dispatcher:
        await Terminal(dispatcher, languages, console, name, Language.EN).run()
    return console.shown


async def test_a_piped_conversation_reads_as_a_transcript(database: Database) -> None:
    assert await held(database, Script("hi", "1", "[No]", "bye")) == [
        "Hm.",
        "You said '/start', Kari?\n\n[1] Yes   [2] No",
        "> hi",
        "Hm.",
        "You said 'hi', Kari?\n\n[1] Yes   [2] No",
        "> 1",
        "(pressed y of 2)",
        "Next?\n\n[1] Yes   [2] No",
        "> [No]",
        "(pressed n of 3)",
        "Next?\n\n[1] Yes   [2] No",
        "> bye",
        "Hm.",
        "You said 'bye', Kari?\n\n[1] Yes   [2] No",
    ]


async def test_a_start_right_after_the_greeting_is_answered(database: Database) -> None:
    assert (await held(database, Script("/start")))[2:] == [
        "> /start",
        "Hm.",
        "You said '/start', Kari?\n\n[1] Yes   [2] No",
    ]


async def test_what_waits_from_before_is_shown_first(database: Database) -> None:
    languages = Languages(NullTranslations())
    async with desk_on(database, languages) as dispatcher:
        terminal = Terminal(dispatcher, languages, Script(), "kari", Language.EN)
        await dispatcher.handle(terminal.incoming(Said("unheard")))
    assert (await held(database, Script()))[1].startswith("You said 'unheard'")
    assert (await held(database, Script()))[1].startswith("You said '/start'")


async def test_two_people_at_one_database_do_not_see_each_other(database: Database) -> None:
    languages = Languages(NullTranslations())
    async with desk_on(database, languages) as dispatcher:
        await dispatcher.handle(Terminal(dispatcher, languages, Script(), "ola", Language.EN).incoming(Said("secret")))
    assert "secret" not in "".join(await held(database, Script("hi")))
    assert "secret" in "".join(await held(database, Script("hi"), name="ola"))


async def test_a_pipe_waits_for_a_file(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    *_, told = await held(database, Script("/export"))
    name = re.search(r"coach-export-[0-9-]+\.zip", told)
    assert name
    assert told.replace("\n", " ") == f"Saved here: {tmp_path / name[0]}"
    assert (tmp_path / name[0]).is_file()


async def test_a_folder_that_takes_no_file_is_told(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    *_, told = await held(database, Script("/export"))
    assert "into this folder" in told


async def test_whoever_sits_there_is_told_how_it_works_and_bid_farewell(database: Database) -> None:
    shown = await held(database, Script("hi", is_live=True))
    assert shown[2] == "Here in the terminal, type a button's number to press it. Ctrl-D leaves."
    assert shown[-1] == "Goodbye for now! All that you have told me is kept; come back any time."


async def test_nothing_is_promised_to_be_kept_after_it_was_deleted(database: Database) -> None:
    shown = await held(database, Script("/delete", is_live=True))
    assert shown[-2:] == ["Gone.", "Goodbye for now!"]


async def test_a_file_comes_while_somebody_sits_at_the_prompt(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Waiting(Script):
        has_come = asyncio.Event()

        async def read(self) -> str | None:
            line = await super().read()
            if line is None:
                await self.has_come.wait()
            return line

        def write(self, words: str) -> None:
            super().write(words)
            if words == "Here.":
                self.has_come.set()

    monkeypatch.chdir(tmp_path)
    shown = await held(database, Waiting("/export", is_live=True))
    assert "Here." in shown


async def test_what_hides_the_rest_clears_the_screen(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    shown = await held(database, Script("hi", "/hide"))
    assert shown == ["Hidden."]
    Plain(Page(80), is_live=True).clear()
    assert capsys.readouterr().out.count("\n") >= 24
    Prompting(Page(80)).clear()
    assert capsys.readouterr().out == CLEAR


# --- the real program ------------------------------------------------------------------------------------------------


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World.with_database(tmp_path)


def test_a_pipe_gets_a_conversation_in_either_language(world: World) -> None:
    for language, greeting in (("nb", "Hei!"), ("en", "Hi!")):
        ran = world.coach("chat", "--language", language, "--user", language, typed="hei\n\n/help\n")
        assert (ran.status, ran.err) == (0, "")
        assert ran.out.startswith(greeting)
        assert "[1] " in ran.out
        assert re.findall("^> .*", ran.out, re.MULTILINE) == ["> hei", "> /help"]
        assert "\x1b" not in ran.out
        assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "nb_NO.UTF-8"}, "nb_NO.UTF-8"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "nn_NO.UTF-8"}, "nn_NO.UTF-8"),
        ({"LANG": "nb_NO.UTF-8", "LC_ALL": "", "LC_MESSAGES": "en_US.UTF-8"}, "en_US.UTF-8"),
        ({}, ""),
    ],
)
def test_the_language_is_the_systems(variables: dict[str, str], language: str) -> None:
    assert system_language(variables) == language


def test_a_conversation_goes_on_another_day_where_it_was(world: World) -> None:
    assert world.coach("chat", "--language", "nb", typed="1\n").out.count("[1] ") == 2
    second = world.coach("chat", "--language", "nb").out
    third = world.coach("chat", "--language", "nb").out
    assert not second.startswith("Hei!")
    assert second == third


STRANGE = [
    "æøå 😀 \u202eabc\u202c <b>&",
    "x" * 5000,
    "first line\\\nsecond line",
    "",
    "\x00\x1b[2J\x07",
    "a line from windows\r",
    "no newline at the end",
]


def test_whatever_is_piped_is_answered(world: World) -> None:
    ran = world.coach("chat", "--language", "nb", typed="\n".join(STRANGE))
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.count("[1] ") == len(STRANGE)
    assert "> first line\nsecond line\n" in ran.out


def test_bytes_that_are_no_text_are_answered_too(world: World) -> None:
    done = subprocess.run(  # noqa: S603 (our own program)
        [*COACH, "chat"],
        input=b"\xff\xfe\xc3\n",
        capture_output=True,
        cwd=world.folder,
        env=world.having(LANG="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii").environment,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_export_ends_up_as_a_file(world: World) -> None:
    ran = world.coach("chat", "--user", "kari", typed="/export\n")
    assert (ran.status, ran.err) == (0, "")
    (file,) = world.folder.glob("*.zip")
    assert file.name in ran.out.replace("\n", "")


def test_an_export_is_brought_back_from_the_folder_it_lies_in(world: World) -> None:
    me = ("chat", "--user", "kari", "--language", "en")
    begin = "/start\nYes, store it and start\n"
    told = f"{begin}Not working now\nnurse, Oslo\nThat's right\nAnn Berg, Acme\nAcquaintance\n"
    world.coach(*me, typed=f"{told}/export\n/delete\nYes, delete everything\n")
    (file,) = world.folder.glob("*.zip")
    ran = world.coach(*me, typed=f"{begin}/import {file}\nYes, put it all back\n")
    assert (ran.status, ran.err) == (0, "")
    assert "I have it all back: 1 person on your list." in ran.out
    assert "You're looking for: nurse, Oslo" in ran.out


class Keyboard:
    """A user at a terminal, who types and reads until words appear."""

    def __init__(self, world: World, *arguments: str) -> None:
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            os.chdir(world.folder)
            os.execve(COACH[0], [*COACH, "chat", *arguments], world.environment)  # noqa: S606 (our own program)
        self.seen = ""
        self._read = 0

    def type(self, keys: str) -> None:
        os.write(self._handle, keys.encode())

    def read_until(self, words: str, seconds: float = 30) -> str:
        """Read until these words appear. Return the output since the last words that were waited for."""
        until = time.monotonic() + seconds
        start = self._read
        while (found := self.seen.find(words, start)) < 0:
            assert time.monotonic() < until, f"{words!r} did not come; this did: {self.seen[start:]!r}"
            if select.select([self._handle], [], [], 0.1)[0]:
                piece = os.read(self._handle, 65536).decode("utf-8", "replace")
                if "\x1b[6n" in piece:  # prompt_toolkit requests the cursor position, and a terminal answers
                    self.type("\x1b[24;1R")
                self.seen += piece
        self._read = found + len(words)
        return self.seen[start : self._read]

    def ended(self) -> int:
        """Wait for the program to end. Return its exit status."""
        with suppress(OSError):
            while os.read(self._handle, 65536):
                pass
        os.close(self._handle)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


FAREWELL = "Goodbye for now!"


@pytest.mark.parametrize(
    ("leave", "variables"),
    [("\x04", {}), ("\x03", {}), ("\x03", {"NO_COLOR": "1"}), ("\x04", {"TERM": "dumb"})],
    ids=["Ctrl-D", "Ctrl-C", "Ctrl-C without colour", "Ctrl-D in a dumb one"],
)
def test_somebody_at_a_keyboard_leaves_kindly(world: World, leave: str, variables: dict[str, str]) -> None:
    keyboard = Keyboard(world.having(**variables), "--language", "en")
    keyboard.read_until("Ctrl-D leaves.")
    keyboard.read_until(">")
    keyboard.type("hello\r")
    keyboard.read_until("[1]")
    keyboard.read_until(">")
    keyboard.type(leave)
    keyboard.read_until(FAREWELL)
    assert keyboard.ended() == 0
    assert "Traceback" not in keyboard.seen
    assert ("\x1b" in keyboard.seen) == (not variables)


def test_a_paste_of_several_lines_is_one_message(world: World) -> None:
    keyboard = Keyboard(world, "--language", "en")
    keyboard.read_until("Ctrl-D leaves.")
    keyboard.read_until(">")
    keyboard.type("\x1b[200~one\ntwo\nthree\x1b[201~")
    keyboard.read_until("three")
    keyboard.type("\r")
    answer = keyboard.read_until("[1]")
    keyboard.read_until(">")
    assert answer.count("[1]") == 1
    keyboard.type("\x04")
    keyboard.read_until(FAREWELL)
    assert keyboard.ended() == 0


def test_a_terminal_that_is_closed_ends_the_program(world: World) -> None:
    keyboard = Keyboard(world, "--language", "en")
    keyboard.read_until("Ctrl-D leaves.")
    os.kill(keyboard.pid, signal.SIGTERM)
    assert keyboard.ended() == 0
    assert "Traceback" not in keyboard.seen
