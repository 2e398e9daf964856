"""Where lines come from and words go to: a pipe, a plain terminal, or one with an editable prompt."""

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
"""Empties the screen and the lines above it, and goes to its top."""


class Console(Protocol):
    """A place to read lines from and write words to."""

    page: Page
    is_live: bool
    """Whether somebody sits there, so that a word of greeting and farewell is not lost."""

    async def read(self) -> str | None:
        """Wait for what is typed next; none at the end."""
        ...

    def write(self, words: str) -> None:
        """Show words, and an empty line after them."""
        ...

    def clear(self) -> None:
        """Put what was shown out of sight."""
        ...


def open_console() -> Console:
    """Choose the console for what standard input and output are."""
    is_live = sys.stdin.isatty() and sys.stdout.isatty()
    is_plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM", "dumb") == "dumb"
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a name must not stop the coach where the terminal lacks a letter
    width = min(80, shutil.get_terminal_size().columns - 1) if is_live else 80
    if is_live and not is_plain:
        return Prompting(Page(max(width, 20), is_styled=True))
    return Plain(Page(max(width, 20)), is_live=is_live)


class Plain:
    """Reads standard input line by line, without any ANSI code; what comes through a pipe is shown again.

    A line that ends with a backslash goes on in the next, so that a message can have several lines.
    """

    def __init__(self, page: Page, *, is_live: bool) -> None:
        self.page = page
        self.is_live = is_live
        self._lines: asyncio.Queue[str | None] | None = None

    async def read(self) -> str | None:
        """Wait for the next message."""
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
        """Push what was shown out of sight, as far as can be done without a code."""
        _show("\n" * shutil.get_terminal_size().lines)

    async def _line(self) -> str | None:
        if self._lines is None:
            self._lines = asyncio.Queue()
            # A thread that nobody waits for: a read that blocks must not hold up the end of the program.
            Thread(target=_pour, args=(asyncio.get_running_loop(), self._lines), daemon=True).start()
        return await self._lines.get()


def _pour(loop: asyncio.AbstractEventLoop, lines: asyncio.Queue[str | None]) -> None:
    """Read standard input to its end; not through Python's buffer, which a blocked thread locks."""
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
        pass  # the loop is closed: the program ends, and nobody reads any more


class Prompting:
    """A prompt that can be edited and takes a paste of several lines; it keeps no history, for discretion."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.is_live = True

    async def read(self) -> str | None:
        """Wait for the next message; none after Ctrl-D or Ctrl-C. What is shown meanwhile stands above it."""
        # Imported here, since the first words of the coach need not wait for it.
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
        """Empty the screen, and what can be scrolled back to."""
        _show(CLEAR)


def _show(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()
