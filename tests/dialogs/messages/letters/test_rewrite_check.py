"""What a language model may and may not change in a draft, in many forms (docs/decisions/0072)."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.messages.letters.rewrite_check import faults
from dialogs.text import Language
from tests.bot.tasks.test_rewriting import DRAFT, GOOD, WANT
from tests.support.voice_attacks import AT_THE_START, LINKS, NAMES, NUMBERS, UNSEEN
from tests.support.voice_rewrites import DRAFTS, HONEST


def put(draft: str, language: Language, what: str) -> str:
    """Insert text after the middle of a draft."""
    place = {Language.NB: "en ny jobb", Language.EN: "a new job"}[language]
    assert place in draft
    return draft.replace(place, f"{place}{what}")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    ("said", "fault"),
    [
        *((f", {link}", "") for link in LINKS),
        *((name, "name") for name in NAMES),
        *((f". {name} og", "name") for name in AT_THE_START),
        *((f" {letter}", "letter") for letter in UNSEEN),
    ],
)
def test_nothing_that_leads_or_names_or_is_not_seen_is_let_in(said: str, fault: str, language: Language) -> None:
    draft = DRAFTS[language][0]
    found = faults(put(draft, language, said), draft, language, WANT.limit)
    assert fault in found if fault else found


@pytest.mark.parametrize(
    ("language", "number"), [(language, number) for language, all_of in NUMBERS.items() for number in all_of]
)
def test_no_number_is_let_in_that_the_draft_lacks(language: Language, number: str) -> None:
    draft = DRAFTS[language][0]
    found = faults(put(draft, language, f" {number}"), draft, language, WANT.limit)
    assert {"number", "letter"} & set(found)


def test_a_number_may_be_said_otherwise() -> None:
    draft = DRAFTS[Language.EN][1]
    assert faults(draft.replace("fifteen", "15").replace("two", "2"), draft, Language.EN, WANT.limit) == []


@pytest.mark.parametrize(("first", "second"), [("@1@", "@2@"), ("@1@", "@3@"), ("@2@", "@3@")])
def test_names_that_changed_places_are_not_let_in(first: str, second: str) -> None:
    swapped = GOOD.replace(first, "@0@").replace(second, first).replace("@0@", second)
    assert faults(swapped, DRAFT, Language.NB, WANT.limit) == ["token"]
    assert faults(GOOD.replace(first, second), DRAFT, Language.NB, WANT.limit) == ["token"]
    assert "token" in faults(GOOD.replace(first, f"{first} {first}"), DRAFT, Language.NB, WANT.limit)


@pytest.mark.parametrize("token", ["@1@sen", "Anne@1@", "＠1＠", "@１@", "@1@@", "@01@", "@1 @"])
def test_a_token_that_is_not_as_it_stood_is_not_let_in(token: str) -> None:
    assert {"token", "letter"} & set(faults(GOOD.replace("@1@", token), DRAFT, Language.NB, WANT.limit))


@pytest.mark.parametrize(("text", "draft", "language"), HONEST)
def test_an_honest_rewrite_is_let_in(text: str, draft: str, language: Language) -> None:
    assert faults(text, draft, language, WANT.limit) == []


@given(st.text(max_size=400))
def test_the_check_says_something_of_any_text_and_never_raises(text: str) -> None:
    assert faults(text, DRAFT, Language.NB, WANT.limit)


LONG = "a|.|/|@|1|a.|a/|a b |a b|ti|to og |: |a :|[ |( (|@1@|-|a-|'|a' |tretten|nineogfem|www|A|A |«|_|#|=|http|. |e"


@pytest.mark.parametrize("part", LONG.split("|"))
def test_no_answer_takes_long_to_check(part: str) -> None:
    text = (part * 2000)[:4000]
    began = process_time()
    faults(text, DRAFT * 25, Language.NB, 5000)
    faults(DRAFT + text + "é", DRAFT * 25, Language.NB, 5000)
    assert process_time() - began < 0.5
