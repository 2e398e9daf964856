"""Files from users: whatever they contain, the people are read, or the right reason is given."""

import zipfile
from datetime import date
from io import StringIO
from itertools import product

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.importers.archives import each_list
from bot.importers.cells import email_of, link_of, name_of, phone_of, words_of
from bot.importers.dates import day_of
from bot.importers.encodings import opened
from bot.importers.files import read
from bot.importers.tables import read_table
from bot.importers.vcards import read_cards
from dialogs.model.address_book import MOST_PEOPLE, Reading, Unread
from tests.bot.importers.odd_files import CARD, HEADING, LINKEDIN, NOTES, OddFile, locked, odd_files, table, zipped

ODD = list(odd_files())
BASES = [CARD.encode(), LINKEDIN.encode(), LINKEDIN.encode("utf-16"), zipped({"Connections.csv": LINKEDIN.encode()})]
FUZZ = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_there_are_at_least_forty_odd_files_no_two_alike() -> None:
    assert len({file.content for file in ODD}) >= 40
    assert len({file.name for file in ODD}) >= len(ODD) - 1  # a picture in a card is an additional file


@pytest.mark.parametrize("file", ODD, ids=lambda file: file.name)
def test_an_odd_file_is_read_as_a_person_would_read_it(file: OddFile) -> None:
    assert read(file.content) == file.read


@pytest.mark.parametrize("why", [why for why in Unread if why not in {Unread.GONE, Unread.BOOK_FULL}])
def test_each_reason_is_met_by_some_file(why: Unread) -> None:
    assert why in [file.read for file in ODD]


def _is_answer(answer: object) -> bool:
    if isinstance(answer, Reading):
        is_told = all(person.name.strip() and len(person.name) <= 200 for person in answer.people)
        return 0 < len(answer.people) <= MOST_PEOPLE and is_told and list(answer.unread) == sorted(set(answer.unread))
    return isinstance(answer, Unread)


@FUZZ
@given(st.binary(max_size=2000))
def test_any_bytes_get_an_answer(content: bytes) -> None:
    assert _is_answer(read(content))


@FUZZ
@given(st.sampled_from(BASES), st.data())
def test_any_file_that_was_damaged_gets_an_answer(base: bytes, data: st.DataObject) -> None:
    content = bytearray(base)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
        content = content or bytearray(b"x")
    assert _is_answer(read(bytes(content)))


@FUZZ
@given(st.text(max_size=600), st.sampled_from([HEADING, HEADING.replace(",", ";"), "Name\tFirma", NOTES + HEADING]))
def test_any_rows_get_an_answer(rows: str, heading: str) -> None:
    assert _is_answer(read_table(StringIO(f"{heading}\n{rows}", newline="")))


@FUZZ
@given(st.text(max_size=600))
def test_any_card_gets_an_answer(lines: str) -> None:
    assert _is_answer(read_cards(StringIO(f"BEGIN:VCARD\nFN:Kari\n{lines}\nEND:VCARD\n", newline="")))


@FUZZ
@given(st.binary(max_size=600), st.booleans())
def test_any_archive_gets_an_answer(content: bytes, is_locked: bool) -> None:  # noqa: FBT001  # Hypothesis draws it
    packed = zipped({"Connections.csv": content, "b.vcf": content})
    assert _is_answer(read(locked(packed) if is_locked else packed))
    assert _is_answer(read(packed[: len(packed) // 2] + content + packed[len(packed) // 2 :]))


@FUZZ
@example("0@0.\ud7fc")
@given(st.text(max_size=300))
def test_any_cell_can_be_shown(cell: str) -> None:
    assert day_of(cell[:40]) is None or isinstance(day_of(cell[:40]), date)
    for words in (words_of(cell), name_of(cell), link_of(cell), email_of(cell), phone_of(cell)):
        assert words.isprintable()
        assert len(words) <= 200


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff\ufffe")))
def test_what_was_written_as_utf_8_is_read_as_it_was(text: str) -> None:
    assert opened(text.encode()).read() == text


@pytest.mark.parametrize("at", [0, 1, 5, 40])
def test_the_heading_is_found_behind_any_preamble_but_not_beyond_it(at: int) -> None:
    answer = read(b"Notes\n" * at + LINKEDIN.removeprefix(NOTES).encode())
    assert isinstance(answer, Reading) is (at < 30)


def test_every_heading_is_read_in_every_encoding_and_with_every_separator() -> None:
    heading = "Fornavn,Etternavn,Bedrift,Stilling,Tilknyttet\nKåre,Bø,Ås Sjø,Rådgiver,5. mai 2020\n"
    for encoding, separator in product(("utf-8", "utf-16", "cp1252", "mac_roman", "cp850"), ",;\t|"):
        answer = read(heading.replace(",", separator).encode(encoding))
        assert isinstance(answer, Reading), (encoding, separator)
        (person,) = answer.people
        assert (person.name, person.company, person.connected) == ("Kåre Bø", "Ås Sjø", date(2020, 5, 5))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("01 Jan 2026", date(2026, 1, 1)),
        ("1. jan. 2026", date(2026, 1, 1)),
        ("3. mars 2020", date(2020, 3, 3)),
        ("15 févr. 2021", date(2021, 2, 15)),
        ("7 de octubre de 2019", date(2019, 10, 7)),
        ("Dec 24, 2018", date(2018, 12, 24)),
        ("2026-01-31", date(2026, 1, 31)),
        ("2026-01-31T10:00:00Z", date(2026, 1, 31)),
        ("31.01.2026", date(2026, 1, 31)),
        ("1/31/2026", date(2026, 1, 31)),
        ("3/15/19, 8:04 AM", date(2019, 3, 15)),
        ("31 Feb 2026", None),
        ("yesterday", None),
        ("0 Jan 2026", None),
        ("01 Jan 0000", None),
    ],
)
def test_a_date_is_read_in_the_languages_of_linkedin(words: str, day: date | None) -> None:
    assert day_of(words) == day


def test_a_bomb_is_let_go_before_it_fills_the_memory() -> None:
    bomb = zipped({f"{n}.csv": bytes(30 * 2**20) for n in range(20)}, zipfile.ZIP_DEFLATED)
    assert len(bomb) < 2**20
    assert each_list(bomb, lambda _: None) is Unread.SWELLS


@pytest.mark.parametrize(
    "cell", ["a@" + "." * 100_000, "1 " + " " * 100_000, "https://" * 12_000, "=" * 100_000, '"' * 100_000]
)
def test_what_takes_the_square_of_its_length_elsewhere_is_read_before_the_test_times_out(cell: str) -> None:
    assert _is_answer(read(table(f"Kari,Lie,{cell},{cell},{cell},,{cell}", "Per,Bø")))
    card = CARD.replace("UID:", f"EMAIL:{cell}\nURL;{cell}\nTEL:{cell}\nUID:")
    assert _is_answer(read(card.encode()))
