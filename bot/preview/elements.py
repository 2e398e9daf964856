"""HTML elements, built with the standard library, which escapes all text and attributes."""

from typing import TypeAlias
from xml.etree.ElementTree import Element, tostring

Child: TypeAlias = Element | str | None


def element(tag: str, *children: Child, **attributes: object) -> Element:
    """Return an element. `class_` means class, and `data_x` data-x. A child or an attribute that is None is omitted."""
    named = {name.rstrip("_").replace("_", "-"): str(value) for name, value in attributes.items() if value is not None}
    made = Element(tag, named)
    for child in children:
        put(made, child)
    return made


def put(parent: Element, child: Child) -> None:
    """Append a child."""
    if isinstance(child, Element):
        parent.append(child)
    elif child and len(parent):
        parent[-1].tail = (parent[-1].tail or "") + child
    elif child:
        parent.text = (parent.text or "") + child


def whole(root: Element) -> str:
    """Return the page as HTML."""
    return f"<!DOCTYPE html>\n{tostring(root, encoding='unicode', method='html')}\n"
