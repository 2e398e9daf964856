"""Follow-up of a message: how long to wait, the plan, whom to thank and ask, and the week report."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import Languages
from dialogs.applications import new_job, referees
from dialogs.applications.endorsers import people_there, right_purpose
from dialogs.engine.script import Turn
from dialogs.follow_up import week_report
from dialogs.follow_up.plan_overview import PAGE, card
from dialogs.model.facts import Application, Category, Contact, MayKnow, Work
from dialogs.model.outreach import Event, Outreach, OutreachEvent, Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.events import Said
from dialogs.protocol.replies import Button, Copy, Reply
from dialogs.rules.discretion import thanks_owed
from dialogs.rules.follow_up_cadence import Move, move, next_answer_check
from dialogs.rules.outreach import owed, record_event, record_sent, to_thank, without_newest_event
from dialogs.rules.ranking import next_proposal
from dialogs.text import Language
from tests.support.chat import plain
from tests.support.people_told import NOW, knowing, somebody

LANGUAGES = Languages.load()
OSLO = ZoneInfo("Europe/Oslo")
NOON = 11


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, NOON, tzinfo=UTC)


def message(contact: Contact, *events: Event, n: int = 900, purpose: Purpose = Purpose.OPENINGS) -> Outreach:
    return Outreach(n, contact.n, purpose, Language.NB, "Hei", events=(Event(OutreachEvent.DRAFTED, NOW), *events))


def with_message(person: Person, *events: Event, n: int = 900, purpose: Purpose = Purpose.OPENINGS) -> Person:
    """Return the person with another message, to the newest contact."""
    new = message(person.contacts[-1], *events, n=n, purpose=purpose)
    return replace(person, outreaches=(*person.outreaches, new))


def turn(person: Person, now: datetime = NOW) -> Turn:
    return Turn(person, Said(""), now, OSLO, LANGUAGES.speak)


def shown(reply: Reply, language: Language = Language.EN) -> str:
    return plain(LANGUAGES.spoken(reply, language))


def labels(reply: Reply) -> list[str]:
    spoken = LANGUAGES.spoken(reply, Language.EN)
    return [str(button.label) for row in spoken.buttons for button in row if isinstance(button, Button)]


@pytest.mark.parametrize(
    ("sent_on", "follow_ups", "expected", "why"),
    [
        (date(2026, 11, 23), (), date(2026, 11, 30), "five business days"),
        (date(2026, 11, 27), (), date(2026, 12, 4), "a weekend does not count"),
        (date(2026, 12, 21), (), date(2027, 1, 6), "nor does romjul"),
        (date(2026, 7, 3), (), date(2026, 7, 31), "nor fellesferie, weeks 28 to 30"),
        (date(2026, 5, 12), (), date(2026, 5, 21), "nor Ascension Day and the Friday squeezed in after it"),
        (date(2026, 11, 23), (date(2026, 12, 1),), date(2026, 12, 15), "ten after the first follow-up"),
        (date(2026, 11, 2), (date(2026, 11, 9), date(2026, 11, 23)), date(2026, 11, 30), "five after the second"),
    ],
)
def test_a_look_again_is_proposed_when_people_have_had_time(
    sent_on: date, follow_ups: tuple[date, ...], expected: date, why: str
) -> None:
    events = [
        Event(OutreachEvent.SENT, at(sent_on)),
        *(Event(OutreachEvent.FOLLOWED_UP, at(day)) for day in follow_ups),
    ]
    kari = knowing(somebody(), "Kari", Category.FORMER).contacts[0]
    outreach = message(kari, *events)
    last = events[-1].at
    assert next_answer_check(outreach, last, OSLO) == expected, why
    assert move(outreach, at(expected) - timedelta(days=1), OSLO) is Move.WAIT, why
    due = (Move.FOLLOW_UP, Move.LAST_FOLLOW_UP, Move.REST)[len(follow_ups)]
    assert move(outreach, at(expected), OSLO) is due, why


def test_whoever_looks_late_is_proposed_a_day_that_is_still_to_come() -> None:
    kari = knowing(somebody(), "Kari", Category.FORMER).contacts[0]
    outreach = message(kari, Event(OutreachEvent.SENT, at(date(2026, 9, 1))))
    assert next_answer_check(outreach, at(date(2026, 11, 27)), OSLO) == date(2026, 12, 2)


def test_a_follow_up_is_noted_on_what_it_is_about_and_taken_back_with_it() -> None:
    person = with_message(knowing(somebody(), "Kari", Category.FORMER), Event(OutreachEvent.SENT, NOW))
    about = replace(message(person.contacts[0], n=901, purpose=Purpose.FOLLOW_UP), about=900)
    person = replace(person, outreaches=(*person.outreaches, about))
    later = NOW + timedelta(days=9)
    person = record_sent(record_sent(person, about, later), about, later)
    assert [outreach.stands_at for outreach in person.outreaches] == [OutreachEvent.FOLLOWED_UP, OutreachEvent.SENT]
    again = record_sent(person, person.outreaches[1], later)
    assert again == person, "what was sent is not sent again"
    back = without_newest_event(person, person.outreaches[1])
    assert [outreach.stands_at for outreach in back.outreaches] == [OutreachEvent.SENT, OutreachEvent.DRAFTED]


def test_a_yes_makes_a_referee_and_a_later_no_unmakes_one() -> None:
    person = with_message(
        knowing(somebody(), "Kari", Category.FORMER), Event(OutreachEvent.SENT, NOW), purpose=Purpose.REFEREE
    )
    person = record_event(person, person.outreaches[0], OutreachEvent.YES, NOW)
    assert person.contacts[0].is_referee
    person = record_event(person, person.outreaches[0], OutreachEvent.NO, NOW)
    assert person.contacts[0].is_referee is False
    person = without_newest_event(person, person.outreaches[0])
    assert person.contacts[0].is_referee


def test_somebody_is_thanked_once_for_each_help_and_a_referee_when_it_is_decided() -> None:
    person = with_message(knowing(somebody(), "Kari", Category.FORMER), Event(OutreachEvent.MET, NOW))
    assert [contact.name for contact, _ in to_thank(person)] == ["Kari"]
    thanked = record_event(person, person.outreaches[0], OutreachEvent.THANKED, NOW)
    assert to_thank(thanked) == []
    told = with_message(thanked, Event(OutreachEvent.SENT, NOW), n=902, purpose=Purpose.HEADS_UP)
    assert to_thank(told) == [], "not before they were rung"
    assert [contact.name for contact, _ in owed(told)] == ["Kari"]


@pytest.mark.parametrize("language", list(Language))
def test_the_plan_stays_short_with_a_hundred_messages(language: Language) -> None:
    person = somebody(language)
    states = (
        (),
        (OutreachEvent.SENT,),
        (OutreachEvent.SENT, OutreachEvent.YES),
        (OutreachEvent.SENT, OutreachEvent.RESTED),
    )
    for number in range(100):
        person = knowing(person, f"Kari Nordmann-Hansen {number}", Category.FORMER, workplace="Veidekke")
        events = (Event(what, NOW) for what in states[number % 4])
        person = with_message(person, *events, n=2000 + number)
    seen: set[str] = set()
    for page in range(20):
        reply = card(turn(person.with_follow_up(page=page)))
        assert len(shown(reply, language)) < 800
        assert len(reply.buttons) <= PAGE + 2
        seen |= {button.choice for row in reply.buttons for button in row if isinstance(button, Button)}
    assert {str(outreach.n) for outreach in person.outreaches} <= seen, "every message is on some page"


def test_the_next_one_is_never_at_a_place_where_an_answer_is_waited_for() -> None:
    person = knowing(somebody(), "Kari", Category.FORMER, workplace="Veidekke")
    person = with_message(person, Event(OutreachEvent.SENT, NOW))
    person = knowing(person, "Jonas", Category.FORMER, workplace="Veidekke AS")
    assert next_proposal(person) is None
    person = knowing(person, "Lise", Category.ACQUAINTANCE, workplace="Skanska")
    proposal = next_proposal(person)
    assert proposal
    assert proposal.contact.name == "Lise"


def test_referees_are_proposed_from_work_and_the_manager_last() -> None:
    person = somebody(work=Work.OPEN)
    person = knowing(person, "Mor", Category.CLOSE)
    person = knowing(person, "Mia", Category.COLLEAGUE, role="leder for avdelingen")
    person = knowing(person, "Per", Category.COLLEAGUE)
    person = knowing(person, "Kari", Category.FORMER)
    asked = [words for words in labels(referees.ask_hub(turn(person))) if words.startswith("Ask ")]
    assert asked == ["Ask Kari", "Ask Per", "Ask Mia"]


def test_nobody_at_work_is_proposed_as_a_referee_while_they_must_not_know() -> None:
    person = knowing(somebody(work=Work.DISCREET), "Per", Category.COLLEAGUE)
    assert not any("Per" in words for words in labels(referees.ask_hub(turn(person))))
    asks = somebody(work=Work.OPEN)
    asks = knowing(asks, "Per", Category.COLLEAGUE)
    asks = asks.with_contact(replace(asks.contacts[0], may_know=MayKnow.ASK))
    assert not any("Per" in words for words in labels(referees.ask_hub(turn(asks))))


@pytest.mark.parametrize(
    ("category", "is_public", "expected"),
    [
        (Category.ACQUAINTANCE, False, Purpose.UNOFFICIAL),
        (Category.FORMER, None, Purpose.UNOFFICIAL),
        (Category.CLOSE, False, Purpose.ASK_ABOUT),
        (Category.SAME_PLACE, False, Purpose.ASK_ABOUT),
        (Category.ACQUAINTANCE, True, Purpose.ASK_ABOUT),
        (Category.FORMER, True, Purpose.ASK_ABOUT),
    ],
)
def test_what_is_asked_where_one_has_applied_is_right_there(
    category: Category,
    is_public: bool | None,  # noqa: FBT001  # drawn from the table, not passed
    expected: Purpose,
) -> None:
    person = knowing(somebody(), "Kari", category, workplace="Statkraft AS")
    application = Application(1, "Statkraft", is_public=is_public)
    assert [contact.name for contact in people_there(person, application)] == ["Kari"]
    assert right_purpose(application, person.contacts[0]) is expected


def test_the_week_counts_what_happened_in_it_and_names_nobody_unasked() -> None:
    monday, sunday = at(date(2026, 11, 23)), datetime(2026, 11, 29, 22, 30, tzinfo=UTC)
    person = knowing(somebody(Language.EN), "Kari Nordmann", Category.FORMER)
    person = with_message(person, Event(OutreachEvent.SENT, monday), Event(OutreachEvent.MET, sunday))
    person = with_message(person, Event(OutreachEvent.SENT, monday - timedelta(days=3)), n=901)
    week = week_report.ask_show(turn(person, sunday))
    (copied,) = [block.text for block in week.blocks if isinstance(block, Copy)]
    assert copied.splitlines()[2:] == ["Messages to people I know: 1 (23 November)", "Talks: 1 (29 November)"]
    assert "Kari" not in copied
    named = week_report.ask_show(turn(person.with_week_report(has_names=True), sunday))
    assert "Kari Nordmann 23 November" in shown(named)


def test_the_file_of_a_week_opens_on_any_phone_and_tells_nothing_by_its_name() -> None:
    document = week_report.say_file(turn(somebody(Language.NB))).document
    assert document
    assert document.name == "uke-48.txt"
    assert document.content.startswith(b"\xef\xbb\xbf")
    assert "Jobbsøk uke 48" in document.content.decode()


def test_a_last_day_that_has_passed_is_no_longer_worked_towards() -> None:
    person = somebody(Language.EN).with_me(last_day=date(2026, 11, 20))
    assert "Your last working day" not in shown(new_job.ask_home(turn(person)))
    person = person.with_me(last_day=date(2026, 11, 30))
    assert "Your last working day: Monday 30 November." in shown(new_job.ask_home(turn(person)))


def test_nobody_at_work_is_to_be_thanked_while_they_must_not_know() -> None:
    person = with_message(knowing(somebody(), "Per", Category.COLLEAGUE), Event(OutreachEvent.MET, NOW))
    assert [contact.name for contact, _ in thanks_owed(person)] == ["Per"]
    person = person.with_me(work=Work.DISCREET)
    assert thanks_owed(person) == []
    assert "Per" not in shown(card(turn(person.with_follow_up(page=0)))).partition("Done")[0]
