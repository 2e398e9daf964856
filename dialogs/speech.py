"""What is heard from a person and what is said to them, whatever the channel."""

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from dialogs.model.address_book import (
    File,
    FindFits,
    FindPeopleAt,
    FoundFits,
    FoundPeopleAt,
    KeepPeople,
    KeptPeople,
    LookedInto,
    LookInto,
    NotKept,
)
from dialogs.model.companies import FindCompanies, FoundCompanies
from dialogs.model.events import Pressed
from dialogs.model.records import replace
from dialogs.model.snapshot import LookedIntoExport, Restore, Restored
from dialogs.text import Both, Language, Text, Words


class Said(Struct, frozen=True, gc=False):
    """A text, as typed; a command is a text that begins with `/`. `message` is its id, if the channel has one."""

    text: str
    message: str = ""


class Garbled(Struct, frozen=True, gc=False):
    """A button whose data this coach never made: forged, or older than its form."""


class Kind(StrEnum):
    """What else a person may send; the coach answers each, and keeps none."""

    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    STICKER = "sticker"
    DOCUMENT = "document"
    LOCATION = "location"
    OTHER = "other"


class Sent(Struct, frozen=True, gc=False):
    """Another kind of message; its caption, if it has one, is not taken for an answer."""

    kind: Kind


class Handed(Struct, frozen=True, gc=False):
    """A file; its caption, if it has one, is not taken for an answer."""

    file: File


class Shared(Struct, frozen=True, gc=False):
    """Persons shared from the address book or chosen in the channel: their names alone, one a line."""

    names: str


class Edited(Struct, frozen=True, gc=False):
    """An earlier message, changed afterwards to this text; `message` is its id, if the channel has one."""

    text: str
    message: str = ""


class Found(Struct, frozen=True, gc=False):
    """A want was done; what it made."""

    want: int
    made: "Made"


class Failed(Struct, frozen=True, gc=False):
    """A want could not be done; what it was."""

    want: int
    of: "Want | None" = None


class Nudged(Struct, frozen=True, gc=False):
    """Nothing was heard, but the time has come to look at the person."""


Heard: TypeAlias = Said | Pressed | Garbled | Sent | Handed | Shared | Edited | Found | Failed | Nudged


class MakeExport(Struct, frozen=True, gc=False):
    """Make a file of everything that is stored about the person."""


class DrawMap(Struct, frozen=True, gc=False):
    """Draw the person's network."""


class Rewrite(Struct, frozen=True, gc=False):
    """Say a draft in the person's own voice, as three sentences of theirs sound. Tokens stand for names in all of it.

    `outreach` is the draft's number, `draft` its text as it was, `tokens` what each token stands for.
    """

    outreach: int
    draft: str
    masked: str
    sample: str
    tokens: tuple[tuple[str, str], ...]
    language: Language
    limit: int


Want: TypeAlias = (
    MakeExport | DrawMap | LookInto | KeepPeople | Restore | FindCompanies | FindFits | FindPeopleAt | Rewrite
)
"""What a turn asks of the world. It is committed with the turn and done outside it; the result is heard later."""


class Document(Struct, frozen=True, gc=False):
    """A file for the person; a picture is shown where the channel can."""

    name: str
    content: bytes
    is_picture: bool = False


class Rewritten(Struct, frozen=True, gc=False):
    """A draft in the person's own voice; an empty text where the service failed, or wrote what it should not."""

    outreach: int
    draft: str
    text: str


Made: TypeAlias = (
    Document
    | LookedInto
    | LookedIntoExport
    | KeptPeople
    | Restored
    | NotKept
    | FoundCompanies
    | FoundFits
    | FoundPeopleAt
    | Rewritten
)


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


CALLBACK_FORM = "1"
"""The version of the form below. A change of form takes the next number, and the old one goes on being read."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def callback_data(button: Button) -> str:
    """The data a button carries on the wire: `1:target.size:medium:3f` (at most 64 bytes in Telegram)."""
    return f"{CALLBACK_FORM}:{button.step}:{button.choice}:{base36(button.asking)}"


def pressed(data: str) -> Pressed | Garbled:
    """What a button's data says. All of it may be forged: whoever uses it checks step, choice and asking."""
    form, _, rest = data.partition(":")
    parts = rest.split(":")
    if form != CALLBACK_FORM or len(parts) != 3 or not parts[2].isascii() or not parts[2].isalnum():
        return Garbled()
    return Pressed(parts[0], parts[1], int(parts[2].lower()[:12], 36))


def base36(number: int) -> str:
    """A number in base 36, as `int(…, 36)` reads it."""
    digits = ""
    while number >= 36:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return DIGITS[number] + digits
