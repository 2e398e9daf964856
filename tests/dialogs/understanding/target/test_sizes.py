import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.model.facts import Size
from dialogs.understanding.target.sizes import AnySize, Sizes, find_sizes, sizes_in
from tests.support.free_words import counts_by_language, rows_of, shares_of


def show(sizes: Sizes | None) -> str:
    if sizes is None:
        return "-"
    return sizes.value if isinstance(sizes, AnySize) else "+".join(size.value for size in sizes)


def test_the_table_holds_a_hundred_answers_in_each_language() -> None:
    assert min(counts_by_language(rows_of("sizes.tsv")).values()) >= 100


def test_answers_that_were_never_tuned_on_are_understood() -> None:
    shares = shares_of(rows_of("sizes.tsv"), "sizes", lambda text: show(find_sizes(text)))
    assert shares.held_out >= 0.95, "\n".join(shares.wrong)
    assert shares.tuned_on >= 0.95, "\n".join(shares.wrong)


def test_the_stored_values_stay_as_they_are() -> None:
    assert [size.value for size in Size] == ["micro", "small", "medium", "large"]
    assert AnySize.NO_MATTER.value == "any"


@pytest.mark.parametrize(
    ("sentence", "text", "sizes"),
    [
        ("prosjektleder i en mellomstor bedrift i Bergen", "mellomstor bedrift", "medium"),
        ("kokk, under femti ansatte, Voss", "under femti ansatte", "micro+small"),
        ("controller, 10-50 ansatte", "10-50 ansatte", "small"),
        ("nurse, not too big, Oslo", "not too big", "micro+small+medium"),
        ("consultant in a small or medium company", "small or medium company", "small+medium"),
        ("selger, stor, Oslo", "stor", "large"),
        ("selger, any size", "any size", "any"),
    ],
)
def test_a_size_inside_a_sentence_is_found_where_it_stands(sentence: str, text: str, sizes: str) -> None:
    mention = sizes_in(sentence)
    assert mention is not None
    assert (mention.text, show(mention.sizes)) == (text, sizes)
    assert sentence[mention.start : mention.end] == text


@pytest.mark.parametrize(
    "sentence",
    [
        "10 års erfaring som lærer",
        "over 10 years of experience",
        "prosjektleder 100 %",
        "jeg er 37 år",
        "ledig fra 2026",
        "lønn over 800 000 kr",
        "stor interesse for folk",
        "jeg vil ha stort ansvar",
        "store prosjekter i Bergen",
        "corporate finance analyst",
        "enterprise architect",
        "oppstart i august",
        "konsernregnskap",
        "begynne kl 10",
    ],
)
def test_other_numbers_and_other_big_things_are_no_size(sentence: str) -> None:
    assert sizes_in(sentence) is None


@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    find_sizes(text)
    mention = sizes_in(text)
    assert mention is None or text[mention.start : mention.end] == mention.text
