"""Strokes, letters and colours: what a picture in SVG is made of."""

from dataclasses import dataclass
from html import escape
from typing import Final, TypeAlias

from dialogs.model.facts import Category


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a picture: its ground, its letters, its strong and its faint lines, and those of the groups."""

    ground: str
    ink: str
    quiet: str
    line: str
    mark: str
    groups: dict[Category | None, str]


LIGHT: Final = Theme(
    "#ffffff",
    "#1b1f24",
    "#5b6570",
    "#c3cad2",
    "#f2b705",
    {
        Category.CLOSE: "#c62828",
        Category.ACQUAINTANCE: "#a85d00",
        Category.SAME_PLACE: "#7b3fa0",
        Category.FORMER: "#1f5fbf",
        Category.COLLEAGUE: "#2e7d32",
        Category.PERIPHERAL: "#00747f",
        None: "#5b6570",
    },
)
DARK: Final = Theme(
    "#17212b",
    "#f4f6f8",
    "#a9b4bf",
    "#44525f",
    "#f2b705",
    {
        Category.CLOSE: "#ff8a80",
        Category.ACQUAINTANCE: "#ffb74d",
        Category.SAME_PLACE: "#d7a6e8",
        Category.FORMER: "#82b4ff",
        Category.COLLEAGUE: "#8bd18f",
        Category.PERIPHERAL: "#57d3df",
        None: "#a9b4bf",
    },
)


Spot: TypeAlias = tuple[float, float]


def line(start: Spot, end: Spot, colour: str, width: float) -> str:
    """A straight line."""
    (x1, y1), (x2, y2) = start, end
    return (
        f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="{colour}" stroke-width="{width}"'
        ' stroke-linecap="round"/>'
    )


def curve(start: Spot, end: Spot, colour: str, dash: str) -> str:
    """A strong line that bends, dashed where asked."""
    (x1, y1), (x2, y2) = start, end
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="M{x1:.0f} {y1:.0f} Q{(x1 + x2) / 2:.0f} {y2:.0f} {x2:.0f} {y2:.0f}" fill="none"'
        f' stroke="{colour}" stroke-width="5" stroke-linecap="round"{dashes}/>'
    )


def text(words: str, x: float, y: float, size: float, colour: str, way: int, *, is_bold: bool = False) -> str:
    """Words beginning here (1), ending here (-1) or around here (0), their middle at this height."""
    anchor = {1: "start", -1: "end", 0: "middle"}[way]
    weight = ' font-weight="bold"' if is_bold else ""
    return (
        f'<text x="{x:.0f}" y="{y + size * 0.35:.0f}" font-size="{size:.1f}" fill="{colour}"'
        f' text-anchor="{anchor}"{weight}>{escape(legible(words))}</text>'
    )


def legible(words: str) -> str:
    """Leave out what the font has no sign for, and what no XML may hold."""
    return "".join(letter for letter in words if letter.isprintable() and ord(letter) < 0xFFFE)


def fitted(words: str, room: float, size: float) -> str:
    """As much of the words as there is room for."""
    words = legible(words)
    if width(words, size) <= room:
        return words
    while words and width(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip() + "…"


def width(words: str, size: float) -> float:
    """About how wide words are; bold ones, to be sure."""
    narrow = sum(letter in "iljtfr.,'|!:; ()-I" for letter in words)
    wide = sum(letter in "mwMWÆæ@%" for letter in words)
    return size * (0.4 * narrow + 1.0 * wide + 0.67 * (len(words) - narrow - wide))
