"""A second file updates an address book without duplicating anybody."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.importers.files import read
from bot.importers.merging import merged, without_details
from dialogs.model.address_book import Acquaintance, Reading, Source
from dialogs.model.records import replace
from tests.support.chat import sent

KARI = Acquaintance("Kari Lie", "DNB", "Rådgiver", date(2016, 8, 14), "https://www.linkedin.com/in/kari")


def _told(
    who: tuple[str, str], bears: tuple[bool, bool, bool], company: str, day: date | None, source: Source
) -> Acquaintance:
    """Return one of four people, two of whom share a name, as a file may name them."""
    name, own = who
    link, mark, email = (own if is_there else "" for is_there in bears)
    return Acquaintance(
        name,
        company,
        connected=day,
        link=f"https://www.linkedin.com/in/{link}" if link else "",
        email=f"{email}@example.no" if email else "",
        source=source,
        mark=mark,
    )


PEOPLE = st.lists(
    st.builds(
        _told,
        who=st.sampled_from([("Kari Lie", "kari"), ("kari lie", "kari-2"), ("Per Bø", "per"), ("Ida Moe", "ida")]),
        bears=st.tuples(st.booleans(), st.booleans(), st.booleans()),
        company=st.sampled_from(["", "DNB", "DNB ASA", "Aker"]),
        day=st.sampled_from([None, date(2016, 8, 14), date(2020, 1, 1)]),
        source=st.sampled_from(Source),
    ),
    max_size=6,
)


def test_a_new_workplace_takes_the_place_of_the_old_one_which_is_remembered() -> None:
    result = merged([KARI], [replace(KARI, company="Skanska", position="Sjef")])
    (kari,) = result.people
    assert (kari.company, kari.position, kari.former) == ("Skanska", "Sjef", ("DNB",))
    assert (result.new, result.changed) == (0, 1)


def test_the_same_workplace_in_other_letters_is_no_former_one() -> None:
    (kari,) = merged([KARI], [replace(KARI, company="DNB ASA")]).people
    assert (kari.company, kari.former) == ("DNB ASA", ())


def test_who_comes_back_to_a_workplace_has_left_the_other() -> None:
    skanska = replace(KARI, company="Skanska")
    (kari,) = merged(merged([KARI], [skanska]).people, [KARI]).people
    assert (kari.company, kari.former) == ("DNB", ("Skanska",))


def test_an_empty_cell_takes_nothing_away() -> None:
    result = merged([KARI], [Acquaintance("Kari Lie", link=KARI.link)])
    assert (result.people, result.changed) == ((KARI,), 0)


def test_two_of_one_name_stay_two() -> None:
    one, other = Acquaintance("Kari Lie", "DNB"), Acquaintance("Kari Lie", "Aker")
    assert merged([], [one, other]).people == (one, other)
    assert merged([one, other], [one, other]).people == (one, other)
    assert merged([one], [other, one]).new == 1


def test_somebody_without_a_link_is_known_by_the_day() -> None:
    old = replace(KARI, link="")
    (kari,) = merged([old], [replace(KARI, company="Aker")]).people
    assert (kari.link, kari.former) == (KARI.link, ("DNB",))


def test_a_name_that_nobody_else_has_is_enough_within_one_kind_of_file() -> None:
    old = Acquaintance("Kari Lie", "DNB", source=Source.GOOGLE)
    assert merged([old], [replace(old, company="Aker")]).new == 0
    assert merged([old], [replace(old, company="Aker", source=Source.CARDS)]).new == 1


def test_a_card_is_known_by_its_uid_under_a_new_name() -> None:
    old = Acquaintance("Kari Lie", "DNB", source=Source.CARDS, mark="1")
    assert merged([old], [replace(old, name="Kari Bø")]).people == (replace(old, name="Kari Bø"),)


def test_whoever_the_new_file_lacks_stays_in_place() -> None:
    per = Acquaintance("Per Bø", "Aker")
    assert merged([KARI, per], [per]).people == (KARI, per)


def test_details_are_left_out() -> None:
    person = replace(KARI, email="kari@example.no", phone="12345678")
    assert list(without_details([person, KARI])) == [KARI, KARI]


def test_the_files_of_the_transcripts_are_merged_as_they_say() -> None:
    first, later = read(sent("connections.csv")), read(sent("connections_later.csv"))
    assert isinstance(first, Reading)
    assert isinstance(later, Reading)
    result = merged(first.people, later.people)
    assert (len(result.people), result.new, result.changed) == (8, 1, 1)


@given(PEOPLE)
def test_the_same_file_again_adds_nobody_and_in_the_end_changes_nothing(people: list[Acquaintance]) -> None:
    known = merged([], people).people
    for _ in range(4):
        again = merged(known, people)
        assert again.new == 0
        known = again.people
    assert merged(known, people).people == known


@given(PEOPLE, PEOPLE)
def test_nobody_is_lost(known: list[Acquaintance], read_now: list[Acquaintance]) -> None:
    result = merged(known, read_now)
    assert len(result.people) == len(known) + result.new
    before = [person.name.casefold() for person in known]
    assert [person.name.casefold() for person in result.people[: len(known)]] == before
    assert {person.name.casefold() for person in read_now} <= {person.name.casefold() for person in result.people}
