"""The measures of prose and the dictionaries detect the faults for which they are made."""

import pytest

from dialogs.text import Language
from tests.support import prose
from tests.support.spelling import Speller


@pytest.mark.parametrize(
    ("language", "wrong"),
    [
        (Language.NB, "meldinjen arbeisplass intervjuv kollegger utkats skirver bransjje kjennner referannse telefonn"),
        (Language.EN, "messsage recieve aquaintance collegue seperate adress langauge oppinion anwser tommorow"),
    ],
)
def test_a_slip_of_the_finger_is_found(language: Language, wrong: str) -> None:
    speller = Speller(language, set(wrong.split()), frozenset())
    assert [word for word in wrong.split() if speller.is_right(word)] == []


@pytest.mark.parametrize("word", ["meldingsutkast", "kontaktlista", "søknadsprat", "ende-til-ende-kryptert"])
def test_a_compound_of_words_is_a_word(word: str) -> None:
    assert Speller(Language.NB, {word}, frozenset()).is_right(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi går hjem.", 3.0),
        ("Vi går hjem. Du blir.", 2.5),
        ("Arbeidsgiveren kommer.", 52.0),
        ("Her er du\n\n• Sted: Oslo\n• Stilling: snekker", 7 / 5 + 100 * 2 / 7),
    ],
)
def test_lix_is_counted_as_it_was_defined(text: str, expected: float) -> None:
    assert prose.lix(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.NB, 'Skriv "hei".'),
        (Language.NB, "Skriv “hei”."),
        (Language.NB, "Han  kom."),
        (Language.NB, "Vent ..."),
        (Language.NB, "Kom kl. 16:30."),
        (Language.NB, "Kom kl 16."),
        (Language.NB, "Ola - en venn."),
        (Language.NB, "2012-2015"),
        (Language.NB, "Så kan De skrive."),
        (Language.NB, "Da kan man skrive."),
        (Language.NB, "Hva nå??"),
        (Language.EN, "Write «hi»."),
        (Language.EN, "I’m here."),
        (Language.EN, "Wait — no."),
    ],
)
def test_a_fault_in_the_setting_is_found(language: Language, text: str) -> None:
    assert prose.faults(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.NB, "Kom kl. 16.30, sa hun: «Hei!»"),
        (Language.NB, "2012–2015 – og så, det offentlige …"),
        (Language.NB, "Her er de. De kan be om det."),
        (Language.EN, "I'm here: “Hi!”"),
    ],
)
def test_a_well_set_text_has_no_fault(language: Language, text: str) -> None:
    assert prose.faults(text, language) == []
