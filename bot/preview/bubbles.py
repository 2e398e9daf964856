"""Replies as chat bubbles with buttons, bokmål beside English."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from bot.preview.elements import element
from bot.preview.texts import Told
from dialogs.protocol.replies import (
    AnyButton,
    Block,
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


def pair(nb: Iterable[Element], en: Iterable[Element]) -> Element:
    """Return the same reply in both languages, side by side if there is room."""
    return element(
        "div",
        element("div", *nb, lang="nb", class_="side"),
        element("div", *en, lang="en", class_="side"),
        class_="pair",
    )


def several(told: Iterable[Told]) -> Iterator[Element]:
    """Yield the pairs. Blocks that an earlier pair contains are marked as known."""
    known_nb: set[object] = set()
    known_en: set[object] = set()
    for one in told:
        yield pair([_bubble(one.nb, known_nb)], [_bubble(one.en, known_en)])


def plain(nb: str, en: str) -> Element:
    """Return text in both languages that is not a message."""
    return pair([element("p", nb)], [element("p", en)])


def _bubble(reply: Reply, known: set[object]) -> Element:
    blocks = [_known(_block(block), block in known) for block in reply.blocks]
    rows = [element("div", *(_button(button, known) for button in row), class_="row") for row in reply.buttons]
    if reply.buttons and reply.buttons in known:
        rows = [element("p", "The same buttons.", class_="hint", lang="en")]
    hint = [element("p", f"In the empty field: {reply.hint}", class_="hint")] if reply.hint else []
    choices = [button for row in reply.buttons for button in row if isinstance(button, Choose)]
    hint += [element("p", f"Below the field; without such a button: {one.instead}", class_="hint") for one in choices]
    known.update((*reply.blocks, reply.buttons))
    known.update(button.label for row in reply.buttons for button in row)
    bubble = element("div", *blocks, class_="bubble")
    return element("div", bubble, *rows, *hint, class_="message")


def _known(made: Element, is_known: bool) -> Element:  # noqa: FBT001  # private, and clear at the call
    if is_known:
        made.set("class", f"{made.get('class', '')} known".strip())
    return made


def _block(block: Block) -> Element:
    match block:
        case Title(words):
            return element("p", str(words), class_="title")
        case Para(words):
            return element("p", str(words))
        case Items(items):
            return element("ul", *(element("li", str(item)) for item in items))
        case Copy(text):
            return element("pre", text)
        case Spoiler(lines):
            return element("p", *(element("span", str(line), class_="line") for line in lines), class_="spoiler")


def _button(button: AnyButton, known: set[object]) -> Element:
    made = element("span", str(button.label), class_="button")
    match button:
        case CopyButton():
            made.set("class", "button copies")
        case Link(url=url):
            made.set("title", url)
    return _known(made, button.label in known)
