"""How what came of a message is offered on buttons, and what the coach says to it."""

from typing import Final

from dialogs.model.facts import Happening, Purpose
from dialogs.text import Text, label, t

LABELS: Final[dict[Happening, Text]] = {
    Happening.ANSWERED: label("what came of a message", "Answered"),
    Happening.YES: label("what came of a message", "Said yes"),
    Happening.NO: label("what came of a message", "Said no"),
    Happening.MET: label("what came of a message", "We've talked"),
    Happening.INTRODUCED: label("what came of a message", "Put me in touch"),
    Happening.REFERRED: label("what came of a message", "Recommended me"),
    Happening.INTERVIEW: label("what came of a message", "I got an interview"),
    Happening.OFFER: label("what came of a message", "I got an offer"),
}

LIKELY: Final[dict[Purpose, tuple[Happening, ...]]] = {
    Purpose.OPENINGS: (Happening.ANSWERED, Happening.MET, Happening.REFERRED, Happening.NO),
    Purpose.RECOMMEND: (Happening.YES, Happening.REFERRED, Happening.INTERVIEW, Happening.NO),
    Purpose.REFEREE: (Happening.YES, Happening.NO),
    Purpose.UNOFFICIAL: (Happening.YES, Happening.REFERRED, Happening.INTERVIEW, Happening.NO),
    Purpose.INTRODUCE: (Happening.YES, Happening.INTRODUCED, Happening.MET, Happening.NO),
    Purpose.RECOMMENDATION: (Happening.YES, Happening.NO),
    Purpose.CONNECT: (Happening.YES, Happening.ANSWERED),
}
"""The outcomes that are offered first; the others are one press away."""

OTHERWISE: Final = (Happening.ANSWERED, Happening.MET, Happening.YES, Happening.NO)

REMARKS: Final[dict[Happening, Text]] = {
    Happening.ANSWERED: t("Good that you heard back. A thank-you is always right, whatever the answer was."),
    Happening.YES: t("Good news! Say thanks at once; it's remembered."),
    Happening.NO: t("A no is an answer too, and it's rarely about you. A short thank-you keeps the door open."),
    Happening.MET: t("Good. Say thanks the same day, and name one thing that you took from the talk."),
    Happening.INTRODUCED: t("That's a good way in. Say thanks, and write to the new person while it's fresh."),
    Happening.REFERRED: t("Somebody has put in a word for you. Say thanks, and tell them later how it went."),
    Happening.INTERVIEW: t("Well done! Say thanks, and have two or three referees ready."),
    Happening.OFFER: t("Congratulations! Don't resign before the contract is signed."),
}
"""What is said to each outcome."""
