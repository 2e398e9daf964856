"""The input of a draft, and its facts in the form in which they stand in a sentence."""

from typing import Final

from msgspec import Struct

from dialogs.messages.letters.catalogue import written
from dialogs.messages.letters.template import filled
from dialogs.model.facts import Category, Target
from dialogs.model.outreach import Channel, Occasion, Purpose, Tone
from dialogs.text import Language, Speak
from dialogs.understanding.people.naming import first_name, greeting_name
from dialogs.wording.labels import industry_in_sentence, position_in_sentence


class Brief(Struct, frozen=True, gc=False):
    """The input from which a draft is composed. Empty strings are unknown and left out.

    `sender` is the full name, `shared` a workplace of both people, and `matter` the purpose of the earlier message to
    which this one refers.
    """

    purpose: Purpose
    category: Category
    name: str
    sender: str
    target: Target
    own_line: str = ""
    job: str = ""
    place: str = ""
    receiver: str = ""
    shared: str = ""
    is_discreet: bool = False
    channel: Channel = Channel.LINKEDIN
    tone: Tone = Tone.NEUTRAL
    occasion: Occasion | None = None
    matter: Purpose | None = None
    variant: int = 0
    is_short: bool = False


KIN: Final = frozenset(
    {"mamma", "pappa", "mor", "far", "bestemor", "bestefar", "tante", "onkel", "svigerfar", "svigermor"}
)
"""Words for family members, which Norwegian writes in lower case within a sentence."""

WISHES: Final = ("noe ", "noko ", "something ", "anything ")
"""Beginnings of phrases that describe a wish instead of naming an industry."""


def facts(brief: Brief, speak: Speak, language: Language) -> dict[str, str]:
    """Return the facts by their names in the templates; "" if unknown."""
    found = {
        "name": _small(greeting_name(brief.name)),
        "sender": first_name(brief.sender) or written().frame.friend[language],
        "job": _inside(brief.job),
        "place": brief.place,
        "there": {Language.NB: "der ", Language.EN: "there "}[language] if brief.place else "",
        "receiver": brief.receiver,
        "shared": brief.shared,
        "matter": _matter(brief, language),
    }
    return found | _target_facts(brief.target, speak, language)


def name_in_sentence(name: str) -> str:
    """Return the first name or description for use within a sentence."""
    return _small(first_name(name))


def _small(name: str) -> str:
    return name.lower() if name.casefold() in KIN else name


def _target_facts(target: Target, speak: Speak, language: Language) -> dict[str, str]:
    position, industry = position_in_sentence(target), industry_in_sentence(target)
    told = {
        "position": speak(position, language) if position else "",
        "industry": speak(industry, language) if industry else "",
    }
    if told["industry"].startswith(WISHES):
        told |= {"wish": told["industry"], "industry": ""}
    frame = written().frame
    return told | {"what": filled(frame.what[language], told), "role": filled(frame.role[language], told)}


def _matter(brief: Brief, language: Language) -> str:
    template = written().frame.matters.get((brief.matter.value, language)) if brief.matter else None
    return filled(template, {}) if template else ""


def _inside(job: str) -> str:
    """Return a job for use within a sentence that continues after it."""
    return " ".join(job.split()).rstrip(".!?")
