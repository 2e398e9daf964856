"""A person: all that the coach remembers about a user, and their position in the conversation.

Field names are stored: add new ones, never rename one. Fields of the conversation with their default value are not
stored, so a default never changes. This keeps the part that each turn writes at a twelfth of its full length.
"""

from uuid import UUID, uuid5

from dialogs.model.conversation import Position
from dialogs.model.fact_kinds import Snapshot
from dialogs.model.facts import Application, Consent, Contact, ContactEmployment, Goal, Import, Introduction, Work
from dialogs.model.outreach import Outreach, Plan
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
    """A user as stored: the facts that `Snapshot` declares, and the position in the conversation."""

    id: UUID
    language: Language
    where: Position
    consent: Consent | None = None
    serial: int = 0
    tasks: tuple[int, ...] = ()
    slots: Slots = Slots()

    @property
    def has_consented(self) -> bool:
        """Whether what the user writes may be stored."""
        return self.consent is not None and self.consent.is_given

    @property
    def is_discreet(self) -> bool:
        """Whether colleagues must not know of the search; this is the default until the user answers."""
        return self.me.work in {None, Work.DISCREET}

    def contact(self, n: int | None) -> Contact | None:
        """Return the contact with this number, or None."""
        return next((contact for contact in self.contacts if contact.n == n), None)

    def outreach(self, n: int | None) -> Outreach | None:
        """Return the outreach with this number, or None."""
        return next((outreach for outreach in self.outreaches if outreach.n == n), None)

    def goal(self, n: int | None) -> Goal | None:
        """Return the goal with this number, or None."""
        return next((goal for goal in self.goals if goal.n == n), None)

    def introduction(self, n: int | None) -> Introduction | None:
        """Return the introduction with this number, or None."""
        return next((introduction for introduction in self.introductions if introduction.n == n), None)

    def application(self, n: int | None) -> Application | None:
        """Return the application with this number, or None."""
        return next((application for application in self.applications if application.n == n), None)

    @property
    def book(self) -> Import | None:
        """The address book in use, or None. An empty newest import hides an older one, which undo would bring back."""
        newest = max(self.books, key=lambda book: book.n, default=None)
        return newest if newest and newest.people else None

    def tie_of(self, contact: Contact) -> ContactEmployment | None:
        """Return the present employment of a contact, or None if it is unknown."""
        return next((tie for tie in self.ties if tie.contact == contact.n and not tie.is_former), None)

    def plan_for(self, outreach: Outreach) -> Plan | None:
        """Return the newest plan for a message, or None."""
        return next((plan for plan in reversed(self.plans) if plan.outreach == outreach.n), None)

    def uid(self, n: int) -> UUID:
        """Return a UUID for the fact with this number, derived from the person's id, so a replay gives the same."""
        return uuid5(self.id, str(n))

    def with_me(self, **changes: object) -> "Person":
        """Return the person with changed fields of the profile."""
        return replace(self, me=replace(self.me, **changes))  # type: ignore[arg-type]  # `replace` checks the names

    def with_nudging(self, **changes: object) -> "Person":
        """Return the person with changed reminder settings."""
        return replace(self, nudging=replace(self.nudging, **changes))  # type: ignore[arg-type]  # likewise

    def with_target(self, **changes: object) -> "Person":
        """Return the person with changed fields of the target."""
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
    """Each returns the person with changed fields of one record of the slots."""

    def with_contact(self, changed: Contact) -> "Person":
        """Return the person with one contact replaced."""
        kept = tuple(changed if contact.n == changed.n else contact for contact in self.contacts)
        return replace(self, contacts=kept)

    def with_outreach(self, changed: Outreach) -> "Person":
        """Return the person with one outreach replaced."""
        kept = tuple(changed if outreach.n == changed.n else outreach for outreach in self.outreaches)
        return replace(self, outreaches=kept)

    def with_employment(self, new: ContactEmployment) -> "Person":
        """Return the person with another employment of a contact."""
        return replace(self, ties=(*self.ties, new))
