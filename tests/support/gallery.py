"""Writes docs/gallery.md: twelve drafts in each language, composed from the facts of invented users.

python -m tests.support.gallery
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from bot.i18n import Languages
from dialogs.messages.draft_card import AS
from dialogs.messages.letters.compose import compose
from dialogs.messages.letters.facts import Brief
from dialogs.model.facts import Category, Target
from dialogs.model.outreach import Channel, Occasion, Purpose, Tone
from dialogs.model.records import replace
from dialogs.text import Both, Language, Speak
from dialogs.wording.labels import PURPOSES, RELATIONS

PAGE: Final = Path(__file__).parent.parent.parent / "docs" / "gallery.md"

NONE: Final = Both("", "")
BUILDER: Final = Both("prosjektleder", "project manager")
NURSE: Final = Both("sykepleier", "nurse")
ENGINEER: Final = Both("dataingeniør", "data engineer")

TONES: Final = {
    Tone.NEAR: Both("nær", "near"),
    Tone.NEUTRAL: Both("nøytral", "neutral"),
    Tone.FORMAL: Both("formell", "formal"),
}


class Shown(Struct, frozen=True, gc=False):
    """A draft of the gallery: its input, and the parts of it that depend on the language."""

    brief: Brief
    own_line: Both
    position: Both
    job: Both = NONE
    receiver: Both = NONE


def _brief(  # each parameter is one choice of the user
    purpose: Purpose,
    category: Category,
    channel: Channel,
    tone: Tone,
    name: str,
    sender: str,
    industry: str = "",
    **more: object,
) -> Brief:
    target = Target((), (industry,) if industry else ())
    brief = Brief(purpose, category, name, sender, target, channel=channel, tone=tone)
    return replace(brief, **more)  # type: ignore[arg-type]  # `replace` checks the names


SHOWN: Final = (
    Shown(
        _brief(
            Purpose.OPENINGS,
            Category.FORMER,
            Channel.LINKEDIN,
            Tone.NEUTRAL,
            "Kari Dahl",
            "Ola Berg",
            "F",
            is_discreet=True,
        ),
        Both("jeg bruker fortsatt sjekklista di fra Ulven", "I still use your checklist from Ulven"),
        BUILDER,
    ),
    Shown(
        _brief(Purpose.OPENINGS, Category.FORMER, Channel.SMS, Tone.NEAR, "Bjørn Moe", "Ola Berg", "F", variant=1),
        Both("jeg kjørte forbi brua vår i går", "I drove past our bridge yesterday"),
        BUILDER,
    ),
    Shown(
        _brief(Purpose.RECOMMEND, Category.CLOSE, Channel.SMS, Tone.NEAR, "Eva Lunde", "Ola Berg", "F", variant=2),
        Both("jeg tenkte på det du sa på hytta", "I've been thinking about what you said at the cabin"),
        BUILDER,
    ),
    Shown(
        _brief(
            Purpose.UNOFFICIAL, Category.ACQUAINTANCE, Channel.SMS, Tone.NEUTRAL, "Jonas Lie", "Sara Holm", variant=2
        ),
        Both("takk for sist på dugnaden", "It was good to see you at the concert"),
        NURSE,
        job=Both("avdelingsleder ved klinikken", "ward manager at the clinic"),
    ),
    Shown(
        _brief(Purpose.REFEREE, Category.FORMER, Channel.EMAIL, Tone.FORMAL, "Mona Dahl", "Sara Holm", "86"),
        Both(
            "du så hvordan jeg styrte hele flyttingen til nytt bygg", "You saw how I ran the move to the new building"
        ),
        NURSE,
    ),
    Shown(
        _brief(
            Purpose.INTRODUCE,
            Category.ACQUAINTANCE,
            Channel.LINKEDIN,
            Tone.NEAR,
            "Lise Dahl",
            "Amir Khan",
            "D",
            place="Statkraft",
        ),
        Both("du fortalte så godt om vikarjobben din", "You told me so much about your temp job"),
        ENGINEER,
        receiver=Both("Kristin", "Kristin"),
    ),
    Shown(
        _brief(Purpose.SAME_PLACE, Category.SAME_PLACE, Channel.LINKEDIN, Tone.NEUTRAL, "Silje Aas", "Amir Khan", "D"),
        Both("jeg satt ved vinduet, to år etter deg", "I had the desk by the window, two years after you"),
        ENGINEER,
    ),
    Shown(
        _brief(Purpose.CONNECT, Category.SAME_PLACE, Channel.NOTE, Tone.NEUTRAL, "Silje Aas", "Amir Khan", variant=1),
        Both("vi har hatt samme sjef på Ulven, i hver vår tid", "We had the same manager at Ulven, years apart"),
        ENGINEER,
    ),
    Shown(
        _brief(Purpose.INSIDE, Category.PERIPHERAL, Channel.EMAIL, Tone.NEUTRAL, "Tor Vik", "Sara Holm", variant=1),
        Both("takk for hjelpen med vårens prosjekt", "Thanks for the help with the spring project"),
        NURSE,
    ),
    Shown(
        _brief(
            Purpose.FOLLOW_UP,
            Category.FORMER,
            Channel.LINKEDIN,
            Tone.NEUTRAL,
            "Kari Dahl",
            "Ola Berg",
            matter=Purpose.OPENINGS,
        ),
        Both("jeg håper flyttingen gikk bra", "I hope the move went well"),
        BUILDER,
    ),
    Shown(
        _brief(
            Purpose.THANKS,
            Category.SAME_PLACE,
            Channel.LINKEDIN,
            Tone.NEUTRAL,
            "Silje Aas",
            "Amir Khan",
            occasion=Occasion.TALK,
            variant=2,
        ),
        Both("det du sa om nattevaktene, avgjorde saken", "What you said about the night shifts settled it for me"),
        ENGINEER,
    ),
    Shown(
        _brief(Purpose.RECOMMENDATION, Category.FORMER, Channel.LINKEDIN, Tone.NEAR, "Bjørn Moe", "Ola Berg"),
        Both("jeg er fortsatt stolt av at brua sto ferdig i tide", "I'm still proud that our bridge was ready in time"),
        BUILDER,
    ),
)


def page(speak: Speak) -> str:
    """Return the text of the page."""
    return "\n".join(_lines(speak)) + "\n"


def _lines(speak: Speak) -> Iterator[str]:
    yield "# Twenty-four drafts"
    yield ""
    command = "python -m tests.support.gallery"
    yield f"Made by the coach, for invented people; `{command}` makes them anew. The first sentence of"
    yield "each is the line that only the user can write. The languages are written apart, and translate nothing."
    for language, title in ((Language.NB, "På norsk"), (Language.EN, "In English")):
        yield ""
        yield f"## {title}"
        for shown in SHOWN:
            yield from _shown(shown, language, speak)


def _shown(shown: Shown, language: Language, speak: Speak) -> Iterator[str]:
    brief = replace(
        shown.brief,
        own_line=speak(shown.own_line, language),
        job=speak(shown.job, language),
        receiver=speak(shown.receiver, language),
        target=replace(shown.brief.target, positions=(speak(shown.position, language),)),
    )
    draft = compose(brief, speak, language)
    purpose, relation, way = (
        speak(words, language) for words in (PURPOSES[brief.purpose], RELATIONS[brief.category], AS[brief.channel])
    )
    yield ""
    yield f"**{purpose}** · {relation} · {way} · {speak(TONES[brief.tone], language)}"
    yield ""
    yield "```text"
    if draft.subject:
        yield f"[{draft.subject}]"
        yield ""
    yield draft.text
    yield "```"


if __name__ == "__main__":
    PAGE.write_text(page(Languages.load().speak), encoding="utf-8")
