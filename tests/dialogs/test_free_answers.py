"""Answers in words to questions with buttons (relation, workplace, work status), and small talk."""

from datetime import timedelta

import pytest

from dialogs.model.facts import Category, Target, Work
from dialogs.model.records import replace
from dialogs.protocol.events import Said
from dialogs.protocol.replies import Reply
from dialogs.text import Language
from dialogs.understanding.employments import employments_in
from dialogs.understanding.people.not_people import knows_few
from dialogs.understanding.people.people_in_text import people_in
from dialogs.understanding.people.relations import category_in, category_of
from dialogs.understanding.work_status import is_working, openness_in, work_in
from tests.project.test_patterns import LANGUAGES, PERSONS, QUESTIONS, hear, told


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("Nei, mistet jobben i august da firmaet gikk konk", Work.NONE),
        ("nei", Work.NONE),
        ("arbeidsledig siden mai", Work.NONE),
        ("permittert", Work.NONE),
        ("No, I was laid off", Work.NONE),
        ("between jobs", Work.NONE),
        ("ja, men det må de ikke få vite", Work.DISCREET),
        ("yes but nobody must know", Work.DISCREET),
        ("ja, hemmelig", Work.DISCREET),
        ("nei, de skal ikke vite det", Work.DISCREET),
        ("ja, og de kan vite det", Work.OPEN),
        ("ja, og de kan få vite det", Work.OPEN),
        ("yes, my boss knows", Work.OPEN),
        ("ja", None),
        ("jobber deltid på en kafé", None),
        ("hm", None),
    ],
)
def test_whether_somebody_works_is_read_and_never_guessed(text: str, work: Work | None) -> None:
    assert work_in(text) is work
    assert is_working(text) or work is not None or text == "hm"


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("nei", Work.DISCREET),
        ("nei, ikke ennå", Work.DISCREET),
        ("helst ikke", Work.DISCREET),
        ("not yet", Work.DISCREET),
        ("I'd rather not", Work.DISCREET),
        ("no, nobody there must know", Work.DISCREET),
        ("ja", Work.OPEN),
        ("ja, det går fint", Work.OPEN),
        ("sure", Work.OPEN),
        ("they know already", Work.OPEN),
        ("nei, jeg er permittert", Work.NONE),
        ("hm", None),
    ],
)
def test_a_bare_no_where_only_asked_whether_they_may_know_is_no_loss_of_a_job(text: str, work: Work | None) -> None:
    assert openness_in(text) is work


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("prosjektleder i bygg, Bergen", ("prosjektleder",)),
        ("I want to be a nurse", ("nurse",)),
        ("permittert, ser etter jobb som kokk", ("kokk",)),
        ("ja, jobber som lærer i Bergen", ()),
        ("lærer", ()),
        ("hm", ()),
    ],
)
def test_what_is_looked_for_is_kept_where_it_is_told_too_early(text: str, positions: tuple[str, ...]) -> None:
    asked = replace(PERSONS["welcome.work"], target=Target())
    person = hear(asked, Said(text)).person
    assert person
    assert person.target.positions == positions


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("kona mi", Category.CLOSE),
        ("My wife", Category.CLOSE),
        ("svigerfar", Category.CLOSE),
        ("en god venn", Category.CLOSE),
        ("naboen", Category.ACQUAINTANCE),
        ("my neighbour", Category.ACQUAINTANCE),
        ("broren til Eva", Category.ACQUAINTANCE),
        ("sjefen min", Category.COLLEAGUE),
        ("my colleague", Category.COLLEAGUE),
        ("en gammel kollega", Category.FORMER),
        ("my old boss", Category.FORMER),
        ("ex-colleague", Category.FORMER),
        ("kollega", None),
        ("my ex-wife", None),
        ("snekkeren min", None),
    ],
)
def test_words_tell_how_one_knows_somebody(words: str, category: Category | None) -> None:
    assert category_in(words, is_working=True) is category


def test_whoever_has_no_job_has_only_former_colleagues() -> None:
    assert category_in("sjefen min", is_working=False) is Category.FORMER


@pytest.mark.parametrize(
    ("line", "category"),
    [
        ("søstera mi Ingvild", Category.CLOSE),
        ("Ingvild, søstera mi", Category.CLOSE),
        ("Mamma", Category.CLOSE),
        ("my old boss, Tom", Category.FORMER),
        ("Kari Nordmann, Veidekke", None),
        ("Kari, nabo til broren min i Oslo", None),
    ],
)
def test_a_line_about_somebody_may_tell_it_too(line: str, category: Category | None) -> None:
    assert category_of(people_in(line)[0], is_working=True) is category


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Ulven 2015–2019; Rema 2012–2015", [("Ulven", "2015–2019"), ("Rema", "2012–2015")]),
        ("Gunvald Johansen 1989-2011 og NCC til 2026", [("Gunvald Johansen", "1989-2011"), ("NCC", "til 2026")]),
        ("TCS 2012 to 2015 and Wipro", [("TCS", "2012 to 2015"), ("Wipro", "")]),
        ("jobbet i NAV fra 2010 til nå", [("NAV", "fra 2010 til nå")]),
        ("Equinor (2001-2010), DNB siden 2010", [("Equinor", "2001-2010"), ("DNB", "siden 2010")]),
        ("2010–2015: Aker", [("Aker", "2010–2015")]),
        ("Bergen kommune\nRema 1000", [("Bergen kommune", ""), ("Rema 1000", "")]),
        ("2012", []),
        ("", []),
    ],
)
def test_workplaces_are_told_from_their_years(text: str, places: list[tuple[str, str]]) -> None:
    assert list(employments_in(text)) == places


@pytest.mark.parametrize(
    "text", ["jeg kjenner ikke så mange", "I don't know many Norwegians", "jeg kjenner nesten ingen her"]
)
def test_whoever_knows_few_names_nobody(text: str) -> None:
    assert knows_few(text)
    assert people_in(text) == ()


@pytest.mark.parametrize("text", ["Kari", "jeg kjenner Kari", "I know Tom", "ingen aning", "kjenner ikke Kari så godt"])
def test_whoever_names_somebody_knows_somebody(text: str) -> None:
    assert not knows_few(text)


COURTESIES = ["hei igjen", "Hei!", "takk", "thanks a lot!", "stopp", "ok", "👍", "høres greit ut", "sounds great"]


ASKED_WHETHER_RIGHT = {"target.card", "names.understood"}
"""Steps at which an “ok” is an answer."""


@pytest.mark.parametrize(
    ("text", "step"),
    [(text, step) for text in COURTESIES for step in QUESTIONS if text != "ok" or step not in ASKED_WHETHER_RIGHT],
)
def test_a_courtesy_changes_nothing_and_is_answered_kindly(text: str, step: str) -> None:
    person = PERSONS[step]
    outcome = hear(person, Said(text), timedelta(minutes=1))
    assert outcome.person
    assert told(outcome.person) == told(person)
    assert outcome.person.where.step == step
    (reply,) = [said for said in outcome.says if isinstance(said, Reply)][:1]
    first = LANGUAGES.spoken(reply, Language.EN).blocks[0]
    assert "didn't quite get" not in str(first)
