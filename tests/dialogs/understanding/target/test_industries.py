import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest

from dialogs.understanding.folding import fold_industry
from dialogs.understanding.target.industries import (
    Findings,
    divisions_of,
    find_industries,
    industries,
    industries_in,
    industry,
    is_industry,
)
from dialogs.understanding.target.industry_vocabulary import SenseKind, key_of, lexicon, rows

TUNED_ON, HELD_OUT = "tuned on", "held out"
TABLES = Path(__file__).parent.parent.parent.parent / "tables"
SECTIONS = "ABCDEFGHIJKLMNOPQRSTUV"
GONE = {4, 34, 40, 44, 45, 48, 54, 57, 67, 76, 83, 89}
DIVISIONS = [f"{number:02}" for number in range(1, 100) if number not in GONE]
GROUPS = ["69.1", "69.2", "85.1", "88.9", "95.3"]


@dataclass(frozen=True)
class Row:
    typed: str
    expected: frozenset[str]
    is_held_out: bool

    @property
    def codes(self) -> frozenset[str]:
        return self.expected - {"ask", "role", "none"}

    @property
    def may_be_sure(self) -> bool:
        return not self.expected & {"ask", "role", "none"}


def table(language: str, half: str) -> list[Row]:
    lines = (TABLES / f"industry_words_{language}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = (line.split("\t") for line in lines)
    rows = [Row(typed, frozenset(expected.split()), mark == "yes") for typed, expected, mark in cells]
    return [row for row in rows if row.is_held_out == (half == HELD_OUT)]


def codes(findings: Findings) -> list[str]:
    return [found.code for found in findings.best]


def is_right(row: Row, findings: Findings) -> bool:
    if not findings.best:
        return "none" in row.expected
    return bool(row.codes & set(codes(findings)))


def is_sure_but_wrong(row: Row, findings: Findings) -> bool:
    return findings.is_sure and not (row.may_be_sure and set(codes(findings)) <= row.codes)


HALVES = pytest.mark.parametrize(
    ("language", "half"), [(language, half) for language in ("nb", "en") for half in (TUNED_ON, HELD_OUT)]
)


@HALVES
def test_typed_words_find_the_right_industry_among_the_first_five(
    language: str, half: str, capsys: pytest.CaptureFixture[str]
) -> None:
    read = [(row, find_industries(row.typed)) for row in table(language, half)]
    missed = [(row.typed, codes(findings)) for row, findings in read if not is_right(row, findings)]
    share = 1 - len(missed) / len(read)
    with capsys.disabled():
        print(f"\n{language}, {half}: {share:.1%} of {len(read)}")  # noqa: T201  # the figure is the point
    assert share >= 0.9, missed


@HALVES
def test_nothing_is_sure_but_wrong(language: str, half: str) -> None:
    read = [(row, find_industries(row.typed)) for row in table(language, half)]
    assert [(row.typed, codes(findings)) for row, findings in read if is_sure_but_wrong(row, findings)] == []


@HALVES
def test_most_clear_words_are_taken_without_asking(language: str, half: str) -> None:
    clear = [row for row in table(language, half) if row.may_be_sure]
    asked = [row.typed for row in clear if not find_industries(row.typed).is_sure]
    assert len(asked) <= len(clear) * 0.1, asked


@pytest.mark.parametrize("language", ["nb", "en"])
def test_each_table_has_a_hundred_and_twenty_rows_and_half_are_held_out(language: str) -> None:
    tuned, held_out = table(language, TUNED_ON), table(language, HELD_OUT)
    assert len(tuned) + len(held_out) >= 120
    assert 0 <= len(tuned) - len(held_out) <= 1


def test_all_sections_divisions_and_named_groups_are_there_in_order() -> None:
    assert len(DIVISIONS) == 87
    assert [known.code for known in industries()] == [*SECTIONS, *DIVISIONS, *GROUPS]


def test_every_industry_has_a_short_name_in_both_languages() -> None:
    for known in industries():
        assert known.nb[0].isupper(), known
        assert known.en[0].isupper(), known
        assert max(len(known.nb), len(known.en)) <= 40, known


def test_no_two_industries_share_a_code_or_a_norwegian_name() -> None:
    assert len({known.code for known in industries()}) == len(industries())
    assert len({known.nb for known in industries()}) == len(industries())


def test_a_name_is_given_in_the_language_asked_for() -> None:
    assert (industry("85.1").name("nb"), industry("85.1").name("en")) == ("Barnehage", "Kindergarten")


def test_motor_trade_went_with_the_old_standard() -> None:
    assert not is_industry("45")
    with pytest.raises(KeyError):
        industry("45")


def test_a_section_is_asked_for_by_its_divisions_and_a_division_by_itself() -> None:
    assert divisions_of("F") == ("41", "42", "43")
    assert divisions_of("69") == ("69",)
    assert divisions_of("85.1") == ("85.1",)


def test_facts_are_frozen() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        industry("F").nb = "Noe annet"  # type: ignore[misc]  # the assignment must fail


def test_every_word_speaks_of_known_industries_and_has_one_meaning() -> None:
    meanings: dict[str, tuple[str, tuple[str, ...]]] = {}
    for kind, its_codes, words in rows():
        assert all(is_industry(code) for code in its_codes), its_codes
        for word in words if kind in {known.value for known in SenseKind} else ():
            assert key_of(word), word
            assert meanings.setdefault(key_of(word), (kind, its_codes)) == (kind, its_codes), word


def test_every_word_of_the_table_is_found_as_it_is_written() -> None:
    silent = lexicon().never | lexicon().names | lexicon().fillers
    for kind, its_codes, words in rows():
        for word in words if kind in {known.value for known in SenseKind} else ():
            if word not in silent and fold_industry(word) not in silent:
                assert set(codes(find_industries(word.removeprefix("-")))) & set(its_codes), word


@pytest.mark.parametrize("written", ["SKJØNNHET", "skjonnhet", "skjoennhet", unicodedata.normalize("NFD", "skjønnhet")])
def test_capitals_and_diacritics_do_not_matter(written: str) -> None:
    assert codes(find_industries(written)) == ["96"]


def test_letters_with_a_mark_of_their_own_stay_one_word() -> None:
    assert codes(find_industries(unicodedata.normalize("NFD", "gårdsdrift"))) == ["01"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("skobutikk", ["47"]),  # by its last member
        ("lagerhotell", ["52"]),  # an exception to this rule
        ("barne hage", ["85.1"]),  # a compound typed as two words
        ("olje", ["06", "09"]),  # both industries
        ("finans, bank", ["64"]),  # the more specific one
        ("energi, særlig vannkraft", ["35"]),  # decided by the second word
        ("advokatkontor", ["69.1"]),  # the workplace of a role
        ("bilindustri", ["29"]),  # "industri" means manufacturing
        ("utvinning av olje og gass", ["06"]),  # its official name
        ("olje- og gassutvinning", ["06"]),
        ("bar", ["56"]),  # not the beginning of "barn"
    ],
)
def test_words_together_mean_what_a_norwegian_hears(typed: str, expected: list[str]) -> None:
    assert codes(find_industries(typed)) == expected


@pytest.mark.parametrize("typed", ["IT", "økonomi", "konsulent", "energi", "media", "HR", "finance", "frivillig"])
def test_words_of_two_meanings_are_asked_about(typed: str) -> None:
    findings = find_industries(typed)
    assert (findings.is_sure, findings.is_ambiguous, len(findings.best) > 1) == (False, True, True)


@pytest.mark.parametrize("typed", ["IT", "HR", "økonomi", "it, helst i bank"])
def test_work_that_is_done_everywhere_is_told_apart(typed: str) -> None:
    assert find_industries(typed).may_be_work
    assert not find_industries(typed).is_sure


def test_two_industries_are_both_offered_and_asked_about() -> None:
    findings = find_industries("bank eller forsikring")
    assert (codes(findings), findings.is_sure, findings.is_ambiguous) == (["64", "65"], False, True)


def test_a_word_that_was_not_understood_takes_away_the_certainty() -> None:
    assert find_industries("bank").is_sure
    assert not find_industries("bank xyzzy").is_sure


@pytest.mark.parametrize("typed", ["regnskapsfører", "sykepleier", "utvikler", "nurse", "bussjåfør"])
def test_a_role_suggests_an_industry_without_naming_it(typed: str) -> None:
    findings = find_industries(typed)
    assert (bool(findings.best), findings.suggested_by_role, findings.is_sure) == (True, True, False)


def test_a_named_industry_stands_above_a_role() -> None:
    assert codes(find_industries("lærer i barnehage")) == ["85.1"]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "…",
        "🙂",
        "møte",
        "Marit",
        "Fedje",
        "Kari Strøm",
        "store bedrifter",
        "vet ikke",
        "Ola",
        "København",
        "Miles Davis",
        "villager",
        "passport",
        "x" * 4000,
    ],
)
def test_what_is_no_industry_finds_nothing(typed: str) -> None:
    assert find_industries(typed) == Findings()
    assert industries_in(typed) == ()


SENTENCES = [
    ("prosjektleder i bygg, mellomstor arbeidsplass, Bergen", ["bygg"]),
    ("project manager, construction, mid-sized, Bergen", ["construction"]),
    ("Noe med folk, helst i kommunen", ["kommunen"]),
    ("utvikler i en IT-bedrift, Oslo, rundt 200 ansatte", ["utvikler", "IT-bedrift"]),
    ("Jobb i bank eller forsikring", ["bank", "forsikring"]),
    ("PL i bygg.Bergen", ["bygg"]),
    ("I love it and want a bigger team", []),
    ("jeg heter Kari Strand og bor i Sandnes", []),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_a_sentence_gives_up_what_it_says_of_industries(sentence: str, expected: list[str]) -> None:
    mentions = industries_in(sentence)
    assert [mention.text for mention in mentions] == expected
    assert [sentence[mention.start : mention.end] for mention in mentions] == expected


def test_a_role_in_a_sentence_is_never_sure() -> None:
    role, place = industries_in("Sykepleier på sykehjem i Trondheim")
    assert (role.findings.suggested_by_role, role.findings.is_sure) == (True, False)
    assert (codes(place.findings), place.findings.is_sure) == (["87"], True)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("fra bank til energi", [True, False]),
        ("vil ikke jobbe i olje lenger, helst fornybar", [True, False]),
        ("move from retail into IT", [True, False]),
    ],
)
def test_an_industry_that_is_left_is_marked_as_unwanted(sentence: str, expected: list[bool]) -> None:
    assert [mention.is_unwanted for mention in industries_in(sentence)] == expected
