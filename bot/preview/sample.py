"""The sample data: an invented person, their contacts and facts, and their answers to questions."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from msgspec import Struct

from dialogs.engine.operator_settings import OperatorSettings
from dialogs.messages.letters.compose import compose
from dialogs.messages.letters.facts import Brief
from dialogs.messages.letters.policy import FITTING
from dialogs.model.conversation import Position
from dialogs.model.facts import (
    CONSENT_VERSION,
    Category,
    Comfort,
    Consent,
    Contact,
    Employment,
    Goal,
    Introduction,
    Profile,
    Size,
    Target,
    Work,
)
from dialogs.model.outreach import Event, Outreach, OutreachEvent, Plan
from dialogs.model.person import Person
from dialogs.model.person_line import PersonLine
from dialogs.model.records import replace
from dialogs.rules.contacts import add_people
from dialogs.text import Both, Language, Speak

NOW: Final = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
NAME: Final = "Ingrid Berg"
EMPLOYER: Final = "Norconsult"
CONSENT: Final = Consent(NOW, CONSENT_VERSION)
OPERATOR: Final = OperatorSettings(
    "Nina Solberg, 22 00 00 00",
    "personvern@example.no",
    is_encrypted=True,
    model_host="models.example.org",
)

POSITION: Final = Both("prosjektleder", "project manager")
OTHER_POSITION: Final = Both("byggingeniør", "site engineer")
INDUSTRY: Final = "F"
SENTENCE: Final = Both("prosjektleder, bygg, mellomstor, Bergen", "project manager, construction, mid-sized, Bergen")
PLAN: Final = Both("onsdag etter middag, ved kjøkkenbordet", "Wednesday after dinner, at the kitchen table")
PLANNED_AT: Final = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
OPEN_PLAN: Final = Both("neste fredag", "next Friday")
STRESS: Final = Both("avslutter måneden i tide; lærer opp nye", "month-end on time; trained new people")
PUBLIC_PLACE: Final = Both("Bergen kommune", "the University of Bergen")
JOB: Final = Both("prosjektleder, Bergen", "project manager, Bergen")
PUBLIC_JOB: Final = Both("rådgiver i Bergen kommune", "adviser at Bergen Council")
SUBJECT: Final = Both("Et spørsmål om jobb", "A question about work")
RECEIVER: Final = Both("lederen for prosjektavdelingen", "the head of projects")
OWN_LINE: Final = Both("Jeg bruker fortsatt sjekklista du laget.", "I still use the checklist you made.")
GAP: Final = Both("Takk for sist i [sted]", "Good to see you at [place]")
LONG: Final = Both("Jeg har mye på hjertet.", "I have a lot to say.")
TOO_LONG: Final = Both(f"{LONG.nb} " * 200, f"{LONG.en} " * 200)
FORMAL: Final = Both("mer formell", "more formal")
NOTE: Final = Both("som invitasjon", "as an invitation")
NOBODY: Final = Both("kommer ikke på noen", "nobody comes to mind")
NAMES: Final = Both("Kari Nordmann, Veidekke", "Kari Nordmann, Veidekke")
UNCLEAR: Final = Both("konsulent", "consultant")
"""An ambiguous industry."""

UNKNOWN: Final = Both("drager", "dragons")
"""An unknown industry."""

SENTENCE_TOO_LONG: Final = Both(
    "det husker jeg dessverre ikke helt akkurat nå", "that I really can't remember just now"
)

UNREADABLE: Final = Both("…", "…")

DENIAL: Final = Both("ikke helt", "not quite")

ANSWERS: Final[Mapping[str, tuple[Both, ...]]] = {
    "welcome.work": (Both("nei, mistet jobben", "no, laid off"), Both("ja", "yes, part-time")),
    "welcome.may_know": (Both("nei", "no"), Both("gjerne", "sure")),
    "target.position": (Both("250", "250"),),
    "target.sentence": (SENTENCE, UNCLEAR, Both("noe helt nytt", "something all new")),
    "target.size": (Both("rundt 200", "about 200"), Both("passe", "just right")),
    "target.card": (DENIAL,),
    "target.which_industry": (DENIAL, Both("ja", "yes")),
    "names.understood": (DENIAL,),
    "introductions.receiver": (RECEIVER,),
    "plan.when": (PLAN, OPEN_PLAN, Both("når det passer", "when it suits")),
    "plan.which": (PLAN,),
    "looking.when": (Both("torsdag", "Thursday"),),
    "applied.place": (PUBLIC_PLACE,),
    "kit.stress": (STRESS,),
    "newjob.last_day": (Both("31. januar", "31 January"),),
    "looking.which": (Both("torsdag", "Thursday"),),
    "writing.own_line": (OWN_LINE, GAP),
    "writing.ready": (Both(f"{GAP.nb}. {LONG.nb}", f"{GAP.en}. {LONG.en}"), TOO_LONG, FORMAL, NOTE),
    "drafts.job": (JOB, GAP),
    "voice.sample": (Both(f"{LONG.nb} " * 4, f"{LONG.en} " * 4), LONG),
    "people.list": (Both("Kari", "Kari"), Both("Per Hansen", "Per Hansen")),
    "people.same": (Both("Kari", "Kari"), Both("Jonas Lie", "Jonas Lie"), Both("Per Hansen", "Per Hansen")),
    "people.workplace": (SENTENCE_TOO_LONG, Both("Statnett", "Statnett")),
    "people.role": (SENTENCE_TOO_LONG, POSITION),
    "people.name": (SENTENCE_TOO_LONG, Both("Kari Moe", "Kari Moe")),
    "drafts.whom": (Both("Kari Nordmann", "Kari Nordmann"), Both("Kari", "Kari"), NAMES),
}
"""The texts that are typed at a question, by its stored value. `ANYWHERE` is typed after them, and at all others."""

TYPED_PLANS: Final = (
    Both("på bussen hjem", "on the bus home"),
    Both("jeg sendte den", "I sent it"),
    Both("vet ikke", "I don't know"),
    Both("hun sa ja", "she said yes"),
)
"""The texts that are typed when the coach asks for a plan; some are not a plan."""

ANYWHERE: Final = (NAMES, NOBODY, UNREADABLE)


def answers_at(step: str) -> tuple[Both, ...]:
    """Return the texts that the sample person types at a question."""
    typed = TYPED_PLANS if step in {"plan.when", "plan.sure", "plan.whose"} else ()
    early = (SENTENCE,) if step in {"welcome.work", "welcome.may_know"} else ()
    return (*ANSWERS.get(step, ()), *typed, *early, *ANYWHERE)


class Known(Struct, frozen=True, gc=False):
    """A contact of the sample person."""

    name: str
    category: Category
    comfort: Comfort
    workplace: str = ""
    role: Both | None = None


PEOPLE: Final = (
    Known("Kari Nordmann", Category.FORMER, Comfort.EASY, "Veidekke", POSITION),
    Known("Jonas Lie", Category.ACQUAINTANCE, Comfort.FINE, "Multiconsult"),
    Known("Per Hansen", Category.CLOSE, Comfort.HARD),
    Known("Silje Aas", Category.SAME_PLACE, Comfort.FINE, "Rema"),
    Known("Grethe Moe", Category.COLLEAGUE, Comfort.EASY, EMPLOYER),
    Known("Amir Khan", Category.PERIPHERAL, Comfort.FINE, EMPLOYER),
    Known("Mona Dahl", Category.FORMER, Comfort.FINE, "Sparebanken", Both("daglig leder", "managing director")),
    Known("Eva Lunde", Category.CLOSE, Comfort.EASY, "Lunde Bygg", Both("snekker", "carpenter")),
    Known("Tor Vik", Category.ACQUAINTANCE, Comfort.FINE, "Telenor", OTHER_POSITION),
    Known("Liv Strand", Category.FORMER, Comfort.FINE),
    Known("Kari Holm", Category.ACQUAINTANCE, Comfort.HARD),
)
"""Contacts of every group, with every kind of reason to write to them first. Two share a first name."""

UNSORTED: Final = Contact(905, UUID(int=905), "Lars Holm")
"""A contact without a group."""

GOALS: Final = (Goal(901, "Skanska"), Goal(902, "Veidekke"))


def said_in(language: Language, words: Both) -> str:
    """Return the text in this language."""
    return words.nb if language is Language.NB else words.en


def somebody(language: Language, work: Work) -> Person:
    """Return a person who has consented and said whether they work, and nothing else."""
    me = Profile(NAME, work, has_met_menu=True)
    return Person(UUID(int=7), language, Position("menu.home", 1), CONSENT, me=me)


def told(language: Language, work: Work, speak: Speak) -> Person:
    """Return a person with a target, eleven contacts and two messages in progress."""
    me = Profile(
        NAME,
        work,
        "" if work is Work.NONE else EMPLOYER,
        (Category.FORMER,),
        is_employer_asked=True,
        are_employments_asked=True,
        has_met_menu=True,
    )
    person = replace(
        _knowing_people(somebody(language, work)),
        serial=5000,
        me=me,
        target=target(language),
        goals=GOALS,
        employments=(Employment(903, "Ulven", "2015–2019"),),
    )
    second, third = person.contacts[1:3]
    way = Introduction(904, GOALS[0].n, second.n, said_in(language, RECEIVER))
    person = replace(person, introductions=(way,))
    return with_messages(person, (message(person, second, speak, is_sent=True), message(person, third, speak)))


def _knowing_people(person: Person) -> Person:
    for known in PEOPLE:
        line = PersonLine(known.name, known.workplace, said_in(person.language, known.role) if known.role else None)
        person, _ = add_people(person, [line], known.category)
        person = person.with_contact(replace(person.contacts[-1], comfort=known.comfort))
    return person


def target(language: Language) -> Target:
    """Return the target of the sample person."""
    return Target(
        positions=(said_in(language, POSITION), said_in(language, OTHER_POSITION)),
        industries=(INDUSTRY,),
        sizes=(Size.MEDIUM,),
        places=("Bergen",),
        sentence=said_in(language, SENTENCE),
        is_confirmed=True,
    )


def message(
    person: Person, contact: Contact, speak: Speak, *, is_sent: bool = False, language: Language | None = None
) -> Outreach:
    """Return a message to a contact, composed by the coach."""
    category = contact.category or Category.ACQUAINTANCE
    purpose = FITTING[category][0]
    brief = Brief(
        purpose,
        category,
        contact.name,
        NAME,
        person.target,
        said_in(language or person.language, OWN_LINE),
        is_discreet=person.me.work is Work.DISCREET,
    )
    events = [Event(OutreachEvent.DRAFTED, NOW - timedelta(days=2))]
    if is_sent:
        events.append(Event(OutreachEvent.SENT, NOW - timedelta(days=1)))
    written_in = language or person.language
    text = compose(brief, speak, written_in).text
    return Outreach(1000 + contact.n, contact.n, purpose, written_in, text, brief.own_line, events=tuple(events))


def with_messages(person: Person, written: tuple[Outreach, ...]) -> Person:
    """Return the person with only these messages, and a plan for the first that is not sent."""
    waiting = [one for one in written if one.stands_at is OutreachEvent.DRAFTED][:1]
    plans = tuple(Plan(906, one.n, said_in(person.language, PLAN), PLANNED_AT, has_hour=True) for one in waiting)
    return replace(person, outreaches=written, plans=plans)
