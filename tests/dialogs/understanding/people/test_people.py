import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.model.person_line import PersonLine
from dialogs.understanding.people.naming import first_name, greeting_name, listed_name, whole_name
from dialogs.understanding.people.people_in_text import is_nobody, people_in
from dialogs.understanding.people.vocabulary import JOINING
from tests.support.free_words import counts_by_language, rows_of, shares_of

WORDS = [
    "Kari", "kari", "Nordmann", "nordmann", "Veidekke", "DNB", "prosjektleder", "nurse", "sjefen", "min", "i",
    "hos", "på", "at", "@", "in", "-", "–", "(", ")", ",", "og", "and", "Jonas", "Lise", "1.", "98765432",
    "snill", "fra", "uni", "jobber", "works", "som", "er", "😊", "O.", "von", "Bergen", "kommune", "the",
    "husband", "Øyvind", "محمد", ";", ":", "/", "\n", "ingen", "vet", "ikke", "+", "of", "CEO", "with", "I",
    "a", "hun", "svigerfar", "naboen", "til", "my", "eller", "Oda", "oda", "St.", "sin", "kanskje", "it", "dad",
    "hansen", "du", "Eva", "enginer", "caseworker", "law", "?",
]  # fmt: skip


def show(people: tuple[PersonLine, ...]) -> str:
    fields = ("|".join(one or "" for one in (p.name, p.workplace, p.role, p.note)).rstrip("|") for p in people)
    return ";;".join(fields)


def test_the_table_holds_a_hundred_messages_in_each_language() -> None:
    assert min(counts_by_language(rows_of("people.tsv")).values()) >= 100


def test_messages_that_were_never_tuned_on_are_read_right_in_every_field() -> None:
    shares = shares_of(rows_of("people.tsv"), "people", lambda text: show(people_in(text)))
    assert shares.held_out >= 0.95, "\n".join(shares.wrong)
    assert shares.tuned_on >= 0.95, "\n".join(shares.wrong)


def test_lines_as_tired_people_type_them_are_read_right_in_every_field() -> None:
    rows = rows_of("people_strangers.tsv")
    shares = shares_of(rows, "people", lambda text: show(people_in(text)))
    assert min(counts_by_language(rows).values()) >= 60
    assert shares.held_out >= 0.95, "\n".join(shares.wrong)
    assert shares.tuned_on >= 0.95, "\n".join(shares.wrong)


def words_in(text: str) -> set[str]:
    """Return the words that a result must contain, without bullets and joining words."""
    without_bullets = re.sub(r"(?m)^\s*\d{1,2}[.)]\s+", "", text)
    return {word for word in re.findall(r"[^\W_]+", without_bullets.lower()) if word not in JOINING}


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_no_word_of_a_message_that_names_somebody_is_lost(text: str) -> None:
    people = people_in(text)
    said = words_in(" ".join(one for p in people for one in (p.name, p.workplace, p.role, p.note) if one))
    kept = words_in("\n".join(line for line in re.split(r"[\n;]", text) if not is_nobody(line)))
    assert not people or kept <= said


@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    assert all(person.name for person in people_in(text))
    is_nobody(text)
    first_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "ingen", "Ingen!", "vet ikke", "veit ikkje", "kommer ikke på noen", "kommer ikke på noen akkurat nå",
        "nei, ingen", "niks", "nope", "no one", "nobody", "noone", "ikke akkurat nå", "not right now",
        "can't think of anyone", "I can't think of anyone", "aner ikke", "no idea", "idk", "kjenner ingen der",
        "I don't know anyone", "nei", "kjem ikkje på nokon", "har ingen", "skip", "nei, kommer ikke på noen",
        "nothing comes to mind", "ikke noe", "can't think of anything",
    ],
)  # fmt: skip
def test_who_can_think_of_nobody_is_heard(text: str) -> None:
    assert is_nobody(text)
    assert people_in(text) == ()


@pytest.mark.parametrize(
    "text", ["Kari", "Inga", "Tom", "Noah Berg", "ingen andre enn Kari", "Kari, vet ikke hvor hun jobber", ""]
)
def test_an_answer_that_names_somebody_is_not_nobody(text: str) -> None:
    assert not is_nobody(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "12345", "👍", "Veidekke", "hva mener du?", "prosjektleder", "hei", "Jeg vet ikke", "jeg vet ikke",
        "Hva mener du?", "Hvorfor spør du", "hvorfor spør du", "Kan vi ta det senere", "kan vi ta det en annen dag",
        "ok", "Ok", "ja", "Ja", "nei", "Nei", "???", "123", "Orker ikke", "Det er dumt", "det er dumt",
        "kona mi synes jeg bør vente", "I hope so", "Hope so", "May I skip this?", "god dag", "Lagrer du dette?",
        "Vet ikke helt", "lærer, Oslo", "ingen venner",
    ],
)  # fmt: skip
def test_a_line_without_a_name_is_no_person(text: str) -> None:
    assert people_in(text) == ()


def test_a_line_that_names_nobody_is_kept_with_the_person_beside_it() -> None:
    assert people_in("De jeg kommer på:\nKari, DNB")[0].note == "De jeg kommer på:"
    assert people_in("Kari, DNB\n98 76 54 32")[0].note == "98 76 54 32"


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Kari Nordmann", "Kari"),
        ("Kari", "Kari"),
        ("Anne-Lise Bø", "Anne-Lise"),
        ("Dr. Kari Nordmann", "Kari"),
        ("prof. dr. Ola Berg", "Ola"),
        ("Dr. Hansen", "Hansen"),
        ("O. Hansen", "O. Hansen"),
        ("Kari N.", "Kari"),
        ("Kari 😊", "Kari"),
        ("Snekkeren min", "snekkeren din"),
        ("My wife", "your wife"),
        ("Wife", "your wife"),
        ("Neighbour", "your neighbour"),
        ("Nabo", "naboen din"),
        ("Naboen", "naboen din"),
        ("Sjefen", "sjefen din"),
        ("Sjef", "sjefen din"),
        ("Boss", "your boss"),
        ("Kona", "kona di"),
        ("Kone", "kona di"),
        ("Svoger", "svogeren din"),
        ("Svogeren", "svogeren din"),
        ("Min svoger", "svogeren din"),
        ("Søskenbarn", "søskenbarnet ditt"),
        ("Kollega", "kollegaen din"),
        ("Kjæreste", "kjæresten din"),
        ("Svigerfar", "svigerfar"),
        ("Mum", "Mum"),
        ("Bjørn Inge Hansen", "Bjørn Inge"),
        ("Mary Ann Smith", "Mary Ann"),
        ("Kari Anne", "Kari Anne"),
        ("Ola Martin", "Ola"),
        ("محمد علي", "محمد"),
        ("", ""),
    ],
)
def test_people_are_called_by_their_first_name(name: str, greeting: str) -> None:
    assert first_name(name) == greeting


@pytest.mark.parametrize(
    ("name", "greeting"),
    [("Kari Nordmann", "Kari"), ("Svigerfar", "svigerfar"), ("My wife", ""), ("Snekkeren min", ""), ("Naboen", "")],
)
def test_a_letter_begins_with_a_name_or_none(name: str, greeting: str) -> None:
    assert greeting_name(name) == greeting


@pytest.mark.parametrize(
    ("name", "inside", "listed"),
    [
        ("Kari Nordmann", "Kari Nordmann", "Kari Nordmann"),
        ("My wife", "your wife", "Your wife"),
        ("Kona mi", "kona di", "Kona di"),
        ("Nabo", "naboen din", "Naboen din"),
        ("Mamma", "mamma", "Mamma"),
        ("Broren til Eva", "broren til Eva", "Broren til Eva"),
    ],
)
def test_who_is_told_of_is_told_of_in_one_way_everywhere(name: str, inside: str, listed: str) -> None:
    assert (whole_name(name), listed_name(name)) == (inside, listed)
