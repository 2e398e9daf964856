"""Facts about messages: purpose, tone and channel, the message with its events, and the plan to send it.

Enum values and field names are stored: add new ones, never rename one.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from dialogs.text import Language


class Purpose(StrEnum):
    """What a message asks for."""

    OPENINGS = "openings"
    RECOMMEND = "recommend"
    REFEREE = "referee"
    UNOFFICIAL = "unofficial"
    INTRODUCE = "introduce"
    INSIDE = "inside"
    SAME_PLACE = "same_place"
    RECOMMENDATION = "recommendation"
    CONNECT = "connect"
    FOLLOW_UP = "follow_up"
    THANKS = "thanks"
    GIVE_BACK = "give_back"
    HEADS_UP = "heads_up"
    ASK_ABOUT = "ask_about"


class Occasion(StrEnum):
    """The reason for a thank-you."""

    ANSWER = "answer"
    TALK = "talk"
    INTRODUCTION = "introduction"
    OFFER = "offer"


class Channel(StrEnum):
    """The channel of a message: LinkedIn, the note of a LinkedIn invitation, e-mail, or SMS and chats."""

    LINKEDIN = "linkedin"
    NOTE = "note"
    EMAIL = "email"
    SMS = "sms"


class Tone(StrEnum):
    """How close the sender and the recipient are."""

    NEAR = "near"
    NEUTRAL = "neutral"
    FORMAL = "formal"


class OutreachEvent(StrEnum):
    """Something that can happen to a message, including its outcomes."""

    DRAFTED = "drafted"
    SENT = "sent"
    ANSWERED = "answered"
    RESTED = "rested"
    FOLLOWED_UP = "followed_up"
    YES = "yes"
    NO = "no"
    MET = "met"
    INTRODUCED = "introduced"
    REFERRED = "referred"
    INTERVIEW = "interview"
    OFFER = "offer"
    THANKED = "thanked"


class Event(Struct, frozen=True, gc=False):
    """Something that happened to an outreach."""

    what: OutreachEvent
    at: datetime


class Outreach(Struct, frozen=True, gc=False):
    """A message to a contact: its purpose, the text as the user got it, and its events.

    `about` is the number of the message to which this follow-up or thank-you refers. `look_at` is when the user wants
    to look at the message again; `is_unwatched` means that they want no reminder.
    """

    n: int
    contact: int
    purpose: Purpose
    language: Language
    text: str
    own_line: str = ""
    introduction: int | None = None
    events: tuple[Event, ...] = ()
    channel: Channel = Channel.LINKEDIN
    tone: Tone = Tone.NEUTRAL
    subject: str = ""
    occasion: Occasion | None = None
    about: int | None = None
    job: str = ""
    look_at: datetime | None = None
    variant: int = 0
    is_short: bool = False
    is_own: bool = False
    is_unwatched: bool = False

    @property
    def stands_at(self) -> OutreachEvent:
        """The newest event."""
        return self.events[-1].what if self.events else OutreachEvent.DRAFTED


class Plan(Struct, frozen=True, gc=False):
    """When and where the user will send a message, in their own words; `at` is the time that they name, if clear.

    Without `has_hour`, the words name only a day, and the time of day in `at` is a default.
    """

    n: int
    outreach: int
    words: str
    at: datetime | None = None
    has_hour: bool = False
