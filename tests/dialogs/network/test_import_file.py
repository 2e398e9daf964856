"""An import during which the user moves to another dialog: nothing is lost, stored unasked, or stored twice."""

from zoneinfo import ZoneInfo

import pytest

from bot.i18n import Languages
from bot.importers.files import read
from bot.storage.people.pages import unpacked
from bot.tasks.address_book_work import AddressBookSnapshot, kept, looked_into
from dialogs.coach import Coach
from dialogs.engine.script import Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.model.address_book import (
    MOST_BYTES,
    File,
    KeepPeople,
    KeptPeople,
    LookedInto,
    LookInto,
    NotKept,
    Reading,
    Unread,
)
from dialogs.model.events import Pressed
from dialogs.model.facts import Import
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.events import Handed, Heard, Said, TaskDone, TaskFailed
from dialogs.protocol.replies import Para, Reply
from dialogs.protocol.tasks import Made, MakeExport
from dialogs.text import Text
from tests.support.chat import sent
from tests.support.people_told import NOW, somebody

LANGUAGES = Languages.load()
FILE = File("1", "connections.csv")
OTHER = File("2", "connections_later.csv")


def hear(person: Person, heard: Heard) -> TurnResult:
    return Coach().play(Turn(person, heard, NOW, ZoneInfo("Europe/Oslo"), LANGUAGES.speak))


def after(person: Person, *all_heard: Heard) -> Person:
    for heard in all_heard:
        outcome = hear(person, heard)
        assert outcome.person
        person = outcome.person
    return person


def press(person: Person, choice: str) -> Pressed:
    return Pressed(person.where.step, choice, person.where.asking)


def looked(file: File) -> LookedInto:
    made = looked_into(file, read(sent(file.name)))
    assert isinstance(made, LookedInto)
    return made


def made(file: File, person: Person, pages: tuple[bytes, ...] = ()) -> KeptPeople:
    found = read(sent(file.name))
    assert isinstance(found, Reading)
    whole = kept(
        KeepPeople(file), found.people, AddressBookSnapshot(person, person.book.n if person.book else 0, pages)
    )
    assert isinstance(whole, KeptPeople)
    return whole


def reading(file: File = FILE) -> Person:
    """Return a person whose file is being read."""
    return after(somebody(), Handed(file))


def keeping() -> Person:
    """Return a person whose file is being imported."""
    person = after(reading(), TaskDone(reading().tasks[0], looked(FILE)))
    person = after(person, press(person, "yes"))
    return after(person, press(person, "no"))


def msgids(outcome: TurnResult) -> set[str]:
    blocks = [block for said in outcome.says if isinstance(said, Reply) for block in said.blocks]
    return {block.words.msgid for block in blocks if isinstance(block, Para) and isinstance(block.words, Text)}


def test_a_file_is_only_looked_into_until_one_says_yes() -> None:
    outcome = hear(somebody(), Handed(FILE))
    assert [task for _, task in outcome.tasks] == [LookInto(FILE)]
    person = reading()
    found = after(person, TaskDone(person.tasks[0], looked(FILE)))
    assert (found.where.step, found.books) == ("imports.found", ())
    assert after(found, press(found, "no")).books == ()


def test_e_mail_and_phone_are_left_out_unless_asked_for() -> None:
    person = after(reading(), TaskDone(reading().tasks[0], looked(FILE)))
    person = after(person, press(person, "yes"))
    assert person.where.step == "imports.details"
    assert [task for _, task in hear(person, press(person, "no")).tasks] == [KeepPeople(FILE)]
    assert [task for _, task in hear(person, press(person, "yes")).tasks] == [KeepPeople(FILE, has_details=True)]
    people = unpacked(made(FILE, person).pages)
    assert [one.email for one in people if one.email] == []


def test_what_was_read_meanwhile_is_shown_when_one_comes_back() -> None:
    person = after(reading(), Said("/plan"))
    outcome = hear(person, TaskDone(person.tasks[0], looked(FILE)))
    assert outcome.says == ()
    assert outcome.person
    assert outcome.person.where.step == "plan.overview"
    assert after(outcome.person, Said("/cancel")).where.step == "imports.found"


def test_what_was_kept_meanwhile_is_told_at_once_and_the_question_stands() -> None:
    person = after(keeping(), Said("/plan"))
    outcome = hear(person, TaskDone(person.tasks[0], made(FILE, person)))
    assert outcome.person
    assert (outcome.person.where.step, outcome.person.book and outcome.person.book.people) == ("plan.overview", 7)
    assert "Your address book has {count} person." in msgids(outcome)
    assert after(outcome.person, Said("/cancel")).where.step == "imports.kept"


def test_going_on_meanwhile_keeps_them_too() -> None:
    person = after(keeping(), press(keeping(), "meanwhile"))
    outcome = hear(person, TaskDone(person.tasks[0], made(FILE, person)))
    assert outcome.person
    assert (outcome.person.where.step, len(outcome.person.books)) == ("menu.home", 1)


def test_the_newest_of_two_files_is_the_one_that_is_meant() -> None:
    person = after(reading(), Handed(OTHER))
    first, second = person.tasks
    person = after(person, TaskDone(first, looked(FILE)))
    assert person.where.step == "imports.reading"
    person = after(person, TaskDone(second, looked(OTHER)))
    assert person.slots.network.tally
    assert (person.where.step, person.slots.network.tally.people) == ("imports.found", 3)


def test_a_file_that_comes_while_another_is_kept_has_to_wait() -> None:
    outcome = hear(keeping(), Handed(OTHER))
    assert (outcome.person and outcome.person.where.step, outcome.tasks) == ("imports.keeping", ())


@pytest.mark.parametrize("why", list(Unread))
def test_a_file_that_cannot_be_read_is_said_to_be_so_and_another_is_asked_for(why: Unread) -> None:
    person = reading()
    outcome = hear(person, TaskDone(person.tasks[0], LookedInto(FILE, why)))
    assert outcome.person
    assert outcome.person.where.step == "imports.file"
    assert "Send me a file, or write some names." in msgids(outcome)
    kept_late = hear(keeping(), TaskDone(keeping().tasks[0], NotKept(FILE, why)))
    assert kept_late.person
    assert (kept_late.person.where.step, kept_late.person.books) == ("imports.file", ())


def test_a_large_file_is_not_even_fetched() -> None:
    outcome = hear(somebody(), Handed(replace(FILE, size=MOST_BYTES + 1)))
    assert (outcome.tasks, outcome.person and outcome.person.where.step) == ((), "imports.file")
    assert any("20 MB" in msgid for msgid in msgids(outcome))


def test_a_failure_leads_to_another_try_and_that_of_an_export_to_none() -> None:
    person = reading()
    (task,) = person.tasks
    assert after(person, TaskFailed(task, LookInto(FILE))).where.step == "imports.file"
    assert after(person, TaskFailed(task, MakeExport())).where.step == "imports.reading"


def test_an_address_book_that_changed_meanwhile_is_not_written_over() -> None:
    person = keeping()
    late = made(FILE, person)
    other = replace(person, books=(Import(3, NOW, 9, 9, 0),))
    outcome = hear(other, TaskDone(person.tasks[0], late))
    assert outcome.person
    assert (outcome.person.where.step, outcome.person.books) == ("imports.file", other.books)
    elsewhere = after(other, press(other, "meanwhile"))
    assert after(elsewhere, TaskDone(person.tasks[0], late)).books == other.books


def test_nothing_is_taken_in_after_consent_was_withdrawn() -> None:
    person = keeping()
    assert person.consent
    paused = replace(person, consent=replace(person.consent, withdrawn_at=NOW))
    outcomes: list[Made] = [made(FILE, person), looked(FILE)]
    for result in outcomes:
        outcome = hear(paused, TaskDone(person.tasks[0], result))
        assert outcome.person
        assert (outcome.person.books, outcome.says) == ((), ())


def test_undo_and_back_lead_to_the_address_book_before() -> None:
    person = keeping()
    first = made(FILE, person)
    person = after(person, TaskDone(person.tasks[0], first))
    person = after(person, Handed(OTHER))
    person = after(person, TaskDone(person.tasks[0], looked(OTHER)))
    person = after(person, press(person, "yes"))
    second = made(OTHER, person, first.pages)
    assert (second.people, second.new, second.changed) == (8, 1, 1)
    person = after(person, TaskDone(person.tasks[0], second))
    assert [book.people for book in person.books] == [7, 8]
    for undone in (after(person, Said("back")), after(person, press(person, "undo"))):
        assert [book.people for book in undone.books] == [7]
    assert [book.people for book in after(person, press(person, "enough")).books] == [8]
