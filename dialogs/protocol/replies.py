"""Replies to the user: blocks, buttons and toasts, whatever the channel."""

from typing import TypeAlias

from msgspec import Struct

from dialogs.model.records import replace
from dialogs.protocol.tasks import Document
from dialogs.text import Both, Text, Words


class Para(Struct, frozen=True, gc=False):
    """A paragraph."""

    words: Words


class Title(Struct, frozen=True, gc=False):
    """A heading, of a few words."""

    words: Words


class Items(Struct, frozen=True, gc=False):
    """A list, an item a line."""

    items: tuple[Words, ...]


class Copy(Struct, frozen=True, gc=False):
    """Text to be copied as it is, such as a draft; where the channel can, one tap copies it."""

    text: str


class Spoiler(Struct, frozen=True, gc=False):
    """Lines that the channel hides until they are tapped, and from whoever sees a locked screen."""

    lines: tuple[Words, ...]


Block: TypeAlias = Para | Title | Items | Copy | Spoiler


class Button(Struct, frozen=True, gc=False):
    """A button that answers the question it stands below. Step and asking are filled in when the reply is said."""

    label: Words
    choice: str
    step: str = ""
    asking: int = 0


class CopyButton(Struct, frozen=True, gc=False):
    """A button that copies a short text, up to 256 characters; a channel that cannot leaves it out."""

    label: Words
    text: str


class Link(Struct, frozen=True, gc=False):
    """A button that opens an address."""

    label: Words
    url: str


class Choose(Struct, frozen=True, gc=False):
    """A button with which up to `most` people are chosen in the channel; their names alone are heard, as `Shared`.

    It stands below the input field, and so do all buttons beside it, until a reply ends the choosing. A channel without
    such a button says what to do `instead`.
    """

    label: Words
    most: int
    instead: Words


AnyButton: TypeAlias = Button | CopyButton | Link | Choose


class Reply(Struct, frozen=True, gc=False):
    """One message: blocks from top to bottom, and rows of buttons below it.

    A reply with a card's name takes the place of the message that bore that card, where the person answered from
    there; else it is sent anew and the card moves to it.
    """

    blocks: tuple[Block, ...]
    buttons: tuple[tuple[AnyButton, ...], ...] = ()
    card: str | None = None
    document: Document | None = None
    hint: Words | None = None
    """What the empty input field says, at most 64 characters."""

    hides: bool = False
    """Whether all that the coach said before goes from the chat first, as far as the channel can."""

    is_silent: bool = False
    """Whether it comes without a sound."""

    ends_choosing: bool = False
    """Whether the buttons below the input field go; such a reply has no buttons of its own."""

    @property
    def is_choosing(self) -> bool:
        """Whether its buttons stand below the input field."""
        return any(isinstance(button, Choose) for row in self.buttons for button in row)


class Toast(Struct, frozen=True, gc=False):
    """A few words that pass by after a press, and are not a message."""

    words: Words


def say(
    *blocks: Block | Words,
    buttons: tuple[tuple[AnyButton, ...], ...] = (),
    card: str | None = None,
    hint: Words | None = None,
) -> Reply:
    """A reply; bare words are a paragraph."""
    whole = tuple(Para(block) if isinstance(block, Text | Both | str) else block for block in blocks)
    return Reply(whole, buttons, card, hint=hint)


def rows(*buttons: AnyButton, width: int = 1) -> tuple[tuple[AnyButton, ...], ...]:
    """Buttons laid out in rows of this width."""
    return tuple(buttons[start : start + width] for start in range(0, len(buttons), width))


def stamped(reply: Reply, step: str, asking: int) -> Reply:
    """The reply, each button of which knows to which asking it belongs; a button that names its own step keeps it."""

    def stamp(button: AnyButton) -> AnyButton:
        if isinstance(button, Button):
            return Button(button.label, button.choice, button.step or step, asking)
        return button

    return replace(reply, buttons=tuple([tuple(map(stamp, row)) for row in reply.buttons]))


def merged(first: Reply, second: Reply) -> Reply:
    """Two replies as one message, the second's question last."""
    ends_choosing = first.ends_choosing or second.ends_choosing
    blocks = first.blocks + second.blocks
    return replace(second, blocks=blocks, card=second.card or first.card, ends_choosing=ends_choosing)


def is_words(reply: Reply) -> bool:
    """Whether it is words alone, which take the place of nothing."""
    return not reply.buttons and reply.document is None and reply.card is None


def can_merge(first: Reply, second: Reply) -> bool:
    """Whether the first is only words on the way to the second; what is to be copied stands alone.

    A message has buttons below itself or none below the input field: not both.
    """
    is_bare = is_words(first) and not second.hides and not (first.ends_choosing and second.buttons)
    return is_bare and not any(isinstance(block, Copy) for block in (*first.blocks, *second.blocks))


ANYWHERE = "anywhere"
"""In the place of a button's step: the button does the same wherever the person is."""
