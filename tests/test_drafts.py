"""Every draft that can be made: short, whole, kind, with an easy way to say no, and nothing of a template in it."""

import re
from itertools import product

import pytest

from bot.languages import Languages
from dialogs.facts import Category, Purpose, Target
from dialogs.messages import ASKS, FITTING, Brief, compose
from dialogs.text import Language
from dialogs.wording import PURPOSES

SPEAK = Languages.load().speak

TARGETS = [
    Target(("prosjektleder",), ("F",)),
    Target(("prosjektleder", "byggeleder")),
    Target((), ("62", "63")),
    Target((), (), "noe med folk"),
    Target(),
]

BRIEFS = [
    Brief(
        purpose,
        category,
        name="Kari",
        sender=sender,
        target=target,
        own_line=own_line,
        job="controller, Bergen",
        place=place,
        receiver=receiver,
        is_discreet=is_discreet,
    )
    for category, purposes in FITTING.items()
    for purpose in purposes
    for target, own_line, sender, is_discreet, (place, receiver) in product(
        TARGETS,
        ["", "jeg bruker fortsatt sjekklista di"],
        ["Ola", ""],
        [True, False],
        [("", ""), ("DNB", ""), ("DNB", "Lise"), ("", "Lise")],
    )
]

NO = re.compile(
    r"no problem|if nobody comes|that's fine|just say|awkward|leave it"
    r"|helt greit|sier du bare|bare å si fra|kjennes det rart|that's all i|mer ber jeg ikke",
    re.IGNORECASE,
)

FAKE = re.compile(
    r"—|!!|pick your brain|uforpliktende|rekke ut|lidenskap|lenge siden sist|hope this finds|håper dette"
    r"|nettverk|networking",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", list(Language))
def test_every_draft_can_be_sent_as_it_is(language: Language) -> None:
    for brief in BRIEFS:
        text = compose(brief, SPEAK, language)
        greeting, *_, close = text.split("\n\n")
        assert greeting == {"nb": "Hei Kari,", "en": "Hi Kari,"}[language]
        assert close in {"Hilsen\nOla", "Vennlig hilsen", "Best,\nOla", "Best wishes"}
        assert not re.search(r"[{}%⟨⟩]|None", text), text
        forwardable = [part for part in text.split("\n\n") if part.startswith(("Send gjerne", "You can send"))]
        words = len(text.split()) - sum(len(part.split()) for part in forwardable)
        assert words <= 85, (words, text)
        assert len(text) <= 700
        assert NO.search(text), text
        assert not FAKE.search(text), text
        assert text.count("?") <= 2, text
        assert "  " not in text
        assert ".." not in text


def test_the_languages_are_not_mixed() -> None:
    for brief in BRIEFS:
        brief_without_own_words = Brief(brief.purpose, brief.category, "Kari", "Ola", Target((), ("F",)))
        assert not re.search(r"\b(the|and|you)\b", compose(brief_without_own_words, SPEAK, Language.NB))
        assert not re.search(r"\b(jeg|og|du|deg)\b", compose(brief_without_own_words, SPEAK, Language.EN))


@pytest.mark.parametrize("language", list(Language))
def test_only_a_discreet_search_asks_for_discretion(language: Language) -> None:
    words = {"nb": "ikke sagt noe på jobben", "en": "employer doesn't know"}[language]
    for brief in BRIEFS:
        is_asked = words in compose(brief, SPEAK, language)
        assert is_asked == (brief.is_discreet and brief.purpose is not Purpose.INSIDE)


def test_the_users_own_words_stand_as_they_are() -> None:
    own = "<b>Hei</b> & {takk} 🙂 مرحبا"
    brief = Brief(Purpose.OPENINGS, Category.FORMER, "Kari", "Ola", Target(("{x}",)), own_line=own)
    assert own in compose(brief, SPEAK, Language.NB)
    assert "{x}" in compose(brief, SPEAK, Language.NB)


def test_an_own_line_becomes_a_sentence() -> None:
    brief = Brief(Purpose.OPENINGS, Category.FORMER, "Kari", "Ola", Target(), own_line="takk for  sist\npå hytta")
    assert "\n\nTakk for sist på hytta. Jeg" in compose(brief, SPEAK, Language.NB)


def test_what_can_be_asked_has_words_and_family_is_no_referee() -> None:
    assert {purpose for purposes in FITTING.values() for purpose in purposes} == set(ASKS)
    assert set(PURPOSES) == set(Purpose)
    assert Purpose.REFEREE not in FITTING[Category.CLOSE]


def test_what_is_forwarded_says_nothing_of_a_search() -> None:
    for brief in BRIEFS:
        if brief.purpose is Purpose.INTRODUCE:
            forwarded = compose(brief, SPEAK, Language.NB).split("videre: ")[1].split("»")[0]
            assert "noe nytt" not in forwarded
            assert "søke" not in forwarded
