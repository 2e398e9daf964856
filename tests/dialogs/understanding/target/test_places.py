import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding.target.places import PlaceKind, places_in
from tests.support.free_words import Row, rows_of


@pytest.mark.parametrize("row", rows_of("places.tsv"), ids=lambda row: row["sentence"])
def test_places_are_found_by_the_names_that_people_say(row: Row) -> None:
    assert ";".join(mention.place.name for mention in places_in(row["sentence"])) == row["places"]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Bergen", PlaceKind.MUNICIPALITY),
        ("Rogaland", PlaceKind.COUNTY),
        ("Fornebu", PlaceKind.TOWN),
        ("Vestlandet", PlaceKind.REGION),
        ("remote", PlaceKind.REMOTE),
        ("anywhere", PlaceKind.ANYWHERE),
        ("abroad", PlaceKind.ABROAD),
    ],
)
def test_a_place_says_of_what_kind_it_is(word: str, kind: PlaceKind) -> None:
    assert [mention.place.kind for mention in places_in(word)] == [kind]


def test_a_municipality_whose_name_is_two_names_both_counties() -> None:
    assert places_in("i Våler")[0].place.counties == ("Østfold", "Innlandet")


def test_a_mention_tells_where_it_stands() -> None:
    sentence = "kokk i Trondhjem eller remote"
    assert [sentence[mention.start : mention.end] for mention in places_in(sentence)] == ["Trondhjem", "remote"]


@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    assert all(text[mention.start : mention.end] == mention.text for mention in places_in(text))
