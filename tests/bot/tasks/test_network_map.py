"""The network map contains everybody, truncates nothing, and is safe for any names."""

import re
from struct import unpack
from xml.etree.ElementTree import Element, fromstring

import pytest

from bot.i18n import Languages
from bot.tasks.network_map.drawing import WIDTH, drawn
from bot.tasks.network_map.rasterizing import RasterizingError, rasterized
from bot.tasks.network_map.svg import DARK, LIGHT, Theme, width
from dialogs.model.facts import Category
from dialogs.rules.network_map import Network, Point
from dialogs.text import Language, Text
from docs.pictures.networks import network

LANGUAGES = Languages.load()
SVG = "{http://www.w3.org/2000/svg}"


def norwegian(words: Text) -> str:
    return LANGUAGES.speak(words, Language.NB)


def picture(shown: Network, theme: Theme = LIGHT) -> Element:
    return fromstring(drawn(shown, norwegian, theme))  # noqa: S314  # our own


def words_on(drawing: Element) -> list[str]:
    return [text.text or "" for text in drawing.iter(f"{SVG}text")]


@pytest.mark.parametrize("count", [0, 1, 8, 80, 300, 800])
def test_everybody_is_named_or_counted(count: int) -> None:
    shown = network(count) if count >= 8 else Network(tuple(Point(f"Navn {n}", Category.CLOSE) for n in range(count)))
    words = words_on(picture(shown))
    named = sum(any(point.name.startswith(word.rstrip("…")) for point in shown.points) for word in words if " " in word)
    counted = sum(int(word[1:]) for word in words if re.fullmatch(r"\+\d+", word))
    assert named + counted == count
    headed = [int(found[1]) for word in words if (found := re.search(r" · (\d+)$", word))]
    assert sum(headed) == count


@pytest.mark.parametrize("count", [8, 80, 800])
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_nothing_is_cut_off_or_too_small_to_read(count: int, theme: Theme) -> None:
    drawing = picture(network(count), theme)
    for text in drawing.iter(f"{SVG}text"):
        size, x = float(text.attrib["font-size"]), float(text.attrib["x"])
        long = width(text.text or "", size)
        begins = {"start": x, "end": x - long, "middle": x - long / 2}[text.attrib["text-anchor"]]
        assert begins >= 0
        assert begins + long <= WIDTH
        assert size >= 14
    dots = [float(dot.attrib["cx"]) for dot in drawing.iter(f"{SVG}circle")]
    assert 0 < min(dots) < max(dots) < WIDTH


def test_ways_to_the_goals_are_strong_and_goals_without_one_are_dotted() -> None:
    drawing = picture(network(80))
    curves = [path.attrib.get("stroke-dasharray") for path in drawing.iter(f"{SVG}path")]
    assert sorted(curves, key=str) == ["4 12", "4 12", None, None]  # one dashed line is in the legend
    boxes = [box.attrib.get("stroke-dasharray") for box in drawing.iter(f"{SVG}rect") if "rx" in box.attrib]
    assert boxes.count("3 7") == 2  # likewise
    assert sum(dot.attrib["fill"] == LIGHT.mark for dot in drawing.iter(f"{SVG}circle")) == 2  # likewise


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", "a & b", "\x00\x1b[31m", "Ola \U0001f600", "\ud800", "", "Å" * 500, "\u202eKari"],
)
def test_no_name_is_too_strange(name: str) -> None:
    shown = Network((Point(name, Category.CLOSE, name, works_at=0, is_next=True),), (name,))
    assert len(words_on(picture(shown))) >= 5


async def test_it_becomes_a_picture() -> None:
    png = await rasterized(drawn(network(8), norwegian))
    assert png.startswith(b"\x89PNG")
    across, down = unpack(">II", png[16:24])
    assert across == WIDTH
    assert 600 <= down <= 900


async def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(RasterizingError):
        await rasterized("no picture")
