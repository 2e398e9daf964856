"""Consoles, which read lines and write text: a pipe, a plain terminal, or one with an editable prompt."""

import asyncio
import codecs
import os
import shutil
import sys
from threading import Thread
from typing import Protocol

from bot.terminal.page import Page

PROMPT = "> "
PIECE = 65_536

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
"""ANSI codes that clear the screen and the scrollback and move the cursor to the top."""


class Console(Protocol):
    """The interface of a console."""

    page: Page
    is_live: bool
    """Whether a person is at the keyboard, who gets a greeting and a goodbye."""

    async def read(self) -> str | None:
        """Wait for the next message. Return None at the end of the input."""
        ...

    def write(self, words: str) -> None:
        """Show text, followed by an empty line."""
        ...

    def clear(self) -> None:
        """Hide the text that was shown."""
        ...


def open_console() -> Console:
    """Return the console that fits standard input and output."""
    is_live = sys.stdin.isatty() and sys.stdout.isatty()
    is_plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM", "dumb") == "dumb"
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a character that the terminal cannot encode must not stop the coach
    width = min(80, shutil.get_terminal_size().columns - 1) if is_live else 80
    if is_live and not is_plain:
        return Prompting(Page(max(width, 20), is_styled=True))
    return Plain(Page(max(width, 20)), is_live=is_live)


class Plain:
    """Reads standard input line by line, without ANSI codes. Lines from a pipe are echoed.

    A line that ends with a backslash continues in the next line, so that a message can have several lines.
    """

    def __init__(self, page: Page, *, is_live: bool) -> None:
        self.page = page
        self.is_live = is_live
        self._lines: asyncio.Queue[str | None] | None = None

    async def read(self) -> str | None:
        """Wait for the next message. Return None at the end of the input."""
        if self.is_live:
            _show(PROMPT)
        message: list[str] = []
        while (line := await self._line()) is not None:
            message.append(line.removesuffix("\\"))
            if not line.endswith("\\"):
                break
        if not message:
            return None
        text = "\n".join(message).strip()
        if text and not self.is_live:
            _show(f"{PROMPT}{text}\n")
        return text

    def write(self, words: str) -> None:
        """Show words."""
        _show(f"{words}\n\n")

    def clear(self) -> None:
        """Scroll the text out of sight with empty lines, since there are no ANSI codes."""
        _show("\n" * shutil.get_terminal_size().lines)

    async def _line(self) -> str | None:
        if self._lines is None:
            self._lines = asyncio.Queue()
            # A daemon thread, so that a blocked read does not delay the end of the program.
            Thread(target=_pour, args=(asyncio.get_running_loop(), self._lines), daemon=True).start()
        return await self._lines.get()


def _pour(loop: asyncio.AbstractEventLoop, lines: asyncio.Queue[str | None]) -> None:
    """Read standard input to its end, without Python's buffer, which a blocked thread would lock."""
    decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
    rest = ""
    try:
        while piece := os.read(0, PIECE):
            *whole, rest = (rest + decode(piece)).split("\n")
            for line in whole:
                loop.call_soon_threadsafe(lines.put_nowait, line.removesuffix("\r"))
        if rest := rest + decode(b"", final=True):
            loop.call_soon_threadsafe(lines.put_nowait, rest)
        loop.call_soon_threadsafe(lines.put_nowait, None)
    except RuntimeError:
        pass  # the event loop is closed, since the program ends


class Prompting:
    """An editable prompt that accepts pasted text of several lines. It keeps no history, for privacy."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.is_live = True

    async def read(self) -> str | None:
        """Wait for the next message, and show other text above the prompt. Return None after Ctrl-D or Ctrl-C."""
        # Imported late, so that the coach's first message does not wait for it.
        from prompt_toolkit import PromptSession  # noqa: PLC0415
        from prompt_toolkit.history import DummyHistory  # noqa: PLC0415
        from prompt_toolkit.patch_stdout import patch_stdout  # noqa: PLC0415

        session: PromptSession[str] = PromptSession(history=DummyHistory())
        try:
            with patch_stdout(raw=True):
                return (await session.prompt_async(PROMPT)).strip()
        except (EOFError, KeyboardInterrupt):
            return None

    def write(self, words: str) -> None:
        """Show words."""
        _show(f"{words}\n\n")

    def clear(self) -> None:
        """Clear the screen and the scrollback."""
        _show(CLEAR)


def _show(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()
