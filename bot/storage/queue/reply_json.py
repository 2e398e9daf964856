"""The JSON form of a rendered reply, for the outbox.

Blocks and buttons are lists that begin with their kind, such as `["para", "Hi!"]` and
`["button", "Yes", "y", "welcome", 3]`.
Names and order are stored: add at the end, never rename.
"""

from typing import Any

import msgspec

from dialogs.protocol.replies import (
    AnyButton,
    Block,
    Button,
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
from dialogs.protocol.tasks import Document

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(dict[str, Any])
_BLOCKS: dict[str, type[Para | Title | Copy]] = {"para": Para, "title": Title, "copy": Copy}
_BUTTONS: dict[str, type[AnyButton]] = {"button": Button, "copy": CopyButton, "link": Link, "choose": Choose}


def encoded(reply: Reply) -> bytes:
    """Encode a reply in the user's language. Empty fields are left out."""
    fields: dict[str, object] = {"blocks": [_block(block) for block in reply.blocks]}
    if reply.buttons:
        fields["buttons"] = [[_button(button) for button in row] for row in reply.buttons]
    if reply.card is not None:
        fields["card"] = reply.card
    if reply.document is not None:
        fields["document"] = reply.document
    if reply.hint is not None:
        fields["hint"] = reply.hint
    if reply.hides:
        fields["hides"] = True
    if reply.is_silent:
        fields["silent"] = True
    if reply.ends_choosing:
        fields["ends_choosing"] = True
    return _ENCODER.encode(fields)


def decoded(body: bytes) -> Reply:
    """Decode a reply that this version or an earlier one encoded."""
    fields = _DECODER.decode(body)
    return Reply(
        tuple(_read_block(*block) for block in fields["blocks"]),
        tuple(tuple(_BUTTONS[name](*rest) for name, *rest in row) for row in fields.get("buttons", ())),
        fields.get("card"),
        msgspec.convert(fields["document"], Document) if "document" in fields else None,
        fields.get("hint"),
        fields.get("hides", False),
        fields.get("silent", False),
        fields.get("ends_choosing", False),
    )


def _block(block: Block) -> tuple[object, ...]:
    match block:
        case Para(words):
            return ("para", words)
        case Title(words):
            return ("title", words)
        case Items(items):
            return ("items", items)
        case Copy(text):
            return ("copy", text)
        case Spoiler(lines):
            return ("spoiler", lines)


def _read_block(name: str, content: Any) -> Block:
    match name:
        case "items":
            return Items(tuple(content))
        case "spoiler":
            return Spoiler(tuple(content))
        case _:
            return _BLOCKS[name](content)


def _button(button: AnyButton) -> tuple[object, ...]:
    match button:
        case Button(label, choice, step, asking):
            return ("button", label, choice, step, asking)
        case CopyButton(label, text):
            return ("copy", label, text)
        case Link(label, url):
            return ("link", label, url)
        case Choose(label, most, instead):
            return ("choose", label, most, instead)
