"""What the conversation remembers between two questions: one record for each dialog that needs one.

Each record is stored under its kind, which is the name of its field in `Slots`. Names are stored: add, never rename.
What is default is not stored, so a default never changes.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from dialogs.model.address_book import File, Match, RelatedCompany, Tally
from dialogs.model.companies import FoundCompanies
from dialogs.model.facts import Advice, Category, Occasion, OutreachEvent, Purpose
from dialogs.model.person_line import PersonLine
from dialogs.model.reminders import ReminderKind
from dialogs.model.snapshot import Summary
from dialogs.model.undo_record import Undo
from dialogs.model.wishes import Wish
from dialogs.text import Language


class SubjectSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """What the conversation is about, by the numbers of facts. It goes from dialog to dialog."""

    contact: int | None = None
    outreach: int | None = None
    introduction: int | None = None
    application: int | None = None
    goal: int | None = None
    queue: tuple[int, ...] = ()
    """Contacts that are asked about one after the other, or that were proposed and passed over."""


class MessageSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The message that is to be written or changed."""

    purpose: Purpose | None = None
    own_line: str = ""
    language: Language | None = None
    occasion: Occasion | None = None
    about: int | None = None
    """The outreach that the message refers to."""

    job: str = ""
    wish: Wish | None = None
    """What is asked of the draft, until it is known whether the person's own text may go."""

    is_private: bool = False
    """Whether the person says that the employer is not public."""

    closing: int | None = None
    """The open request to close first."""


class TargetField(StrEnum):
    """An answer of the target card that is being corrected; the values stand in buttons: add, never rename."""

    POSITION = "position"
    INDUSTRY = "industry"
    SIZE = "size"
    PLACE = "place"
    AIMS = "aims"


class TargetSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The target: the answer that is being corrected, and the industries that are still to be asked about."""

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
    """The people that are being added, and the page of a list of contacts."""

    category: Category | None = None
    lines: tuple[PersonLine, ...] = ()
    line: int | None = None
    prompt: int = 0
    page: int = 0
    is_sorting_put_off: bool = False
    is_first: bool = False


class NetworkSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """A file that is imported, the matches in the address book, and an export that is restored."""

    file: File | None = None
    tally: Tally | None = None
    are_others_told: bool = False
    """Whether the other ways to import were explained."""

    is_searched: bool = False
    are_related_asked: bool = False
    matches: tuple[Match, ...] = ()
    match: int | None = None
    related: tuple[RelatedCompany, ...] = ()
    found: int = 0
    seen: int = 0
    """How many of the matches that were found have been shown."""

    summary: Summary | None = None
    before: Undo | None = None
    """The facts that an export replaced."""


class WhoWorksAtSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The workplace that is asked about, and names that are like its name."""

    place: str = ""
    is_asked: bool = False
    related: tuple[str, ...] = ()


class PlanTime(Struct, frozen=True, gc=False, omit_defaults=True):
    """A time that words may mean; `has_hour` is false if only the day was named."""

    at: datetime
    has_hour: bool = True


class FollowUpSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """What was typed where a plan is asked for, what it may mean, and the page of the plan."""

    words: str = ""
    times: tuple[PlanTime, ...] = ()
    outcome: OutreachEvent | None = None
    days: tuple[datetime, ...] = ()
    """The times at which to check back that words may mean."""

    page: int = 0


class WeekReportSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """Which week is shown, and how."""

    weeks_back: int = 0
    has_names: bool = False


class ProfileSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The item of the checklist that is looked at."""

    item: Advice | None = None


class ReminderTopic(Struct, frozen=True, gc=False):
    """What a reminder is about: the kind, and the number of the fact (0 if there is none)."""

    kind: ReminderKind
    about: int


class ReminderSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """What is snoozed, and the times that words may mean, or the time that was chosen."""

    topics: tuple[ReminderTopic, ...] = ()
    times: tuple[datetime, ...] = ()


class ApplicationSlots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The place of a job, while it is asked whether the job is known already."""

    place: str = ""


class Slots(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """What the conversation remembers between two questions, each record under its kind."""

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
