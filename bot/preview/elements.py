"""Elements of a page, made by the standard library, which escapes whatever text or attribute they hold."""

from typing import TypeAlias
from xml.etree.ElementTree import Element, tostring

Child: TypeAlias = Element | str | None


def element(tag: str, *children: Child, **attributes: object) -> Element:
    """An element: `class_` stands for class, `data_x` for data-x; a child or an attribute that is None is left out."""
    named = {name.rstrip("_").replace("_", "-"): str(value) for name, value in attributes.items() if value is not None}
    made = Element(tag, named)
    for child in children:
        put(made, child)
    return made


def put(parent: Element, child: Child) -> None:
    """Put a child behind those that are there."""
    if isinstance(child, Element):
        parent.append(child)
    elif child and len(parent):
        parent[-1].tail = (parent[-1].tail or "") + child
    elif child:
        parent.text = (parent.text or "") + child


def whole(root: Element) -> str:
    """The whole page as HTML."""
    return f"<!DOCTYPE html>\n{tostring(root, encoding='unicode', method='html')}\n"
