"""A restored export: every fact as before, over the wire and in the database, and no restore if the user left."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings

from bot.address import Address
from bot.i18n import Languages
from bot.storage.db.database import Database
from bot.storage.people import address_books, people
from bot.storage.people.pages import unpacked
from dialogs.coach import Coach
from dialogs.engine.script import Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.model.address_book import Acquaintance, File, NotKept, Unread
from dialogs.model.events import Pressed
from dialogs.model.fact_kinds import Snapshot
from dialogs.model.facts import Goal, Import, Work
from dialogs.model.outreach import Event, Outreach, OutreachEvent, Plan, Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.reminders import ReminderKind, ReminderTime, SentReminders
from dialogs.model.snapshot import Exported, LookedIntoExport, Restore, Restored, holding
from dialogs.protocol.events import Handed, Heard, ReminderCheck, Said, TaskDone, TaskFailed
from dialogs.protocol.replies import Para, Reply
from dialogs.rules.restore import is_fresh, put_back, settled, taken_away
from dialogs.text import Language, Text
from tests.dialogs.test_personas import FOLDER
from tests.dialogs.test_transcripts import serving
from tests.support.chat import Transcript, act
from tests.support.people_told import NOW, knowing, somebody
from tests.support.persons import persons
from tests.support.telegram.server import TelegramServer

OSLO = ZoneInfo("Europe/Oslo")
LANGUAGES = Languages.load()
FILE = File("1", "coach-export.zip")
FUZZ = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
# --- end to end ------------------------------------------------------------------------------------------------------


def stored(database: Database, address: Address) -> tuple[Person, list[Acquaintance]]:
    """Return everything stored about a user, with the address book."""
    with database.begin() as connection:
        person = people.find(connection, address)
        assert person
        assert person.book
        return person, unpacked(address_books.pages_of(connection, person.id, person.book.n))


@pytest.mark.parametrize("name", ["maria", "dev"])
async def test_a_life_is_exported_deleted_and_brought_back(name: str, database_url: str) -> None:
    transcript = Transcript.read(FOLDER / f"{name}.txt")
    async with TelegramServer() as server, serving(server, LANGUAGES, database_url, "polling") as stage_for:
        user = server.user(transcript.name, transcript.language)
        stage, address = stage_for(user), Address("telegram", str(user.id))
        await transcript.played(stage)
        database = Database.open(database_url)
        for action in ("(file) connections.csv", "[Ja, lagre dem]", "[Ja, lagre det også]", "[Det holder for nå]"):
            await act(stage, action)
        before, known = stored(database, address)
        stage.clock.now += timedelta(hours=1)
        given = next(bubble.file for bubble in await act(stage, "/eksporter") if bubble.file)
        for action in ("/slett", "[Ja, slett alt]", "/start"):
            await act(stage, action)
        if transcript.language is not Language.NB:
            await act(stage, "[Norsk]")
        for action in ("[Ja, lagre og start]", f"(file) {given}", "[Ja, legg alt tilbake]"):
            await act(stage, action)
        after, still_known = stored(database, address)
        database.close()
    assert len(known) > 1
    assert still_known == known
    assert facts(after) | {"nudges": None} == facts(before) | {"nudges": None}
    told = {(one.kind, one.about) for one in before.nudges.told if one.kind is not ReminderKind.UNFINISHED}
    assert told <= {(one.kind, one.about) for one in after.nudges.told}
    assert after.where.step == "menu.home"
    assert after.consent != before.consent
    assert after.serial >= max(one.n for one in before.outreaches)


def facts(person: Person | Snapshot) -> dict[str, Any]:
    return {name: getattr(person, name) for name in Snapshot.__struct_fields__}


# --- the present facts -----------------------------------------------------------------------------------------------


def past_of(person: Person) -> Snapshot:
    return Snapshot(**facts(person))


def restored(person: Person, pages: tuple[bytes, ...] = ()) -> Restored:
    return Restored(FILE, past_of(person), pages)


def begun(work: Work | None = Work.DISCREET) -> Person:
    """Return a person who has consented, and perhaps named a work status."""
    return replace(
        Coach().meet(UUID(int=9), Language.EN), consent=somebody().consent, me=replace(somebody().me, work=work)
    )


@FUZZ
@given(persons())
def test_whatever_was_told_is_back_for_somebody_who_begins(person: Person) -> None:
    assume(all(book.n > 0 for book in person.books))  # numbers start at 1
    person = replace(person, books=person.books[-1:])
    back = put_back(begun(None), restored(person), NOW, OSLO)
    mine = facts(person) | {"me": replace(person.me, voice_at=None, voice="")}
    assert {name: value for name, value in facts(back).items() if name != "nudges"} == {
        name: value for name, value in mine.items() if name != "nudges"
    }
    assert (back.id, back.language, back.consent) == (begun().id, begun().language, begun().consent)
    assert back.serial > max((one.n for name in ("contacts", "goals", "plans") for one in mine[name]), default=0)
    assert (back.tasks, back.where.trail, back.where.interrupted) == ((), (), ())


@FUZZ
@given(persons(), persons())
def test_what_was_there_is_back_when_that_is_undone(mine: Person, other: Person) -> None:
    mine = unique(replace(mine, books=mine.books[-1:]))
    other = unique(replace(other, books=other.books[-1:]))
    if is_fresh(mine):
        return
    now = taken_away(put_back(mine, restored(other), NOW, OSLO))
    assert {name: value for name, value in facts(now).items() if name != "nudges"} == {
        name: value for name, value in facts(mine).items() if name != "nudges"
    }
    assert now.where.interrupted == mine.where.interrupted


def unique(person: Person) -> Person:
    """Return the person with unique numbers for the facts, as in reality."""
    n = 0
    changes: dict[str, Any] = {"applications": (), "checks": ()}
    for name in ("goals", "employments", "contacts", "ties", "introductions", "outreaches", "plans"):
        kept = []
        for one in getattr(person, name):
            n += 1
            kept.append(replace(one, n=n))
        changes[name] = tuple(kept)
    books = tuple(replace(book, n=n + 1, people=max(book.people, 1)) for book in person.books)
    return replace(person, **changes, books=books, serial=max(person.serial, n + 1))


def test_an_address_book_gives_way_to_that_of_the_file_or_to_none_and_comes_back() -> None:
    mine = replace(somebody(), books=(Import(50, NOW, 9, 9, 0),))
    for other in (replace(somebody(), books=(Import(3, NOW, 5, 5, 0),)), somebody()):
        now = put_back(mine, restored(other), NOW, OSLO)
        assert (now.book.people if now.book else 0) == (other.book.people if other.book else 0)
        assert len({book.n for book in now.books}) == 2
        assert taken_away(now).books == mine.books
        assert len(settled(now).books) == len(other.books)


def test_neither_consent_nor_silence_at_work_comes_from_a_file() -> None:
    other = somebody(work=Work.OPEN).with_me(voice_at=NOW, voice="Slik skriver jeg.")
    back = put_back(begun(Work.DISCREET), restored(other), NOW, OSLO)
    assert (back.me.voice_at, back.me.voice, back.me.work) == (None, "", Work.DISCREET)
    agreed = replace(somebody(), me=replace(somebody().me, voice_at=NOW, voice="Min egen."))
    assert put_back(agreed, restored(somebody()), NOW, OSLO).me.voice == "Min egen."


def planned(at: datetime) -> Person:
    """Return a person with plans and an unanswered message."""
    person = somebody()
    for n in range(5):
        person = knowing(person, f"Kari {n}", None)
    drafts = tuple(
        Outreach(900 + n, one.n, Purpose.OPENINGS, Language.NB, "Hei!", events=(Event(OutreachEvent.DRAFTED, at),))
        for n, one in enumerate(person.contacts)
    )
    plans = tuple(Plan(950 + n, one.n, "i morgen", at, has_hour=True) for n, one in enumerate(drafts))
    sent = Event(OutreachEvent.SENT, at - timedelta(days=60))
    drafts = (*drafts[:-1], replace(drafts[-1], events=(*drafts[-1].events, sent)))
    return replace(person, outreaches=drafts, plans=plans, serial=1000)


def test_what_should_have_come_meanwhile_does_not_come_at_once() -> None:
    past = planned(NOW - timedelta(days=30))
    back = after(waiting(begun()), TaskDone(1, restored(past)))
    outcome = hear(back, ReminderCheck())
    assert outcome.says == ()
    assert outcome.look_at is None or outcome.look_at > NOW + timedelta(hours=6)
    told = {(one.kind, one.about) for one in back.nudges.told}
    assert {(ReminderKind.PLAN, plan.n) for plan in past.plans[:-1]} <= told
    later = planned(NOW + timedelta(days=2))
    outcome = hear(after(waiting(begun()), TaskDone(1, restored(later))), Said("/menu"))
    assert outcome.look_at
    assert outcome.look_at <= NOW + timedelta(days=2), "what is still to come, comes"


def test_a_clock_that_was_ahead_silences_nothing() -> None:
    future = replace(
        somebody(),
        nudges=SentReminders(
            (ReminderTime(ReminderKind.PLAN, 1, NOW + timedelta(days=900)),), NOW + timedelta(days=900)
        ),
    )
    nudges = put_back(begun(), restored(future), NOW, OSLO).nudges
    assert (nudges.told[0].at, nudges.unasked_at, nudges.waiting_since) == (NOW, NOW, None)


# --- in the conversation ---------------------------------------------------------------------------------------------


def hear(person: Person, heard: Heard) -> TurnResult:
    return Coach().play(Turn(person, heard, NOW, OSLO, LANGUAGES.speak))


def after(person: Person, *all_heard: Heard) -> Person:
    for heard in all_heard:
        outcome = hear(person, heard)
        assert outcome.person
        person = outcome.person
    return person


def press(person: Person, choice: str) -> Pressed:
    return Pressed(person.where.step, choice, person.where.asking)


def msgids(outcome: TurnResult) -> str:
    blocks = [block for said in outcome.says if isinstance(said, Reply) for block in said.blocks]
    return " ".join(block.words.msgid for block in blocks if isinstance(block, Para) and isinstance(block.words, Text))


def asked(person: Person) -> Person:
    """Return a person who is asked to confirm the restore."""
    greeted = person if person.where.asking else after(person, Said("/start"))
    reading = after(greeted, Handed(FILE))
    found = LookedIntoExport(FILE, holding(Exported(NOW, past_of(somebody()))))
    return after(reading, TaskDone(reading.tasks[-1], found))


def waiting(person: Person) -> Person:
    """Return a person who confirmed the restore and waits for it; the task has the number 1."""
    person = asked(person)
    outcome = hear(person, press(person, "yes"))
    assert [task for _, task in outcome.tasks] == [Restore(FILE)]
    assert outcome.person
    return replace(outcome.person, tasks=(1,))


def test_nothing_is_kept_before_the_yes() -> None:
    mine = somebody()
    there = asked(mine)
    assert there.where.step == "restoring.found"
    assert facts(there) == facts(mine)
    assert facts(after(there, press(there, "no"))) == facts(mine)


def test_whoever_has_gone_elsewhere_keeps_what_they_have_and_is_told() -> None:
    there = waiting(somebody())
    away = after(there, Said("/plan"))
    outcome = hear(away, TaskDone(1, restored(knowing(somebody(), "Kari", None))))
    assert outcome.person
    assert facts(outcome.person) == facts(away)
    assert "You went on to something else" in msgids(outcome)
    assert not outcome.person.where.interrupted


def test_what_was_found_meanwhile_is_asked_when_one_comes_back() -> None:
    reading = after(somebody(), Handed(FILE), Said("/plan"))
    found = LookedIntoExport(FILE, holding(Exported(NOW, past_of(somebody()))))
    back = after(reading, TaskDone(reading.tasks[-1], found), Said("/cancel"))
    assert back.where.step == "restoring.found"


@pytest.mark.parametrize(
    "heard", [TaskDone(1, NotKept(FILE, Unread.GONE)), TaskFailed(1, Restore(FILE))], ids=["gone", "failed"]
)
def test_a_file_that_cannot_be_had_changes_nothing(heard: Heard) -> None:
    there = waiting(somebody())
    back = after(there, heard)
    assert (facts(back), back.where.step) == (facts(there), "menu.home")


def test_nothing_is_put_back_after_consent_was_withdrawn() -> None:
    there = waiting(somebody())
    assert there.consent
    paused = replace(there, consent=replace(there.consent, withdrawn_at=NOW))
    outcome = hear(paused, TaskDone(1, restored(knowing(somebody(), "Kari", None))))
    assert outcome.person
    assert (facts(outcome.person), outcome.says) == (facts(paused), ())


def test_buttons_from_before_speak_of_nothing_any_more() -> None:
    mine = replace(somebody(), goals=(Goal(5, "Skanska"),))
    nudge = Pressed("nudges.card", "done-f900", int((NOW - timedelta(hours=1)).timestamp()))
    later = Pressed("nudges.card", "done-f900", int((NOW + timedelta(hours=1)).timestamp()))
    old = Pressed("menu.home", "plan", mine.where.asking)
    back = after(waiting(mine), TaskDone(1, restored(planned(NOW))))
    back = after(back, press(back, "go"))
    for pressed in (nudge, old):
        outcome = hear(back, pressed)
        assert "That button belongs to an earlier question" in msgids(outcome)
        assert outcome.person
        assert facts(outcome.person) == facts(back)
    assert "That button belongs" not in msgids(hear(back, later))


def test_whoever_never_said_whether_they_work_is_asked_that() -> None:
    other = somebody()
    back = after(waiting(begun(None)), TaskDone(1, restored(replace(other, me=replace(other.me, work=None)))))
    assert back.where.step == "welcome.work"


@pytest.mark.parametrize("evil", ["<b>x</b> & <script>", "x" * 20_000, "\0\x1b[2J\u202e", "{count} %s {0}", "=1+1"])
@pytest.mark.parametrize(
    "command", ["/menu", "/contacts", "/plan", "/target", "/introductions", "/draft", "/nudges", "/news", "/import"]
)
def test_hostile_words_are_shown_and_do_nothing(evil: str, command: str) -> None:
    other = knowing(somebody(), "Kari", None)
    other = replace(other, contacts=(replace(other.contacts[0], name=evil, note=evil),), goals=(Goal(77, evil),))
    other = replace(other, target=replace(other.target, positions=(evil,), sentence=evil, places=(evil,)))
    back = after(waiting(begun()), TaskDone(1, restored(other)))
    outcome = hear(back, Said(command))
    assert outcome.says
    assert all(LANGUAGES.spoken(said, Language.NB) for said in outcome.says if isinstance(said, Reply))


def test_an_export_of_another_chat_is_taken_and_the_person_stays_who_they_are() -> None:
    other = replace(knowing(somebody(), "Kari", None), id=UUID(int=1234))
    back = after(waiting(begun()), TaskDone(1, restored(other)))
    assert back.id == begun().id
    assert back.contacts == other.contacts
    assert datetime.fromtimestamp(back.where.replaced[1], UTC) == NOW
