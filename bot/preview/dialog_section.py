"""The section of a dialog: its diagram, then each step with its question, its transitions and their replies."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from xml.etree.ElementTree import Element

from bot.preview import bubbles, diagrams
from bot.preview.contents import DialogContents, EndContents, Entrance, StepContents
from bot.preview.drawing import drawn
from bot.preview.elements import Child, element
from bot.preview.phrases import Way, name, sentence
from dialogs.coach import DIALOG_SET
from dialogs.commands import Command
from dialogs.engine.script import Script


def section(dialog: DialogContents, entrances: Mapping[str, Sequence[Entrance]]) -> Element:
    """Return the section of a dialog."""
    title = name(dialog.script.name)
    return element(
        "section",
        element("h2", title),
        element("p", ended(dialog.about)),
        drawn(diagrams.of_dialog(dialog), f"The dialog {title} as a diagram"),
        *(_step(dialog.script, step, entrances.get(step.step, ())) for step in dialog.steps),
        *(_end(end) for end in dialog.ends),
        id=dialog.script.name,
    )


def _heading(step: StrEnum) -> Element:
    return element("h3", element("a", name(step), href=f"#{step}"), " ", element("code", step.value))


def _step(script: Script, story: StepContents, entrances: Sequence[Entrance]) -> Element:
    return element(
        "article",
        _heading(story.step),
        element("p", ended("; ".join((story.about, *_properties(script, story.step)))), class_="about"),
        _from_elsewhere(entrances),
        *bubbles.several(story.met.asked.told),
        element("ul", *(_way(way, story) for way in story.ways), class_="ways"),
        id=story.step,
        class_="item",
    )


def _properties(script: Script, step: StrEnum) -> Iterator[str]:
    if step == DIALOG_SET.hello:
        yield "where everybody starts"
    if step == DIALOG_SET.home:
        yield "where users rest, and where every dialog leads back to"
    if step == DIALOG_SET.paused:
        yield "where users are after they withdrew their consent"
    if step in script.resting:
        yield "no answer is required"
    if step in script.cards:
        yield "its buttons never expire"
    if step in script.long_answers:
        yield "a long answer is welcome"


def _from_elsewhere(entrances: Sequence[Entrance]) -> Element | None:
    if not entrances:
        return None
    links = [_entrance(entrance) for entrance in entrances]
    children = [child for n, link in enumerate(links) for child in ((", " if n else ""), link)]
    return element("p", "Also reached from: ", *children, class_="from")


def _entrance(entrance: Entrance) -> Element:
    if isinstance(entrance, Command):
        return element("a", f"/{entrance.name}", href="#commands")
    return link(entrance)


def ended(words: str) -> str:
    """Return the text with a full stop, unless it ends with punctuation."""
    return words if words.endswith(("?", "!", "…")) else f"{words}."


def link(step: StrEnum) -> Element:
    """Return a link to a step, labelled with its dialog and its name."""
    return element("a", diagrams.full_name(step), href=f"#{step}")


def _way(way: Way, story: StepContents) -> Element:
    told = [one for line in way.lines if line in story.met.said for one in story.met.said[line].told]
    return element(
        "li",
        element("span", way.on[:1].upper() + way.on[1:], class_="on"),
        *_clause(f" {way.when}", bool(way.when), "when"),
        " → ",
        element("a", name(way.to), href=f"#{way.to}"),
        *_clause(f" Change: {ended(way.keep)}", bool(way.keep), "keep"),
        *_clause(f" Also: {ended(way.more)}", bool(way.more), "keep"),
        *bubbles.several(told),
    )


def _clause(words: str, is_there: bool, kind: str) -> Iterator[Child]:  # noqa: FBT001  # private, and clear at the call
    if is_there:
        yield element("span", words, class_=kind)


def _end(end: EndContents) -> Element:
    links = [child for n, step in enumerate(end.leads_to) for child in ((" or " if n else " "), link(step))]
    chosen = []
    if end.follow and not isinstance(end.follow.to, StrEnum | None):
        chosen = [f" ({sentence(end.follow.to)})"]
    if end.follow is None:
        words: list[Child] = ["An end. Nothing follows: the person is forgotten."]
    elif end.follow.is_final:
        words = ["An end. What was interrupted continues; if nothing was, then", *links, *chosen, "."]
    else:
        words = ["An end, and then", *links, *chosen, "."]
    return element("article", _heading(end.step), element("p", *words, class_="about"), id=end.step, class_="item end")
