"""How a spoken reply looks in a terminal: wrapped paragraphs, text to copy as it is, numbered buttons."""

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dialogs.protocol.replies import (
    AnyButton,
    Block,
    Button,
    Choose,
    Copy,
    CopyButton,
    Items,
    Link,
    Para,
    Reply,
    Spoiler,
    Title,
)
from dialogs.text import Words

CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What would steer a terminal; somebody's own words may hold it."""

GAP: Final = "   "


@dataclass(frozen=True, slots=True)
class Page:
    """The measures of the terminal: columns to wrap at, and whether it takes ANSI codes."""

    width: int = 80
    is_styled: bool = False

    def reply(self, reply: Reply, first_number: int) -> str:
        """Lay out a reply, its buttons numbered on from the first number; ends without a newline."""
        parts = [part for block in reply.blocks if (part := self._block(block))]
        copied = {block.text for block in reply.blocks if isinstance(block, Copy)}
        if buttons := self._rows(reply.buttons, copied, first_number):
            parts.append("\n".join(buttons))
        return "\n\n".join(parts)

    def wrapped(self, text: str, indent: str = "") -> str:
        """Break lines at the width; lines that were broken already stay so."""
        lines = (
            textwrap.fill(
                line,
                self.width,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
            )
            for line in clean(text).split("\n")
        )
        return "\n".join(lines)

    def bold(self, text: str) -> str:
        """Make it stand out, where the terminal can."""
        return f"\x1b[1m{text}\x1b[0m" if self.is_styled and text else text

    def _block(self, block: Block) -> str:
        match block:
            case Title(words):
                return self.bold(self.wrapped(spoken(words)))
            case Para(words):
                return self.wrapped(spoken(words))
            case Items(items):
                return "\n".join(self.wrapped(f"- {spoken(item)}", "  ") for item in items)
            case Spoiler(lines):
                return "\n".join(self.wrapped(spoken(line)) for line in lines)
            case Copy(text):
                line = "─" * self.width
                return f"{line}\n{clean(text)}\n{line}"

    def _rows(self, rows: Sequence[Sequence[AnyButton]], copied: set[str], first: int) -> Iterable[str]:
        lines: list[str] = []
        for row in rows:
            cells: list[str] = []
            for button in row:
                match button:
                    case Button(label):
                        cells.append(f"{self.bold(f'[{first}]')} {clean(spoken(label))}")
                        first += 1
                    case Link(label, url):
                        cells.append(f"{clean(spoken(label))}: {clean(url)}")
                    case CopyButton(label, text) if text not in copied:
                        cells.append(f"{clean(spoken(label))}: {clean(text)}")
                    case CopyButton():
                        pass  # the text to copy stands above already
                    case Choose(label, _, instead):
                        cells.append(f"{clean(spoken(label))}: {clean(spoken(instead))}")
            lines += self._fitted(cells)
        return lines

    def _fitted(self, cells: Sequence[str]) -> list[str]:
        one = GAP.join(cells)
        is_short = len(CODES.sub("", one)) <= self.width
        return [one] if cells and is_short else list(cells)


CODES: Final = re.compile(r"\x1b\[[0-9]*m")


def clean(text: str) -> str:
    """Take out what would steer the terminal."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def spoken(words: Words) -> str:
    """Take words that were spoken already, so that only `str` is left of what a reply may hold."""
    if not isinstance(words, str):
        raise TypeError(f"a reply comes to a channel spoken, but this holds a {type(words).__name__}")
    return words
