"""Outcomes of a message as users report them: “she said yes”, «hun svarte i går». Possible outcomes do not count."""

import re
from typing import Final

from dialogs.model.outreach import OutreachEvent

_NORWEGIAN: Final = {
    OutreachEvent.OFFER: r"(?:fikk|fått) (?:et )?(?:jobb)?tilbud",
    OutreachEvent.INTERVIEW: r"(?:fikk|fått|inn til) (?:et )?(?:jobb)?intervju",
    OutreachEvent.NO: r"(?:sa|sier|sagt|svarte|svart|takket|takka) (?:dessverre )?nei|avslo",
    OutreachEvent.INTRODUCED: r"(?:satte|satt) (?:meg|oss) i kontakt",
    OutreachEvent.REFERRED: r"(?:anbefalte|anbefalt) meg|(?:la|lagt) inn et godt ord",
    OutreachEvent.YES: r"(?:sa|sier|sagt|svarte|svart|takket|takka) (?:heldigvis )?ja",
    OutreachEvent.MET: r"(?:vi|jeg) (?:har )?(?:snakket|snakka|møttes|traff|møtte)",
    OutreachEvent.ANSWERED: r"svarte|har svart|(?:fikk|fått) (?:et )?svar",
    OutreachEvent.SENT: r"(?:sendte|sendt) (?:den|meldingen|meldinga)",
}
_ENGLISH: Final = {
    OutreachEvent.OFFER: r"(?:got|have|had|made me|received) (?:an |a job )?offer|offered me",
    OutreachEvent.INTERVIEW: r"(?:got|have|had|called for) (?:an |a job )?interview",
    OutreachEvent.NO: r"(?:said|says) (?:no|sorry)|declined",
    OutreachEvent.INTRODUCED: r"put (?:me|us) in touch|introduced (?:me|us) to",
    OutreachEvent.REFERRED: r"recommended me|put in a (?:good )?word",
    OutreachEvent.YES: r"(?:said|says) yes|agreed",
    OutreachEvent.MET: r"(?:we|i)(?:'ve| have)? (?:talked|spoke|spoken|met)",
    OutreachEvent.ANSWERED: r"answered|replied|wrote back|(?:got|came) back to me|heard back|got (?:an answer|a reply)",
    OutreachEvent.SENT: r"sent (?:it|the message)",
}
_TOLD: Final = tuple(
    (what, re.compile(rf"\b(?:{words}|{_ENGLISH[what]})\b", re.IGNORECASE)) for what, words in _NORWEGIAN.items()
)
"""Patterns in order of precedence, the strongest outcome first: an interview implies an answer."""

_NOT_YET: Final = re.compile(
    r"\b(?:når|etter|hvis|dersom|om|straks|snart|før|ikke|aldri|ingen"
    r"|after|when|once|if|as soon as|before|until|not|never|nobody|hasn.t|haven.t|didn.t)\b",
    re.IGNORECASE,
)


def outcome_in(text: str) -> OutreachEvent | None:
    """Return the event that the words report, or None if they report none or only a possible one."""
    found = next((what for what, words in _TOLD if words.search(text)), None)
    return None if found is None or _NOT_YET.search(text) else found
