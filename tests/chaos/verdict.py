"""The verdict on the kills: nothing lost or done twice, the same state as without kills, few repeated messages."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median
from typing import Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import fields
from sqlalchemy import Connection, func, select

from bot.address import Address
from bot.storage.db.database import Database
from bot.storage.db.tables import METADATA
from bot.storage.people import people
from bot.telegram.client.channel import CHANNEL
from bot.telegram.inbound.events import key_of
from bot.telegram.outbound.outbox_sender import AT_ONCE
from dialogs.model.address_book import File
from dialogs.model.conversation import Position
from dialogs.model.person import Person
from tests.chaos.people import Accepted, Crowd, Duplicate, Guest

IN_FLIGHT_S = 2.0
"""Maximum seconds between the acceptance of a message and its record in the database, on a busy machine."""

UNLIKE: dict[type, set[str]] = {Person: {"id", "tasks"}, Position: {"message", "missed"}, File: {"ref", "size"}}
"""Fields that depend on message ids and file ids of the channel, or on the run."""

ON_THE_WIRE_S = 2.0
"""Maximum seconds between a kill and the reading of a message sent before it, on a busy machine."""


@dataclass
class Verdict:
    """The figures of a run, and its faults in words."""

    configuration: str
    messages: int = 0
    kills: int = 0
    people: int = 0
    nudged: int = 0
    troubles: int = 0
    lost: int = 0
    twice: int = 0
    different: int = 0
    duplicates: int = 0
    most_duplicates: int = 0
    strange_duplicates: int = 0
    recovery_s: float = 0.0
    longest_recovery_s: float = 0.0
    longest_wait_s: float = 0.0
    wrongs: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether there is no fault."""
        return not self.wrongs


def judge(verdict: Verdict, crowd: Crowd, database: Database, pushed: Sequence[int]) -> None:
    """Compare the stored state and the messages with the expected ones."""
    with database.begin() as connection:
        verdict.messages, verdict.people = len(pushed), len(crowd.guests)
        _judge_effects(verdict, crowd.guests, connection, pushed)
        for guest in crowd.guests:
            found = people.find(connection, Address(CHANNEL, str(guest.user.id)))
            if plain(found) not in [plain(person) for person in guest.may_be]:
                verdict.different += 1
                verdict.wrongs.append(f"state of {guest.walk.title}: {_difference(found, guest.may_be)}")


def _judge_effects(verdict: Verdict, guests: Iterable[Guest], connection: Connection, pushed: Sequence[int]) -> None:
    handled = {key for (key,) in connection.execute(select(METADATA.tables["handled"].c.key))}
    missing = [number for number in pushed if key_of(number) not in handled]
    lost = [words for guest in guests for words in guest.lost]
    unexpected = [words for guest in guests for words in guest.unexpected]
    verdict.lost, verdict.twice = max(len(missing), len(lost)), len(unexpected)
    verdict.wrongs += [f"never heard: {number}" for number in missing]
    verdict.wrongs += [f"unanswered: {words}" for words in lost] + [f"unexpected: {words}" for words in unexpected]
    for table in ("outbox", "set_aside"):
        if left := connection.scalar(select(func.count()).select_from(METADATA.tables[table])):
            verdict.wrongs.append(f"{left} left in {table}")


def judge_duplicates(verdict: Verdict, duplicates: Sequence[Duplicate], kills: Sequence[float]) -> None:
    """Check that only messages in flight were repeated: at a kill, or after a lost response.

    Each acceptance explains at most one repetition. The duplicates of a chat are in chronological order.
    """
    at_kills: Counter[float] = Counter()
    repeated: set[Accepted] = set()
    for one in duplicates:
        may_be = [accepted for accepted in one.before if accepted not in repeated]
        untold = [accepted for accepted in may_be if accepted.was_unanswered]
        killed = [(accepted, kill) for accepted in may_be if (kill := _kill_of(accepted, one.at, kills)) is not None]
        if untold:
            repeated.add(untold[0])
        elif killed:
            accepted, kill = killed[0]
            repeated.add(accepted)
            at_kills[kill] += 1
        else:
            verdict.strange_duplicates += 1
            verdict.wrongs.append(_strange(one, kills))
    verdict.duplicates = len(duplicates)
    verdict.most_duplicates = max(at_kills.values(), default=0)
    if verdict.most_duplicates > AT_ONCE:
        verdict.wrongs.append(f"{verdict.most_duplicates} messages again after one kill")


def _kill_of(accepted: Accepted, again: float, kills: Sequence[float]) -> float | None:
    """Return the time of the kill that prevented the record of an accepted message, or None."""
    may_be = [kill for kill in kills if accepted.at - ON_THE_WIRE_S <= kill <= min(again, accepted.at + IN_FLIGHT_S)]
    return min(may_be, key=lambda kill: abs(kill - accepted.at), default=None)


def _strange(one: Duplicate, kills: Sequence[float]) -> str:
    last = one.before[-1].at
    near = min(kills, key=lambda kill: abs(kill - last), default=last)
    return f"again without a reason: {one.whose}, {one.at - last:.2f} s later; a kill {near - last:+.2f} s from it"


def judge_recovery(verdict: Verdict, kills: Sequence[float], accepted: Sequence[float]) -> None:
    """Measure the time from each kill to the next accepted message."""
    found = [next((at - kill for at in accepted if at > kill), 0.0) for kill in kills]
    verdict.kills = len(kills)
    verdict.recovery_s, verdict.longest_recovery_s = median(found or [0.0]), max(found, default=0.0)


def plain(value: Any) -> Any:
    """Return the facts of a person without ids and times, which differ between runs."""
    if isinstance(value, Struct):
        unlike = UNLIKE.get(type(value), set())
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name not in unlike}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return type(value).__name__ if isinstance(value, UUID | date | datetime) else value


def _difference(found: Person | None, may_be: Sequence[Person | None]) -> str:
    """Describe the difference."""
    if found is None or not may_be or may_be[0] is None:
        return "there" if found else "not there"
    return "; ".join(_differences("", plain(found), plain(may_be[0])))


def _differences(at: str, have: Any, want: Any) -> Iterator[str]:
    if isinstance(have, dict) and isinstance(want, dict):
        for name in have:
            yield from _differences(f"{at}.{name}", have[name], want.get(name))
    elif isinstance(have, list) and isinstance(want, list) and len(have) == len(want):
        for n, (one, other) in enumerate(zip(have, want, strict=True)):
            yield from _differences(f"{at}.{n}", one, other)
    elif have != want:
        yield f"{at}: {have} instead of {want}"
