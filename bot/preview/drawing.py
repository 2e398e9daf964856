"""Draws diagrams as SVG from their layout: boxes with links, arrows in lanes, and text."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final
from xml.etree.ElementTree import Element

from bot.preview.elements import element
from bot.preview.layout import GAP, LINE, Box, Diagram, PlacedArrow, PlacedBox, Words, lay_out

NARROW: Final = 354
WIDE: Final = 840
"""Widths in pixels: for a phone of 390, and for a screen or paper."""

HUES: Final = 6
"""Number of arrow colours; the style sheet calls them h0, h1 and so on."""

CORNER: Final = 4
HEAD: Final = 7
OVERLAP: Final = 0.25
"""How far a lane extends beyond its picture, so that no gap is visible."""


def drawn(boxes: list[Box], title: str) -> Element:
    """Draw boxes and their arrows twice, narrow and wide. The style sheet shows the one that fits."""
    kinds = (("narrow", NARROW), ("wide", WIDE))
    drawings = (element("div", *_parts(lay_out(boxes, width)), class_=kind) for kind, width in kinds)
    return element("figure", *drawings, class_="diagram", aria_label=title)


def _parts(diagram: Diagram) -> Iterator[Element]:
    """Yield a picture for each box with its arrows. They join without a gap, and a page break may separate them."""
    edges = [0, *(placed.y - GAP / 2 for placed in diagram.boxes[1:]), diagram.height]
    hues = {key: f"h{n % HUES}" for n, key in enumerate(diagram.lanes)}
    for top, bottom in pairwise(edges):
        yield element(
            "svg",
            *(_lane(diagram, key, top, bottom, hue) for key, hue in hues.items()),
            *(_arrow(diagram, one, hues[one.arrow.to]) for one in diagram.arrows if top < one.y < bottom),
            *(_entry(diagram, key, hue) for key, hue in hues.items() if top < diagram.entry_y(key) < bottom),
            *(_box(placed) for placed in diagram.boxes if top < placed.y < bottom),
            viewBox=f"0 {top:g} {diagram.width:g} {bottom - top:g}",
            width=f"{diagram.width:g}",
            height=f"{bottom - top:g}",
        )


def _lane(diagram: Diagram, key: str, top: float, bottom: float, hue: str) -> Element | None:
    """Draw the part of a lane between two heights, or return None if there is none."""
    x, (begin, end) = diagram.lane_x(key), diagram.lane_span(key)
    begin, end = max(begin + CORNER, top - OVERLAP), min(end - CORNER, bottom + OVERLAP)
    return element("path", d=f"M{x:g} {begin:g}V{end:g}", class_=f"line {hue}") if begin < end else None


def _arrow(diagram: Diagram, placed: PlacedArrow, hue: str) -> Element:
    key, y, begin = placed.arrow.to, placed.y, diagram.left + HEAD
    way = f"M{begin:g} {y:g}{_into_lane(diagram.lane_x(key), y, is_down=diagram.entry_y(key) > y)}"
    return element(
        "g",
        element("path", d=way, class_="line"),
        element("circle", cx=f"{begin:g}", cy=f"{y:g}", r="3"),
        _text(placed.words),
        class_=f"arrow {hue}",
    )


def _into_lane(x: float, y: float, *, is_down: bool) -> str:
    return f"H{x + CORNER:g}Q{x:g} {y:g} {x:g} {y + (CORNER if is_down else -CORNER):g}"


def _entry(diagram: Diagram, key: str, hue: str) -> Element:
    """Draw the end of a lane: into the box from above, from below or both, with an arrowhead."""
    lane, x, y = diagram.lane_x(key), diagram.left, diagram.entry_y(key)
    begin, end = diagram.lane_span(key)
    ways = [f"M{x - HEAD:g} {y:g}{_into_lane(lane, y, is_down=is_down)}" for is_down in (False, True)]
    seen = [way for way, is_there in zip(ways, (begin < y, end > y), strict=True) if is_there]
    return element(
        "g",
        element("path", d="".join(seen), class_="line"),
        element("path", d=f"M{x:g} {y:g}l-{HEAD} -{CORNER}v{2 * CORNER}z", class_="head"),
        class_=hue,
    )


def _box(placed: PlacedBox) -> Element:
    place = {name: f"{getattr(placed, name):g}" for name in ("x", "y", "width", "height")}
    return element(
        "a",
        element("rect", **place, rx="6"),
        _text(placed.words),
        href=placed.box.href,
        class_=f"box {placed.box.kind}",
    )


def _text(words: Words) -> Element:
    lines = (
        element(
            "tspan",
            *(element("tspan", run.words, class_=run.kind or None) for run in line),
            x=f"{words.x:g}",
            y=f"{words.y + n * LINE:g}",
        )
        for n, line in enumerate(words.lines)
    )
    return element("text", *lines)
