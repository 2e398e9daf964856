"""One person, whole: all that the coach remembers of them, and where they are in the conversation.

Field names are stored: add, never rename. Of what the conversation remembers, a field that says nothing is not stored,
so its default never changes: it goes with each turn, and whole it would be twelve times as long.
"""

from uuid import UUID, uuid5

from dialogs.model.conversation import Position
from dialogs.model.fact_kinds import Snapshot
from dialogs.model.facts import (
    Application,
    Consent,
    Contact,
    ContactEmployment,
    Goal,
    Import,
    Introduction,
    Outreach,
    Plan,
    Work,
)
from dialogs.model.records import replace
from dialogs.model.slot_updates import changing
from dialogs.model.slots import (
    ApplicationSlots,
    CompanySearchSlots,
    ContactSlots,
    FollowUpSlots,
    MessageSlots,
    NetworkSlots,
    ProfileSlots,
    ReminderSlots,
    Slots,
    SubjectSlots,
    TargetSlots,
    WeekReportSlots,
    WhoWorksAtSlots,
)
from dialogs.text import Language


class Person(Snapshot, frozen=True, gc=False):
    """One person, whole: their facts, which `Snapshot` declares, and their place in the conversation."""

    id: UUID
    language: Language
    where: Position
    consent: Consent | None = None
    serial: int = 0
    wants: tuple[int, ...] = ()
    slots: Slots = Slots()

    @property
    def has_consented(self) -> bool:
        """Whether what they write may be stored."""
        return self.consent is not None and self.consent.is_given

    @property
    def is_discreet(self) -> bool:
        """Whether those at work must not know. So it is until the person says otherwise."""
        return self.me.work in {None, Work.DISCREET}

    def contact(self, n: int | None) -> Contact | None:
        """The contact of this number, if there is one."""
        return next((contact for contact in self.contacts if contact.n == n), None)

    def outreach(self, n: int | None) -> Outreach | None:
        """The outreach of this number, if there is one."""
        return next((outreach for outreach in self.outreaches if outreach.n == n), None)

    def goal(self, n: int | None) -> Goal | None:
        """The goal of this number, if there is one."""
        return next((goal for goal in self.goals if goal.n == n), None)

    def introduction(self, n: int | None) -> Introduction | None:
        """The introduction of this number, if there is one."""
        return next((introduction for introduction in self.introductions if introduction.n == n), None)

    def application(self, n: int | None) -> Application | None:
        """The application of this number, if there is one."""
        return next((application for application in self.applications if application.n == n), None)

    @property
    def book(self) -> Import | None:
        """The address book that is asked, if there is any. An empty one only covers another, to be taken back to."""
        newest = max(self.books, key=lambda book: book.n, default=None)
        return newest if newest and newest.people else None

    def tie_of(self, contact: Contact) -> ContactEmployment | None:
        """Where a contact works now, if it was told."""
        return next((tie for tie in self.ties if tie.contact == contact.n and not tie.is_former), None)

    def plan_for(self, outreach: Outreach) -> Plan | None:
        """The newest plan for a message."""
        return next((plan for plan in reversed(self.plans) if plan.outreach == outreach.n), None)

    def uid(self, n: int) -> UUID:
        """A UUID for the fact of this number. It follows from the person's own, so that a replay makes the same."""
        return uuid5(self.id, str(n))

    def with_me(self, **changes: object) -> "Person":
        """The person, with something else told about themselves."""
        return replace(self, me=replace(self.me, **changes))  # type: ignore[arg-type]  # replace checks the names

    def with_nudging(self, **changes: object) -> "Person":
        """The person, who wants something else of nudges."""
        return replace(self, nudging=replace(self.nudging, **changes))  # type: ignore[arg-type]  # likewise

    def with_target(self, **changes: object) -> "Person":
        """The person, with something else told about the target."""
        return replace(self, target=replace(self.target, **changes))  # type: ignore[arg-type]  # likewise

    with_subject = changing("subject", SubjectSlots)
    with_message = changing("message", MessageSlots)
    with_target_slots = changing("target", TargetSlots)
    with_company_search = changing("company_search", CompanySearchSlots)
    with_contact_slots = changing("contacts", ContactSlots)
    with_network_slots = changing("network", NetworkSlots)
    with_who_works_at = changing("who_works_at", WhoWorksAtSlots)
    with_follow_up = changing("follow_up", FollowUpSlots)
    with_week_report = changing("week_report", WeekReportSlots)
    with_profile_slots = changing("profile", ProfileSlots)
    with_reminder_slots = changing("reminders", ReminderSlots)
    with_application_slots = changing("applications", ApplicationSlots)
    """The person, with something else in a record of the slots."""

    def with_contact(self, changed: Contact) -> "Person":
        """The person, with one contact changed."""
        kept = tuple(changed if contact.n == changed.n else contact for contact in self.contacts)
        return replace(self, contacts=kept)

    def with_outreach(self, changed: Outreach) -> "Person":
        """The person, with one outreach changed."""
        kept = tuple(changed if outreach.n == changed.n else outreach for outreach in self.outreaches)
        return replace(self, outreaches=kept)
