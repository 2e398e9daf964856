"""Replies to the user: blocks, buttons and toasts, independent of the channel."""

from typing import TypeAlias

from msgspec import Struct

from dialogs.model.records import replace
from dialogs.protocol.tasks import Document
from dialogs.text import Both, Text, Words


class Para(Struct, frozen=True, gc=False):
    """A paragraph."""

    words: Words


class Title(Struct, frozen=True, gc=False):
    """A heading of a few words."""

    words: Words


class Items(Struct, frozen=True, gc=False):
    """A list with one item to a line."""

    items: tuple[Words, ...]


class Copy(Struct, frozen=True, gc=False):
    """Text to copy, such as a draft; with one tap if the channel supports it."""

    text: str


class Spoiler(Struct, frozen=True, gc=False):
    """Lines that the channel hides until they are tapped, including on a locked screen."""

    lines: tuple[Words, ...]


Block: TypeAlias = Para | Title | Items | Copy | Spoiler


class Button(Struct, frozen=True, gc=False):
    """A button that answers the question above it. `stamped` fills in `step` and `asking`."""

    label: Words
    choice: str
    step: str = ""
    asking: int = 0


class CopyButton(Struct, frozen=True, gc=False):
    """A button that copies a text of at most 256 characters. Channels without such buttons omit it."""

    label: Words
    text: str


class Link(Struct, frozen=True, gc=False):
    """A button that opens a URL."""

    label: Words
    url: str


class Choose(Struct, frozen=True, gc=False):
    """A button to pick up to `most` people in the channel; their names come as `Shared`.

    It is below the input field, with all buttons beside it, until a reply with `ends_choosing`. A channel without such
    a button shows `instead`.
    """

    label: Words
    most: int
    instead: Words


AnyButton: TypeAlias = Button | CopyButton | Link | Choose


class Reply(Struct, frozen=True, gc=False):
    """One message: blocks from top to bottom, and rows of buttons below them.

    A reply with the name of a card edits the message with that card if the user answered there; otherwise it is sent as
    a new message and becomes that card.
    """

    blocks: tuple[Block, ...]
    buttons: tuple[tuple[AnyButton, ...], ...] = ()
    card: str | None = None
    document: Document | None = None
    hint: Words | None = None
    """Placeholder of the empty input field, at most 64 characters."""

    hides: bool = False
    """Whether the coach's earlier messages are deleted first, as far as the channel allows."""

    is_silent: bool = False
    """Whether the message is sent without a sound."""

    ends_choosing: bool = False
    """Whether the message removes the buttons below the input field; it then has no buttons of its own."""

    @property
    def is_choosing(self) -> bool:
        """Whether the buttons are below the input field."""
        return any(isinstance(button, Choose) for row in self.buttons for button in row)


class Toast(Struct, frozen=True, gc=False):
    """A short notice after a press, which is not a message."""

    words: Words


def say(
    *blocks: Block | Words,
    buttons: tuple[tuple[AnyButton, ...], ...] = (),
    card: str | None = None,
    hint: Words | None = None,
) -> Reply:
    """Make a reply; plain words become a paragraph."""
    whole = tuple(Para(block) if isinstance(block, Text | Both | str) else block for block in blocks)
    return Reply(whole, buttons, card, hint=hint)


def rows(*buttons: AnyButton, width: int = 1) -> tuple[tuple[AnyButton, ...], ...]:
    """Lay out buttons in rows of this width."""
    return tuple(buttons[start : start + width] for start in range(0, len(buttons), width))


def stamped(reply: Reply, step: str, asking: int) -> Reply:
    """Fill in `step` and `asking` of the buttons; a button with its own step keeps it."""

    def stamp(button: AnyButton) -> AnyButton:
        if isinstance(button, Button):
            return Button(button.label, button.choice, button.step or step, asking)
        return button

    return replace(reply, buttons=tuple([tuple(map(stamp, row)) for row in reply.buttons]))


def merged(first: Reply, second: Reply) -> Reply:
    """Merge two replies into one message."""
    ends_choosing = first.ends_choosing or second.ends_choosing
    blocks = first.blocks + second.blocks
    return replace(second, blocks=blocks, card=second.card or first.card, ends_choosing=ends_choosing)


def is_words(reply: Reply) -> bool:
    """Return whether the reply is only text: no buttons, document or card."""
    return not reply.buttons and reply.document is None and reply.card is None


def can_merge(first: Reply, second: Reply) -> bool:
    """Return whether the first reply is only text and can be merged with the second.

    A text to copy stays a separate message. A message cannot both have buttons and remove those below the input field.
    """
    is_bare = is_words(first) and not second.hides and not (first.ends_choosing and second.buttons)
    return is_bare and not any(isinstance(block, Copy) for block in (*first.blocks, *second.blocks))


ANYWHERE = "anywhere"
"""The step of a button that does the same at any step."""
