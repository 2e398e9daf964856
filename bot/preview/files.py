"""Files and address books in the preview: task results, and sample persons who have them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final
from uuid import UUID

from bot.preview import sample
from dialogs.engine.script import BACK, FAILED, FOUND, HANDED
from dialogs.model.address_book import (
    MOST_BYTES,
    File,
    FoundMatches,
    FoundPeopleAt,
    KeptPeople,
    LookedInto,
    Match,
    NotKept,
    RelatedCompany,
    Source,
    Tally,
    Unread,
    Why,
)
from dialogs.model.fact_kinds import Snapshot
from dialogs.model.facts import Category, Contact, Import
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.snapshot import LookedIntoExport, Restored, Summary
from dialogs.model.undo_record import Undo
from dialogs.protocol.events import Handed, Heard, TaskDone, TaskFailed

FILE: Final = File("1", "Connections.csv", 90_000)
TALLY: Final = Tally(Source.LINKEDIN, 1142, 14, 3, (17, 804, 805))
BOOK: Final = Import(1, sample.NOW, 1142, 1142, 0)
TASK: Final = 2

TALLIES: Final = (
    TALLY,
    replace(TALLY, people=1, with_details=1, unread=1, first_unread=(17,)),
    replace(TALLY, source=Source.CARDS),
    replace(TALLY, with_details=0, unread=40, first_unread=tuple(range(2, 12))),
)
BOOKS: Final = (
    BOOK,
    Import(TASK, sample.NOW, 1150, 8, 20),
    Import(TASK, sample.NOW, 1143, 1, 0),
    Import(TASK, sample.NOW, 1142, 0, 0),
    Import(TASK, sample.NOW, 1, 1, 0),
)


FITS: Final = (
    Match("Kari Lie", "Veidekke", "Prosjektleder", Why.AT_GOAL, "Veidekke", Category.FORMER),
    Match("Jon Bø", "Veidekke", "", Why.AT_GOAL, "Veidekke"),
    Match("Ida Moe", "Skanska", "HR", Why.WAS_AT_GOAL, "Veidekke"),
    Match("Per Ås", "Ulven", "", Why.SHARED, "Ulven", Category.SAME_PLACE),
    Match("Eva Li", "NCC", "Prosjektleder", Why.NEAR_ROLE, "NCC"),
    Match("Tor Vik", "Fjord", "Rekrutterer", Why.RECRUITS, "Fjord"),
)
AKIN: Final = (RelatedCompany(1, "Veidekke Eiendom"),)
HOLDING: Final = Summary(sample.NOW - timedelta(days=30), 12, 3, 7, 2, 1142)
EXPORTS: Final = (
    HOLDING,
    Summary(sample.NOW - timedelta(days=400), 1, 1, 1, 1, 1),
    Summary(sample.NOW, 0, 0, 0, 0, 0),
)
PLACE: Final = "Veidekke"
PEOPLE_AT: Final = FoundPeopleAt(PLACE, FITS[:2], FITS[2:3], ("Veidekke Eiendom",))


def results() -> Iterator[tuple[str, Heard]]:
    """Yield the events other than text and presses, each with its description."""
    yield HANDED, Handed(FILE)
    yield HANDED, Handed(replace(FILE, size=MOST_BYTES + 1))
    yield from ((FOUND, TaskDone(TASK, LookedInto(FILE, tally))) for tally in (TALLY, *Unread))
    yield FOUND, TaskDone(TASK, NotKept(FILE, Unread.GONE))
    yield FOUND, TaskDone(TASK, LookedIntoExport(FILE, HOLDING))
    yield FOUND, TaskDone(TASK, Restored(FILE, Snapshot(contacts=(Contact(1, UUID(int=1), FITS[0].name),))))
    yield from (
        (FOUND, TaskDone(TASK, KeptPeople(FILE, base, 1150, 8, 20, has_details=False, pages=())))
        for base in (0, BOOK.n)
    )
    for found in (FoundMatches(0, FITS, 9, AKIN), FoundMatches(0, FITS, 9), FoundMatches(0, (), 0), PEOPLE_AT):
        yield FOUND, TaskDone(TASK, found)
    yield FAILED, TaskFailed(TASK)
    yield BACK, TaskFailed(TASK)


def with_files(person: Person) -> Iterator[Person]:
    """Yield the person with files and address books."""
    reading = person.with_network_slots(file=FILE, tally=TALLY)
    yield reading
    yield replace(reading, tasks=(TASK,))
    yield from (replace(person, books=(BOOK,)).with_network_slots(file=FILE, tally=tally) for tally in TALLIES)
    yield from (replace(person, books=(book,)).with_network_slots(file=FILE, tally=TALLY) for book in BOOKS)
    yield replace(person, books=(BOOK, BOOKS[1])).with_network_slots(file=FILE, tally=TALLY)
    yield replace(person, books=(BOOK,))
    yield from (reading.with_network_slots(summary=holding, before=Undo()) for holding in EXPORTS)
    akin = tuple(RelatedCompany(goal.n, one.company) for goal in person.goals[:1] for one in AKIN)
    fitting = (
        replace(person, books=(BOOK,))
        .with_network_slots(matches=FITS, related=akin, found=9, seen=6, match=0)
        .with_who_works_at(place=PLACE)
    )
    yield fitting
    alone = fitting.with_network_slots(related=()).with_subject(contact=None)
    asked = alone.with_who_works_at(related=PEOPLE_AT.akin)
    yield asked.with_network_slots(is_searched=True)
    yield asked.with_network_slots(are_related_asked=True)
    yield asked.with_who_works_at(is_asked=True)
    yield fitting.with_network_slots(matches=FITS[:1], found=1)
    yield fitting.with_network_slots(matches=(), related=())
    yield fitting.with_network_slots(matches=(), related=(), seen=9)
    yield fitting.with_network_slots(matches=(), related=(), found=0).with_who_works_at(place="Multiconsult AS")
    yield fitting.with_network_slots(matches=(), related=(), found=0).with_who_works_at(place="Nowhere")
    yield fitting.with_who_works_at(place=person.me.employer)
    yield fitting.with_me(employer="Aker Solutions").with_who_works_at(place="Aker")


def with_export(beginner: Person) -> Iterator[Person]:
    """Yield a new person who sends a file from /export."""
    yield from (beginner.with_network_slots(file=FILE, summary=holding) for holding in EXPORTS)


def with_full_list(crowded: Person) -> Person:
    """Return a person whose list is full and who finds more people."""
    return (
        replace(crowded, books=(BOOK,)).with_network_slots(matches=FITS, found=9, seen=6).with_who_works_at(place=PLACE)
    )
