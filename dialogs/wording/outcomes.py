"""Wording of the outcomes of a message: the buttons, and the coach's remarks."""

from typing import Final

from dialogs.model.outreach import OutreachEvent, Purpose
from dialogs.text import Text, label, t

LABELS: Final[dict[OutreachEvent, Text]] = {
    OutreachEvent.ANSWERED: label("what came of a message", "Answered"),
    OutreachEvent.YES: label("what came of a message", "Said yes"),
    OutreachEvent.NO: label("what came of a message", "Said no"),
    OutreachEvent.MET: label("what came of a message", "We've talked"),
    OutreachEvent.INTRODUCED: label("what came of a message", "Put me in touch"),
    OutreachEvent.REFERRED: label("what came of a message", "Recommended me"),
    OutreachEvent.INTERVIEW: label("what came of a message", "I got an interview"),
    OutreachEvent.OFFER: label("what came of a message", "I got an offer"),
}

LIKELY: Final[dict[Purpose, tuple[OutreachEvent, ...]]] = {
    Purpose.OPENINGS: (OutreachEvent.ANSWERED, OutreachEvent.MET, OutreachEvent.REFERRED, OutreachEvent.NO),
    Purpose.RECOMMEND: (OutreachEvent.YES, OutreachEvent.REFERRED, OutreachEvent.INTERVIEW, OutreachEvent.NO),
    Purpose.REFEREE: (OutreachEvent.YES, OutreachEvent.NO),
    Purpose.UNOFFICIAL: (OutreachEvent.YES, OutreachEvent.REFERRED, OutreachEvent.INTERVIEW, OutreachEvent.NO),
    Purpose.INTRODUCE: (OutreachEvent.YES, OutreachEvent.INTRODUCED, OutreachEvent.MET, OutreachEvent.NO),
    Purpose.RECOMMENDATION: (OutreachEvent.YES, OutreachEvent.NO),
    Purpose.CONNECT: (OutreachEvent.YES, OutreachEvent.ANSWERED),
}
"""The outcomes that are offered first; one more press shows the others."""

OTHERWISE: Final = (OutreachEvent.ANSWERED, OutreachEvent.MET, OutreachEvent.YES, OutreachEvent.NO)

REMARKS: Final[dict[OutreachEvent, Text]] = {
    OutreachEvent.ANSWERED: t("Good that you heard back. A thank-you is always right, whatever the answer was."),
    OutreachEvent.YES: t("Good news! Say thanks at once; it's remembered."),
    OutreachEvent.NO: t("A no is an answer too, and it's rarely about you. A short thank-you keeps the door open."),
    OutreachEvent.MET: t("Good. Say thanks the same day, and name one thing that you took from the talk."),
    OutreachEvent.INTRODUCED: t("That's a good way in. Say thanks, and write to the new person while it's fresh."),
    OutreachEvent.REFERRED: t("Somebody has put in a word for you. Say thanks, and tell them later how it went."),
    OutreachEvent.INTERVIEW: t("Well done! Say thanks, and have two or three referees ready."),
    OutreachEvent.OFFER: t("Congratulations! Don't resign before the contract is signed."),
}
"""The coach's remark on each outcome."""
