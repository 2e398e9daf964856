"""Renders a translated reply for a terminal: wrapped paragraphs, text to copy unchanged, numbered buttons."""

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
"""Control characters, which a user's text may contain and a terminal would obey."""

GAP: Final = "   "


@dataclass(frozen=True, slots=True)
class Page:
    """Renders text for a terminal with this number of columns, with ANSI codes or without."""

    width: int = 80
    is_styled: bool = False

    def reply(self, reply: Reply, first_number: int) -> str:
        """Render a reply, with its buttons numbered from `first_number`. The result has no newline at the end."""
        parts = [part for block in reply.blocks if (part := self._block(block))]
        copied = {block.text for block in reply.blocks if isinstance(block, Copy)}
        if buttons := self._rows(reply.buttons, copied, first_number):
            parts.append("\n".join(buttons))
        return "\n\n".join(parts)

    def wrapped(self, text: str, indent: str = "") -> str:
        """Wrap lines at the width, and keep the existing line breaks."""
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
        """Return bold text if the terminal accepts ANSI codes, else plain text."""
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
                        pass  # the text to copy is shown above
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
    """Remove control characters."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def spoken(words: Words) -> str:
    """Return the text of a translated reply. Raise TypeError if it is not translated."""
    if not isinstance(words, str):
        raise TypeError(f"a reply must be translated before it is rendered, but it contains {type(words).__name__}")
    return words
