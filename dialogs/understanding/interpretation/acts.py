"""The closed set of acts that a message may be, and the situations in which it is read.

The values are the labels of the examples that the classifier is trained with (`tests/training/`): a new one needs
examples and a new training.
"""

from enum import StrEnum
from typing import Final

from msgspec import Struct


class Act(StrEnum):
    """What somebody does with a message. Some acts have kinds; these stand in `ActReading.kind`."""

    ANSWER = "answer"
    """Answers the open question; the kind is the label of a button, or empty for free words."""

    OUTCOME = "outcome"
    SENT = "sent"
    NOT_SENT = "not_sent"
    LEAD = "lead"
    APPOINTMENT = "appointment"
    ADD = "add"
    CHANGE = "change"
    FORGET = "forget"
    WRITE = "write"
    CHANGE_DRAFT = "change_draft"
    SHOW = "show"
    WHO_AT = "who_at"
    NOT_YET = "not_yet"
    REMIND = "remind"
    MOVE = "move"
    CANCEL_PLAN = "cancel_plan"
    PAUSE = "pause"
    STOP = "stop"
    TARGET = "target"
    ME = "me"
    NEWS = "news"
    ADVERT = "advert"
    PASTED_REPLY = "pasted_reply"
    FEELING = "feeling"
    CRISIS = "crisis"
    QUESTION = "question"
    BACK = "back"
    SKIP = "skip"
    UNDO = "undo"
    CANCEL = "cancel"
    HELP = "help"
    LANGUAGE = "language"
    PRIVACY = "privacy"
    EXPORT = "export"
    DELETE = "delete"
    SMALL_TALK = "small_talk"
    OUT_OF_SCOPE = "out_of_scope"


class Situation(StrEnum):
    """What was asked when the message came, as far as it matters for what the message may be."""

    CONSENT = "consent"
    SENTENCE = "sentence"
    MENU = "menu"
    REMINDER = "reminder"
    PLAN = "plan"
    DRAFT = "draft"
    OWN_LINE = "own_line"
    TIE = "tie"
    PEOPLE = "people"
    COMFORT = "comfort"
    WHEN = "when"
    WORK = "work"
    EMPLOYER = "employer"
    POSITION = "position"
    INDUSTRY = "industry"
    SIZE = "size"
    PLACE = "place"
    OUTCOME = "outcome"
    WORKPLACES = "workplaces"
    LANGUAGE = "language"
    WHO_KNOWS = "who_knows"
    RIGHT = "right"
    PURPOSE = "purpose"
    FELT = "felt"
    YES_NO = "yes_no"
    SENT = "sent"


SEPARATOR: Final = ":"
"""Between an act and its kind in a label."""


class ActReading(Struct, frozen=True, gc=False):
    """One thing that a message may be, and how sure that is (0 to 1)."""

    act: Act
    kind: str = ""
    certainty: float = 0.0

    @property
    def label(self) -> str:
        """The act and its kind, as in the examples."""
        return f"{self.act}{SEPARATOR}{self.kind}" if self.kind else self.act.value


def reading_of(label: str, certainty: float = 0.0) -> ActReading:
    """Return the reading of a label. Raises ValueError for an act that is none."""
    act, _, kind = label.partition(SEPARATOR)
    return ActReading(Act(act), kind, certainty)
