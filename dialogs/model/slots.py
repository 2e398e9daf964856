"""Slots: what a dialog remembers between two questions, one record for each dialog that needs one.

Each record is stored under its kind, the name of its field in `Slots`. Names are stored: add new ones, never rename
one. Default values are not stored, so a default never changes.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from dialogs.model.address_book import File, Match, RelatedCompany, Tally
from dialogs.model.companies import FoundCompanies
from dialogs.model.draft_changes import Wish
from dialogs.model.facts import Advice, Category
from dialogs.model.outreach import Occasion, OutreachEvent, Purpose
from dialogs.model.person_line import PersonLine
from dialogs.model.reminders import ReminderKind
from dialogs.model.snapshot import Summary
from dialogs.model.undo_record import Undo
from dialogs.text import Language


class SubjectSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The subject of the conversation, as numbers of facts; it is passed from dialog to dialog."""

    contact: int | None = None
    outreach: int | None = None
    introduction: int | None = None
    application: int | None = None
    goal: int | None = None
    queue: tuple[int, ...] = ()
    """Contacts to ask about one by one, or those who were proposed and passed over."""


class MessageSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The message to write or change."""

    purpose: Purpose | None = None
    own_line: str = ""
    language: Language | None = None
    occasion: Occasion | None = None
    about: int | None = None
    """The outreach that the message refers to."""

    job: str = ""
    wish: Wish | None = None
    """The requested change of the draft, until the user has decided about their own text."""

    is_private: bool = False
    """Whether the user says that the employer is not public."""

    closing: int | None = None
    """The open request to close first."""


class TargetField(StrEnum):
    """An answer of the target card that is being corrected. Used in buttons: add values, never rename one."""

    POSITION = "position"
    INDUSTRY = "industry"
    SIZE = "size"
    PLACE = "place"
    AIMS = "aims"


class TargetSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The target: the answer that is being corrected, and the industries still to ask about."""

    field: TargetField | None = None
    words: str = ""
    codes: tuple[str, ...] = ()
    """The industries that `words` may mean."""

    kept: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


class CompanySearchSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The search in the company register."""

    is_asked: bool = False
    page: int = 0
    companies: FoundCompanies | None = None


class ContactSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The people being added, and the page of a list of contacts."""

    category: Category | None = None
    lines: tuple[PersonLine, ...] = ()
    line: int | None = None
    prompt: int = 0
    page: int = 0
    is_sorting_put_off: bool = False
    is_first: bool = False
    is_from_card: bool = False
    """Whether the dialog was entered from the card of the contact, and returns there."""


class NetworkSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The file being imported, the matches in the address book, and the export being restored."""

    file: File | None = None
    tally: Tally | None = None
    are_others_told: bool = False
    """Whether the other sources for an import were explained."""

    is_searched: bool = False
    are_related_asked: bool = False
    matches: tuple[Match, ...] = ()
    match: int | None = None
    related: tuple[RelatedCompany, ...] = ()
    found: int = 0
    seen: int = 0
    """The number of matches that have been shown."""

    summary: Summary | None = None
    before: Undo | None = None
    """The facts that an export replaced."""


class WhoWorksAtSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The workplace in question, and similar names."""

    place: str = ""
    is_asked: bool = False
    related: tuple[str, ...] = ()


class PlanTime(Struct, frozen=True, gc=False, omit_defaults=True):
    """A time that words may mean; `has_hour` is false if they name only the day."""

    at: datetime
    has_hour: bool = True


class FollowUpSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The text typed at the question for a plan, its possible meanings, and the page of the plan."""

    words: str = ""
    times: tuple[PlanTime, ...] = ()
    outcome: OutreachEvent | None = None
    days: tuple[datetime, ...] = ()
    """The times to check back that the words may mean."""

    page: int = 0


class WeekReportSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The week shown, and how."""

    weeks_back: int = 0
    has_names: bool = False


class ProfileSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The item of the checklist that is shown."""

    item: Advice | None = None


class ReminderTopic(Struct, frozen=True, gc=False):
    """The topic of a reminder: the kind, and the number of the fact (0: none)."""

    kind: ReminderKind
    about: int


class ReminderSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The topics to snooze, and the times that words may mean or the chosen time."""

    topics: tuple[ReminderTopic, ...] = ()
    times: tuple[datetime, ...] = ()


class ApplicationSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The employer of a job, until the user has said whether the job is known."""

    place: str = ""


class Slots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """All slots, each record under its kind."""

    subject: SubjectSlots = SubjectSlots()
    message: MessageSlots = MessageSlots()
    target: TargetSlots = TargetSlots()
    company_search: CompanySearchSlots = CompanySearchSlots()
    contacts: ContactSlots = ContactSlots()
    network: NetworkSlots = NetworkSlots()
    who_works_at: WhoWorksAtSlots = WhoWorksAtSlots()
    follow_up: FollowUpSlots = FollowUpSlots()
    week_report: WeekReportSlots = WeekReportSlots()
    profile: ProfileSlots = ProfileSlots()
    reminders: ReminderSlots = ReminderSlots()
    applications: ApplicationSlots = ApplicationSlots()
