from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding.target.sentence import TargetWords, target_in
from dialogs.understanding.target.sizes import AnySize
from tests.support.free_words import counts_by_language, rows_of, shares_of


def size_of(target: TargetWords) -> str:
    if target.sizes is None:
        return ""
    sizes = target.sizes.sizes
    return sizes.value if isinstance(sizes, AnySize) else "+".join(size.value for size in sizes)


FIELDS: dict[str, Callable[[TargetWords], str]] = {
    "positions": lambda target: ";".join(target.positions),
    "industries": lambda target: ";".join(mention.text for mention in target.industries),
    "sizes": size_of,
    "places": lambda target: ";".join(mention.place.name for mention in target.places),
    "aims": lambda target: ";".join(target.aims),
}


def test_the_table_holds_a_hundred_sentences_in_each_language() -> None:
    assert min(counts_by_language(rows_of("sentences.tsv")).values()) >= 100


@pytest.mark.parametrize("field", FIELDS)
def test_sentences_that_were_never_tuned_on_are_understood(field: str) -> None:
    shares = shares_of(rows_of("sentences.tsv"), field, lambda text: FIELDS[field](target_in(text)))
    assert shares.held_out >= 0.9, "\n".join(shares.wrong)
    assert shares.tuned_on >= 0.9, "\n".join(shares.wrong)


def test_an_industry_that_only_the_position_suggests_is_a_hint() -> None:
    target = target_in("sykepleier i Oslo")
    assert target.industries == ()
    assert [mention.text for mention in target.industry_hints] == ["sykepleier"]


def test_what_is_not_said_stays_empty_and_the_text_stays_whole() -> None:
    assert target_in("tja, vet ikke helt") == TargetWords("tja, vet ikke helt")


def test_what_the_user_does_not_want_is_no_wish() -> None:
    target = target_in("controller, ikke Oslo, ikke Equinor")
    assert (target.places, target.aims) == ((), ())


@pytest.mark.parametrize(
    ("sentence", "positions"),
    [
        ("Jeg er butikkmedarbeider på Kiwi og vil bli regnskapsmedarbeider", ("regnskapsmedarbeider",)),
        ("i'm a nurse but want to work in tech as product manager", ("product manager",)),
        ("jeg er sykepleier, Oslo", ("sykepleier",)),
    ],
)
def test_what_the_user_is_today_is_no_wish_beside_one(sentence: str, positions: tuple[str, ...]) -> None:
    assert target_in(sentence).positions == positions


@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    assert target_in(text).text == text
