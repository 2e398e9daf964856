"""The time of readers grows linearly with the length of a text, not quadratically.

`make bench` measures speed. These tests compare a text with a quarter of it: four times the CPU time is linear, sixteen
times is quadratic. Times below a threshold above the noise never fail, so the speed of the machine does not matter.
"""

import re
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.understanding.intents import meant_instead
from dialogs.understanding.people.people_in_text import people_in
from tests.support.long_texts import (
    FRAGMENTS,
    LONGEST,
    NO_READERS,
    is_superlinear,
    long_text,
    long_texts,
    own_fragments,
    patterns,
    readers,
)

PATTERNS = patterns()
READERS = readers()


def _texts(fragment: str, which: int, length: int) -> str:
    return list(long_texts(fragment, length))[which]


def _slow(work: Callable[[str], object], fragments: list[str], length: int) -> list[str]:
    return [
        fragment
        for fragment in fragments
        for which in range(2)
        if is_superlinear(work, partial(_texts, fragment, which), length)
    ]


def test_every_pattern_reads_long_runs_of_its_own_letters_in_linear_time() -> None:
    assert len(PATTERNS) > 200
    slow = {
        name: found
        for name, pattern in PATTERNS.items()
        for work in (pattern.search, pattern.fullmatch)
        if (found := _slow(work, own_fragments(pattern), 2 * LONGEST))
    }
    assert not slow


def test_every_reader_reads_long_runs_in_linear_time() -> None:
    assert len(READERS) > 80
    slow = {name: found for name, read in READERS.items() if (found := _slow(read, list(FRAGMENTS), LONGEST))}
    assert not slow


def test_a_quadratic_pattern_is_seen() -> None:
    assert _slow(re.compile(r"\s+og\s+").search, [" "], 2 * LONGEST)


def test_what_is_left_out_is_there() -> None:
    assert not NO_READERS.keys() & READERS.keys()


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(sorted(READERS)),
    fragment=st.lists(st.sampled_from([*FRAGMENTS, "b", "2"]), min_size=1, max_size=4).map("".join),
    before=st.sampled_from(["", " ", "a", "Kari ", "nei, "]),
    after=st.sampled_from(["", "?", "x", "\n", "!"]),
)
def test_no_repeated_fragments_make_a_reader_slow(name: str, fragment: str, before: str, after: str) -> None:
    assert not is_superlinear(
        READERS[name], lambda length: long_text(fragment, length, before=before, after=after), LONGEST
    )


@pytest.mark.parametrize("text", ["nei, ,,, jeg mente Bergen", "vent... vent! jeg mente Bergen", "jeg mente: Bergen"])
def test_a_correction_is_heard_whatever_stands_before_it(text: str) -> None:
    assert meant_instead(text) == "Bergen"


def test_a_long_list_of_people_is_read_whole_and_a_longer_one_loses_no_word() -> None:
    line = "Kari Nordmann, Veidekke, prosjektleder\n"
    assert len(people_in(line * 105)) == 105
    people = people_in("Kari, " * 460 + "Askeladden")
    assert "Askeladden" in (people[-1].note or "")
