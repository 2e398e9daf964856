"""All that a draft is made from, and the facts in it as they stand in a sentence."""

from typing import Final

from msgspec import Struct

from dialogs.messages.letters.catalogue import written
from dialogs.messages.letters.template import filled
from dialogs.model.facts import Category, Channel, Occasion, Purpose, Target, Tone
from dialogs.text import Language, Speak
from dialogs.understanding.people.naming import first_name, greeting_name
from dialogs.wording.labels import industry_in_sentence, position_in_sentence


class Brief(Struct, frozen=True, gc=False):
    """All that a draft is made from. Empty strings are left out of it.

    `sender` is the whole name; `shared` a workplace of both; `matter` what an earlier message asked.
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
"""Words for family, which Norwegian writes small inside a sentence."""

WISHES: Final = ("noe ", "noko ", "something ", "anything ")
"""How words begin that are no industry, but tell what one would like."""


def facts(brief: Brief, speak: Speak, language: Language) -> dict[str, str]:
    """Return the facts by the names that the letters have for them; unknown ones are empty."""
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
    """Return the first name, as the coach speaks of somebody."""
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
    """Return a job as it stands in a sentence, which goes on behind it."""
    return " ".join(job.split()).rstrip(".!?")
