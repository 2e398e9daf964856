"""Draws the pictures of the chat: plays a transcript with the coach of today, and photographs it as a phone shows it.

    make pictures

needs Chromium, by the name in CHROMIUM or one of the usual ones, and looks best with the font Roboto (on Debian:
chromium and fonts-roboto-unhinted). The words, the mark-up and the buttons are those that Telegram would be sent; only
the look is imitated. A button that was pressed is tinted.
"""  # noqa: INP001  # a script beside the pictures that it draws, no package

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bot.i18n import Languages
from bot.telegram.outbound.rendering import calls
from dialogs.coach import NAME, Coach
from dialogs.engine.script import Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.model.events import Pressed
from dialogs.protocol.replies import Button, Copy, Link, Reply
from dialogs.text import Language
from tests.support.chat import CoachAlone, Transcript, act

HERE = Path(__file__).parent
TRANSCRIPTS = HERE.parent.parent / "tests" / "transcripts"

WIDTH, HEIGHT, SCALE = 390, 844, 2
"""A phone, in CSS pixels, and how many real ones each takes."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file, the transcript, and what the coach says when it is taken, the how manieth time."""

    file: str
    transcript: str
    is_it: Callable[[Reply], bool]
    number: int = 1


def shows_target(reply: Reply) -> bool:
    """Whether this is the card with the target."""
    return reply.card == "target"


def shows_draft(reply: Reply) -> bool:
    """Whether this is a message, ready to copy."""
    return any(isinstance(block, Copy) for block in reply.blocks)


SHOTS = (
    Shot("chat-nb-target.png", "fast_nb", shows_target),
    Shot("chat-nb-draft.png", "fast_nb", shows_draft),
    Shot("chat-en-target.png", "fast_en", shows_target),
    Shot("chat-en-draft.png", "whole_en", shows_draft, 2),
)


@dataclass(slots=True)
class Message:
    """A message on the screen: its text as HTML, its buttons, and which of them was pressed."""

    html: str
    is_mine: bool = False
    rows: tuple[tuple[tuple[str, Pressed | None], ...], ...] = ()
    card: str | None = None
    pressed: Pressed | None = None


@dataclass(slots=True)
class Chat:
    """What stands in the chat, kept up by listening to the coach."""

    languages: Languages
    messages: list[Message] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    def hear(self, turn: Turn, outcome: TurnResult) -> None:
        """Add what the coach says; a card that is pressed is changed in its place, as in Telegram."""
        bearer = self._press(turn.heard) if isinstance(turn.heard, Pressed) else None
        language = (outcome.person or turn.person).language
        for said in outcome.says:
            if isinstance(said, Reply):
                self.replies.append(said)
                message = self._message(self.languages.spoken(said, language))
                if bearer and message.card and message.card == bearer.card:
                    self.messages[self.messages.index(bearer)], bearer = message, None
                else:
                    self.messages.append(message)

    def _press(self, pressed: Pressed) -> Message:
        bearer = next(
            m for m in reversed(self.messages) if any(button == pressed for row in m.rows for _, button in row)
        )
        bearer.pressed = pressed
        return bearer

    def _message(self, reply: Reply) -> Message:
        rows = tuple(
            tuple(
                (str(b.label), Pressed(b.step, b.choice, b.asking) if isinstance(b, Button) else None)
                for b in row
                if not isinstance(b, Link)
            )
            for row in reply.buttons
        )
        return Message("".join(call.html or "" for call in calls(reply)), rows=rows, card=reply.card)


class Listening(Coach):
    """The coach, with a chat that listens."""

    def __init__(self, chat: Chat) -> None:
        super().__init__()
        self._chat = chat

    def play(self, turn: Turn) -> TurnResult:
        """Answer, and show the answer."""
        outcome = super().play(turn)
        self._chat.hear(turn, outcome)
        return outcome


async def chat_after(shot: Shot, languages: Languages) -> tuple[Chat, CoachAlone]:
    """Play the beginning of a transcript; give the chat, and the stage, whose person tells the language."""
    transcript = Transcript.read(TRANSCRIPTS / f"{shot.transcript}.txt").in_full
    chat = Chat(languages)
    stage = CoachAlone(transcript.language, transcript.name, languages, coach=Listening(chat))
    for action in transcript.actions:
        if sum(map(shot.is_it, chat.replies)) >= shot.number:
            return chat, stage
        if action.startswith("~"):
            stage.clock.pass_by(action)
            continue
        if not action.startswith("> ["):
            chat.messages.append(Message(escape(action[2:].replace("\\n", "\n"), quote=False), is_mine=True))
        await act(stage, action[2:])
    raise LookupError(f"{shot.transcript} does not come to what {shot.file} shows")


def page(chat: Chat, stage: CoachAlone) -> str:
    """The chat as a page of HTML, the newest message at the bottom."""
    language = stage.person.language if stage.person else stage.language
    name = escape(chat.languages.speak(NAME, language))
    at = f"{stage.clock.now.astimezone(ZoneInfo('Europe/Oslo')):%H:%M}"
    field_words = {Language.NB: "Melding", Language.EN: "Message"}[language]
    menu = {Language.NB: "Meny", Language.EN: "Menu"}[language]
    body = "".join(_bubble(message, at) for message in chat.messages)
    return f"""<!doctype html><html lang="{language}"><meta charset="utf-8"><style>{STYLE}</style>
<header><i>‹</i><b class="face">{name[0]}</b><div><b>{name}</b><small>bot</small></div></header>
<main>{body}</main>
<footer><b>{menu}</b><span>{field_words}</span></footer></html>"""


def _bubble(message: Message, at: str) -> str:
    rows = "".join(f"<div class=row>{''.join(_buttons(message, row))}</div>" for row in message.rows)
    whose = "mine" if message.is_mine else "theirs"
    return f"<section class={whose}><div class=words>{message.html}<time>{at}</time></div>{rows}</section>"


def _buttons(message: Message, row: tuple[tuple[str, Pressed | None], ...]) -> Iterator[str]:
    for words, button in row:
        is_pressed = button is not None and button == message.pressed
        yield f"<button{' class=pressed' if is_pressed else ''}>{escape(words)}</button>"


STYLE = """
* { box-sizing: border-box; margin: 0; }
html, body { height: 100%; }
body { display: flex; flex-direction: column; background: #d9e4dc; color: #111;
  font: 16px/1.32 Roboto, "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif; }
header { display: flex; align-items: center; gap: 12px; padding: 14px 16px; background: #fff; z-index: 1;
  border-bottom: 1px solid #c9d2cc; flex: none; }
header i { font-style: normal; font-size: 30px; line-height: 1; color: #2f6f8f; margin-top: -5px; }
header div { display: flex; flex-direction: column; }
header small { color: #65727b; font-size: 13px; }
.face { width: 40px; height: 40px; border-radius: 50%; background: #2f6f8f; color: #fff; display: grid;
  place-items: center; font-size: 19px; }
main { flex: 1; min-height: 0; overflow: hidden; display: flex; flex-direction: column; justify-content: flex-end;
  gap: 8px; padding: 8px 10px; }
section { flex: none; max-width: 330px; display: flex; flex-direction: column; gap: 3px; }
.mine { align-self: flex-end; }
.theirs { align-self: flex-start; width: 330px; }
.words { padding: 8px 12px 7px; border-radius: 14px; background: #fff; white-space: pre-wrap; overflow-wrap: anywhere;
  box-shadow: 0 1px 1px #0002; }
.mine .words { background: #dcf5c8; border-bottom-right-radius: 4px; }
.theirs .words { border-bottom-left-radius: 4px; }
time { float: right; margin: 6px 0 0 10px; font-size: 12px; color: #5d6b63; }
pre { font: 13.5px/1.38 "Roboto Mono", "Liberation Mono", "DejaVu Sans Mono", monospace; white-space: pre-wrap;
  background: #eef3f6; border-left: 3px solid #2f6f8f; border-radius: 6px; padding: 8px 9px; margin: -10px 0 -26px; }
.row { display: flex; gap: 3px; }
button { flex: 1 1 0; min-height: 38px; padding: 6px 8px; border: 0; border-radius: 9px; background: #4f6a5a;
  color: #fff; font: 500 14.5px/1.2 Roboto, "Noto Sans", "Liberation Sans", sans-serif; }
button.pressed { background: #1f5a7a; }
footer { display: flex; align-items: center; gap: 12px; padding: 10px 12px 18px; background: #fff; flex: none; }
footer b { background: #2f6f8f; color: #fff; border-radius: 18px; padding: 7px 14px; font-size: 15px; }
footer span { color: #65727b; }
"""


def photograph(html: str, to: Path, browser: str) -> None:
    """Have the browser show the page, with a profile of its own, and save what is seen."""
    with TemporaryDirectory() as folder:
        source = Path(folder, "chat.html")
        source.write_text(html, encoding="utf-8")
        command = [
            browser,
            *QUIET,
            f"--user-data-dir={folder}/profile",
            f"--window-size={WIDTH},{HEIGHT}",
            f"--force-device-scale-factor={SCALE}",
            f"--screenshot={to}",
            source.as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603  # our own arguments


def main() -> None:
    """Draw every picture."""
    names = (os.environ.get("CHROMIUM", ""), *BROWSERS)
    browser = next((found for name in names if name and (found := shutil.which(name))), None)
    if browser is None:
        sys.exit("Chromium is needed to draw the pictures: install it, or name it in CHROMIUM")
    languages = Languages.load()
    for shot in SHOTS:
        chat, stage = asyncio.run(chat_after(shot, languages))
        photograph(page(chat, stage), HERE / shot.file, browser)
        sys.stdout.write(f"docs/pictures/{shot.file}\n")


if __name__ == "__main__":
    main()
