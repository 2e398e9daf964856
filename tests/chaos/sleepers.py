"""Users who send nothing while the coach is killed, and to each of whom it must send one reminder."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic
from uuid import UUID

from bot.address import Address
from bot.storage.db.database import Database
from bot.storage.people import people
from bot.storage.queue import reminders
from bot.telegram.client.channel import CHANNEL
from dialogs.model.conversation import Position
from dialogs.model.facts import CONSENT_VERSION, Consent, Contact
from dialogs.model.outreach import Event, Outreach, OutreachEvent, Plan, Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.text import Language
from tests.chaos.people import Accepted, Duplicate
from tests.chaos.telegram import Telegram
from tests.support.telegram.api import Shown


@dataclass
class Sleepers:
    """People with a plan each that becomes due during the run, and the messages that they got."""

    server: Telegram
    got: dict[int, list[Accepted]] = field(default_factory=dict)

    def lie_down(self, url: str, count: int, seconds: float) -> None:
        """Store `count` people whose plans become due one after the other in `seconds`, and record their messages."""
        now = datetime.now(UTC)
        database = Database.open(url)
        with database.begin() as connection:
            for n in range(count):
                user = self.server.user("Kari", "en")
                at = now + timedelta(seconds=seconds * n / count)
                address = Address(CHANNEL, str(user.id))
                people.add(connection, planning(UUID(int=10**9 + n), at), address, now)
                reminders.plan(connection, address, at)
                self.got[user.id] = []
        database.close()
        others = self.server.reader

        def read(chat: int, shown: Shown, was_unanswered: bool) -> None:  # noqa: FBT001  # called with positional arguments
            if chat in self.got:
                self.got[chat].append(Accepted(monotonic(), was_unanswered))
            else:
                others(chat, shown, was_unanswered)

        self.server.reader = read

    @property
    def are_awake(self) -> bool:
        """Whether each got a message."""
        return all(self.got.values())

    @property
    def lost(self) -> list[str]:
        """Those who got no message."""
        return [f"never nudged: {chat}" for chat, came in self.got.items() if not came]

    @property
    def duplicates(self) -> list[Duplicate]:
        """The repeated messages."""
        return [
            Duplicate(f"a nudge to {chat}", came[:n], came[n].at)
            for chat, came in self.got.items()
            for n in range(1, len(came))
        ]

    def told_otherwise(self, database: Database) -> list[str]:
        """Return those of whom the database does not record exactly one reminder."""
        wrong = []
        with database.begin() as connection:
            for chat in self.got:
                person = people.find(connection, Address(CHANNEL, str(chat)))
                if person is None or len(person.nudges.told) != 1:
                    wrong.append(f"a nudge that is not noted: {chat}")
        return wrong


def planning(id_: UUID, at: datetime) -> Person:
    """Return a person with a plan for this time."""
    drafted = (Event(OutreachEvent.DRAFTED, at),)
    outreach = Outreach(2, 1, Purpose.OPENINGS, Language.EN, "Hi Jonas!", events=drafted)
    known = Person(id_, Language.EN, Position("menu.home", 1), Consent(at, CONSENT_VERSION), 3)
    known = replace(known, contacts=(Contact(1, id_, "Jonas Berg"),), outreaches=(outreach,))
    return replace(known, plans=(Plan(3, 2, "on the bus", at, has_hour=True),))
