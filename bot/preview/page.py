"""The page: its head, its contents, a diagram of all dialogs, a section for each dialog, and the other sections."""

from importlib.resources import files
from typing import Final
from xml.etree.ElementTree import Element

from bot.i18n import Languages
from bot.preview import diagrams, dialog_section, other_sections
from bot.preview.contents import DialogContents, PreviewContents, gathered
from bot.preview.drawing import drawn
from bot.preview.elements import element, whole
from bot.preview.phrases import name

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
"""The content security policy: the page loads nothing."""

TITLE: Final = "The coach's script"

INTRODUCTION: Final = (
    "All texts of the coach, made from its own definitions. Each dialog is shown as a diagram and as the texts of its "
    "steps, bokmål beside English, with invented names instead of users' own. A question that has several wordings is "
    "shown in each of them; repeated text is paler."
)


def script_page(languages: Languages) -> str:
    """Return the page as one self-contained HTML document."""
    return page_of(gathered(languages), languages)


def page_of(story: PreviewContents, languages: Languages) -> str:
    """Return the page for this content."""
    body = element(
        "body",
        element("header", element("h1", TITLE), element("p", INTRODUCTION)),
        _search(),
        _contents(story),
        element(
            "main",
            _coach(story),
            *(dialog_section.section(dialog, story.entrances) for dialog in story.dialogs),
            *other_sections.sections(story, languages),
        ),
        element("script", _file("search.js")),
    )
    return whole(element("html", _head(), body, lang="en"))


def _head() -> Element:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="color-scheme", content="light dark"),
        element("title", TITLE),
        element("style", _file("page.css")),
    )


def _search() -> Element:
    """Return the search field, which the script shows. Without the script, the browser's own search is enough."""
    return element(
        "form",
        element("label", "Search", for_="words"),
        element("input", id="words", type="search", autocomplete="off", placeholder="Words in either language"),
        element("output", id="found", for_="words"),
        id="search",
        role="search",
        hidden="hidden",
    )


def _contents(story: PreviewContents) -> Element:
    return element(
        "nav",
        element("h2", "Contents"),
        element("p", element("a", "The coach as a whole", href="#coach")),
        *(_dialog_in_contents(dialog) for dialog in story.dialogs),
        *(element("p", element("a", title, href=f"#{id_}")) for id_, title in other_sections.TITLES.items()),
        aria_label="Contents",
    )


def _dialog_in_contents(dialog: DialogContents) -> Element:
    steps = (element("li", element("a", name(step.step), href=f"#{step.step}")) for step in dialog.steps)
    title = element("a", name(dialog.script.name), href=f"#{dialog.script.name}")
    return element("div", element("p", title), element("ul", *steps))


def _coach(story: PreviewContents) -> Element:
    return element(
        "section",
        element("h2", "The coach as a whole"),
        element("p", "The dialogs, and what may follow each. Commands lead into most of them at any point."),
        drawn(diagrams.of_coach(story.dialogs), "The dialogs of the coach as a diagram"),
        id="coach",
    )


def _file(file: str) -> str:
    return files("bot.preview").joinpath(file).read_text(encoding="utf-8")
