"""The own employer out of any phrasing, and nobody from there suggested, however it was said."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.model.conversation import Position
from dialogs.model.facts import Category, Work
from dialogs.model.person import Person
from dialogs.model.person_line import PersonLine
from dialogs.rules.contacts import add_people
from dialogs.rules.discretion import is_held_back
from dialogs.text import Language
from dialogs.understanding.own_employer import own_employer_in

SAID = [
    ("Sopra Steria, sa jeg jo", "Sopra Steria"),
    ("I work at Schibsted", "Schibsted"),
    ("at Schibsted", "Schibsted"),
    ("Schibsted, in Oslo", "Schibsted"),
    ("its called Schibsted", "Schibsted"),
    ("Im a data engineer at Schibsted", "Schibsted"),
    ("I work at VG actually, not Schibsted", "VG"),
    ("my boss Turid, at Tine", "Tine"),
    ("im at schibsted, dont let them know", "schibsted"),
    ("jobber i posten", "posten"),
    ("jeg jobber hos Equinor på Forus", "Equinor"),
    ("det er et lite firma som heter Haugen VVS", "Haugen VVS"),
    ("ved Universitetet i Oslo", "Universitetet i Oslo"),
    ("I'd rather not say but it's DNB", "DNB"),
    ("Ernst & Young", "Ernst & Young"),
    ("NAV", "NAV"),
]


@pytest.mark.parametrize(("said", "name"), SAID)
def test_the_employer_is_read_out_of_an_answer(said: str, name: str) -> None:
    assert own_employer_in(said).name == name


LEADS = [
    "",
    "I work at ",
    "jeg jobber i ",
    "at ",
    "hos ",
    "it's called ",
    "well, I'm with ",
    "er ansatt ved ",
    "my job is at ",
]
TAILS = [
    "",
    ".",
    ", dont tell them",
    " men de må ikke vite noe",
    ", in Oslo",
    " right now",
    ", sa jeg jo",
    " since 2019",
]
PLACES = [
    "Schibsted",
    "Sopra Steria",
    "Bergen kommune",
    "Haugen VVS",
    "Equinor",
    "Aker Solutions",
    "Ahus",
    "Bakke & Sønn",
]


@given(lead=st.sampled_from(LEADS), place=st.sampled_from(PLACES), tail=st.sampled_from(TAILS), is_small=st.booleans())
def test_whoever_works_there_is_held_back(*, lead: str, place: str, tail: str, is_small: bool) -> None:
    said = f"{lead}{place}{tail}"
    me = Person(UUID(int=1), Language.EN, Position("menu.home")).with_me(
        work=Work.DISCREET, employer=own_employer_in(said.casefold() if is_small else said).name
    )
    person, (number,) = add_people(me, [PersonLine("Eva Dahl", place, None, None)], Category.ACQUAINTANCE)
    contact = person.contact(number)
    assert contact is not None
    assert is_held_back(person, contact), said
