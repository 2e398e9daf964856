"""SVG elements of a network map: lines, text and colours."""

from dataclasses import dataclass
from html import escape
from typing import Final, TypeAlias

from dialogs.model.facts import Category


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a map: background, text and strong lines, secondary text, faint lines, highlight and groups."""

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
    """Return a straight line."""
    (x1, y1), (x2, y2) = start, end
    return (
        f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="{colour}" stroke-width="{width}"'
        ' stroke-linecap="round"/>'
    )


def curve(start: Spot, end: Spot, colour: str, dash: str) -> str:
    """Return a strong curved line, dashed if `dash` is not empty."""
    (x1, y1), (x2, y2) = start, end
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="M{x1:.0f} {y1:.0f} Q{(x1 + x2) / 2:.0f} {y2:.0f} {x2:.0f} {y2:.0f}" fill="none"'
        f' stroke="{colour}" stroke-width="5" stroke-linecap="round"{dashes}/>'
    )


def text(words: str, x: float, y: float, size: float, colour: str, way: int, *, is_bold: bool = False) -> str:
    """Return text that starts (`way` 1), ends (-1) or is centred (0) at `x`, with its vertical middle at `y`."""
    anchor = {1: "start", -1: "end", 0: "middle"}[way]
    weight = ' font-weight="bold"' if is_bold else ""
    return (
        f'<text x="{x:.0f}" y="{y + size * 0.35:.0f}" font-size="{size:.1f}" fill="{colour}"'
        f' text-anchor="{anchor}"{weight}>{escape(legible(words))}</text>'
    )


def legible(words: str) -> str:
    """Remove characters that the font lacks or XML does not allow."""
    return "".join(letter for letter in words if letter.isprintable() and ord(letter) < 0xFFFE)


def fitted(words: str, room: float, size: float) -> str:
    """Truncate text to `room` pixels, with an ellipsis."""
    words = legible(words)
    if width(words, size) <= room:
        return words
    while words and width(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip() + "…"


def width(words: str, size: float) -> float:
    """Estimate the width of text in pixels, as if it were bold to be on the safe side."""
    narrow = sum(letter in "iljtfr.,'|!:; ()-I" for letter in words)
    wide = sum(letter in "mwMWÆæ@%" for letter in words)
    return size * (0.4 * narrow + 1.0 * wide + 0.67 * (len(words) - narrow - wide))
