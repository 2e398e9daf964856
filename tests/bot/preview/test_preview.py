"""The preview of all texts is complete, has no dead links, and needs no other file."""

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from babel.messages.pofile import read_po

from bot.cli import main
from bot.i18n import Languages
from bot.preview import bubbles, diagrams
from bot.preview.contents import DialogContents, PreviewContents, gathered
from bot.preview.drawing import NARROW, WIDE
from bot.preview.elements import element, whole
from bot.preview.layout import LINE, Arrow, Box, Diagram, Run, lay_out
from bot.preview.page import page_of
from bot.preview.phrases import condition, sentence
from bot.preview.texts import Told
from dialogs.coach import DIALOGS
from dialogs.commands import COMMANDS
from dialogs.engine.script import unless
from dialogs.protocol.replies import Button, Copy, Link, Reply, rows, say
from dialogs.text import Language
from dialogs.understanding.questions.knowledge_base import entries
from tests.support.chat import plain
from tests.support.program import ROOT

LANGUAGES = Languages.load()
SCRIPTS = [dialog.SCRIPT for dialog in DIALOGS]
VOID = {"meta", "input"}


class Page(HTMLParser):
    """The page as a browser reads it: nesting, ids, links, and the texts of each element with an id."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str | None]] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.by_language: dict[tuple[str, str], list[str]] = {}
        self.language: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.add(tag)
        if id_ := attributes.get("id"):
            self.ids.append(id_)
        if href := attributes.get("href"):
            self.links.append(href)
        self.addresses += [value for name in ("src", "action", "data", "xlink:href") if (value := attributes.get(name))]
        if tag not in VOID:
            self.open.append((tag, attributes.get("id")))
            self.language.append(attributes.get("lang") or (self.language[-1] if self.language else ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1][0] == tag, (self.open, tag, self.getpos())
        self.open.pop()
        self.language.pop()

    def handle_data(self, data: str) -> None:
        for _, id_ in self.open:
            if id_:
                self.texts.setdefault(id_, []).append(data)
                self.by_language.setdefault((id_, self.language[-1]), []).append(data)

    def words_in(self, id_: str, language: Language | None = None) -> str:
        """Return the text of an element, optionally only in one language."""
        return flat(" ".join(self.by_language.get((id_, language), []) if language else self.texts[id_]))


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def story() -> PreviewContents:
    return gathered(LANGUAGES)


@pytest.fixture(scope="module")
def text(story: PreviewContents) -> str:
    return page_of(story, LANGUAGES)


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_the_page_is_well_formed_and_its_ids_are_unique(page: Page) -> None:
    assert page.open == []
    assert [id_ for id_, count in Counter(page.ids).items() if count > 1] == []


def test_every_link_leads_somewhere_on_the_page(page: Page) -> None:
    assert {link for link in page.links if not link.startswith("#")} == set()
    assert {link[1:] for link in page.links} - set(page.ids) == set()


def test_the_page_needs_nothing_beside_it(text: str, page: Page) -> None:
    assert page.addresses == []
    assert not re.search(r"url\(|@import|<link|fetch\(|<script src", text)


def test_every_step_of_every_dialog_is_there_by_its_stored_value(page: Page) -> None:
    for script in SCRIPTS:
        for step in script.steps:
            assert step.value in page.words_in(step.value)


@pytest.mark.parametrize("language", list(Language))
def test_every_question_is_asked_in_both_languages(page: Page, story: PreviewContents, language: Language) -> None:
    for dialog in story.dialogs:
        for step in dialog.steps:
            assert step.met.asked.told, f"{step.step} is asked in no situation: bot/preview/situations.py lacks it"
            words = page.words_in(step.step, language)
            for told in step.met.asked.told:
                reply = spoken(told.nb if language is Language.NB else told.en)
                assert all(line in words for line in reply), step.step


def spoken(reply: Reply) -> list[str]:
    """Return all texts of a reply, including buttons."""
    lines = [flat(line.lstrip("|•")) for line in plain(reply).splitlines()]
    return [*filter(None, lines), *(flat(str(button.label)) for row in reply.buttons for button in row)]


def test_whatever_a_line_says_is_met(story: PreviewContents) -> None:
    met = {line for dialog in story.dialogs for step in dialog.steps for line in step.met.said}
    unmet = [line for script in SCRIPTS for line in script.lines if line.say and line not in met]
    assert [(line.step.value, line.on, line.to.value) for line in unmet] == []


def test_every_text_of_the_catalogue_is_there(page: Page) -> None:
    with (ROOT / "locales" / "coach.pot").open("rb") as template:
        ids = [words for message in read_po(template) if message.id for words in forms(message.id)]
    everything = flat(" ".join(word for id_ in ("coach", *SECTIONS) for word in page.texts[id_]))
    for words in ids:
        for part in re.split(r"\{\w+\}|\n", words.replace("{{", "{").replace("}}", "}")):
            assert flat(part) in everything, words


SECTIONS = [script.name for script in SCRIPTS] + [
    "everywhere",
    "questions",
    "messages",
    "commands",
    "profile",
    "others",
]


def forms(words: str | tuple[str, ...] | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else list(words)


def test_few_texts_of_the_dialogs_are_met_nowhere(story: PreviewContents) -> None:
    """A channel says the listed texts, or nothing does; any other means that the sample people lack a situation."""
    with (ROOT / "locales" / "coach.pot").open("rb") as template:
        in_dialogs = {
            words
            for message in read_po(template)
            if message.id and any(file.startswith("dialogs/") for file, _ in message.locations)
            for words in forms(message.id)
        }
    left = [text.en for text in story.others if text.en in in_dialogs]
    assert len(left) <= len(in_dialogs) * 0.045, left


def test_every_command_is_there(page: Page) -> None:
    words = page.words_in("commands")
    for command in COMMANDS:
        assert f"/{command.name}" in words
        assert f"/{command.alias}" in words
        for language in Language:
            assert LANGUAGES.speak(command.description, language) in page.words_in("commands", language)


def test_no_placeholder_is_left_open_where_people_speak(page: Page) -> None:
    for id_ in SECTIONS:
        if id_ != "others":
            assert not re.search(r"\{\w*\}", page.words_in(id_)), id_


def test_markup_in_somebodys_words_stays_words() -> None:
    hostile = "</p></style><script>alert('&')</script>"
    reply = say(hostile, Copy(hostile), buttons=rows(Button(hostile, "x"), Link(hostile, f'"{hostile}')))
    made = whole(element("body", *bubbles.several([Told(reply, reply, frozenset())]), hostile, title=f'"{hostile}'))
    page = Page(made)
    assert page.open == []
    assert page.tags == {"body", "div", "p", "pre", "span"}


def test_every_line_is_an_arrow_and_every_step_a_box(story: PreviewContents) -> None:
    for dialog in story.dialogs:
        boxes = diagrams.of_dialog(dialog)
        assert [box.key for box in boxes] == [step.value for step in dialog.script.steps]
        shown = [line for step in dialog.steps for way in step.ways for line in way.lines]
        assert Counter(map(id, shown)) == Counter(map(id, dialog.script.lines))
        for step in dialog.steps:
            (box,) = (box for box in boxes if box.key == step.step)
            assert [arrow.to for arrow in box.arrows] == [way.to.value for way in step.ways]
            assert all(way.on and (way.when or way.lines[0].when is None) for way in step.ways)


def test_the_words_of_every_arrow_are_on_the_page_twice_for_two_widths(page: Page, story: PreviewContents) -> None:
    for dialog in story.dialogs:
        words = page.words_in(dialog.script.name).replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
        for box in diagrams.of_dialog(dialog):
            for arrow in box.arrows:
                told = "".join(run.words for run in arrow.runs).replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
                assert words.count(told) >= 2, told


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_nothing_in_a_diagram_overlaps_or_is_cut_off(story: PreviewContents, width: float) -> None:
    for boxes in (diagrams.of_coach(story.dialogs), *map(diagrams.of_dialog, story.dialogs)):
        diagram = lay_out(boxes, width)
        bands = sorted(bands_of(diagram))
        assert all(end <= begin for (_, end), (begin, _) in pairwise(bands))
        assert bands[-1][1] <= diagram.height
        for placed in diagram.boxes:
            assert placed.x + placed.width <= width
        for key in diagram.lanes:
            assert 0 < diagram.lane_x(key) < diagram.left
            begin, end = diagram.lane_span(key)
            beside = [other for other in diagram.lanes if other != key and diagram.lanes[other] == diagram.lanes[key]]
            spans = map(diagram.lane_span, beside)
            assert all(end < other_begin or begin > other_end for other_begin, other_end in spans)


def bands_of(diagram: Diagram) -> list[tuple[float, float]]:
    """Return the vertical extent of each box and each arrow label."""
    boxes = [(placed.y, placed.y + placed.height) for placed in diagram.boxes]
    tops = [(arrow.words.y - LINE + 5, len(arrow.words.lines) * LINE) for arrow in diagram.arrows]
    return [*boxes, *((top, top + height) for top, height in tops)]


def test_arrows_to_one_box_share_a_lane_and_short_ways_lie_nearest() -> None:
    def box(key: str, *to: str) -> Box:
        return Box(key, (Run(key),), f"#{key}", arrows=tuple(Arrow(other, (Run("on"),)) for other in to))

    diagram = lay_out([box("a", "b", "d"), box("b", "b"), box("c", "d"), box("d")], 300)
    assert diagram.lanes == {"b": 0, "d": 1}


def test_every_guard_and_every_keep_is_a_sentence() -> None:
    for script in SCRIPTS:
        for line in script.lines:
            if line.when:
                assert re.match(r"(if|unless) [^A-Z\s]", condition(line.when)), line
            if line.keep:
                assert sentence(line.keep), line


def test_a_guard_is_told_as_a_clause() -> None:
    def is_late(_turn: object) -> bool:
        """Return whether it is late already. Some more."""
        return True

    assert condition(is_late) == "if it is late already"
    assert condition(unless(is_late)) == "unless it is late already"
    assert condition(None) == ""


def test_every_end_says_what_follows_it(story: PreviewContents) -> None:
    for dialog in story.dialogs:
        for end in dialog.ends:
            assert end.leads_to or is_last(dialog, end.step.value), end.step
            assert diagrams.what_follows(end)


def is_last(dialog: DialogContents, step: str) -> bool:
    return any(line.is_erasing for line in dialog.script.lines if line.to.value == step)


def test_every_answer_of_the_knowledge_base_is_there(page: Page) -> None:
    for language in Language:
        words = page.words_in("questions", language)
        for entry in entries():
            assert flat(LANGUAGES.speak(entry.words, language)) in words, entry.id


def test_the_command_writes_the_same_page_every_time_to_a_file(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    file = tmp_path_factory.mktemp("page") / "coach.html"
    assert main(["script", "--output", str(file)]) == 0
    assert file.read_text(encoding="utf-8") == text
    assert main(["script", "--output", str(file.parent)]) == 2
    ran = capsys.readouterr()
    assert ran.out == ""
    assert ran.err.startswith(f"coach: cannot write {file.parent}")
