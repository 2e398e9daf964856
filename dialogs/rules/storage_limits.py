"""Limits per person on the number and size of facts, and what happens when one is reached.

Storage checks them before it writes (`bot.storage.people.storage_limit_check`). Old finished facts are dropped first.
Beyond that, the coach refuses new facts and tells the user; no other stored fact is lost.
"""

from typing import Final

from dialogs.model.address_book import Unread
from dialogs.model.fact_kinds import MANY_KINDS
from dialogs.model.facts import ApplicationStatus
from dialogs.model.outreach import Outreach
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.replies import Reply, say
from dialogs.text import Count, Text, t
from dialogs.wording.files import WHY

MOST: Final[dict[str, int]] = {kind.field: kind.stored.most for kind in MANY_KINDS} | {"tasks": 8}
"""The maximum number of facts in each field of `Person` that holds many."""

MOST_TOLD: Final = 3 * 2**20
"""Bytes of all facts together, which each turn reads. A thousand messages of usual length take half of them."""

MOST_NOTED: Final = MOST_TOLD + 2**18
"""Bytes of the slots. During a restore, they hold all facts that the export replaced."""

MOST_WAY: Final = 2**19
"""Bytes of the history; the oldest checkpoints are dropped first."""

MOST_REMINDED: Final = 2000
"""Maximum number of stored reminders; the oldest are dropped first."""

BOOK: Final = "books"
TOLD: Final = "told"
NOTED: Final = "noted"
FAST_TEXT: Final = "fast text"
"""Limits without a field in `MOST`: the address book, all facts together, the slots, and long texts in a short time."""

FREED_BY_FORGETTING: Final = {"contacts", "ties", "introductions", "outreaches", "plans", TOLD, NOTED}
CLOSED: Final = {ApplicationStatus.TURNED_DOWN, ApplicationStatus.WITHDRAWN}


def without_excess(person: Person) -> Person:
    """Drop the oldest finished facts beyond the limits."""
    if len(person.nudges.told) > MOST_REMINDED:
        told = sorted(person.nudges.told, key=lambda one: one.at)[-MOST_REMINDED:]
        person = replace(person, nudges=replace(person.nudges, told=tuple(told)))
    if (more := len(person.outreaches) - MOST["outreaches"]) > 0:
        person = _without_drafts(person, more)
    if (more := len(person.applications) - MOST["applications"]) > 0:
        closed = [one.n for one in person.applications if one.standing in CLOSED][:more]
        person = replace(person, applications=tuple(one for one in person.applications if one.n not in closed))
    return person


def _without_drafts(person: Person, most: int) -> Person:
    """Drop the oldest drafts that were never sent and that no plan or message refers to."""
    used = {plan.outreach for plan in person.plans} | {one.about for one in person.outreaches}
    used |= {person.slots.subject.outreach, person.slots.message.about, person.outreaches[-1].n}
    gone = {one.n for one in [one for one in person.outreaches if _is_mere_draft(one) and one.n not in used][:most]}
    return replace(person, outreaches=tuple(one for one in person.outreaches if one.n not in gone))


def _is_mere_draft(outreach: Outreach) -> bool:
    return len(outreach.events) <= 1 and not outreach.is_own


def say_full(what: str) -> Reply:
    """Say that a limit is reached, and what the user can do."""
    if what == BOOK:
        return say(WHY[Unread.BOOK_FULL])
    if what == "tasks":
        return say(t("I'm still busy with what you asked for before. Ask me again when you have that."))
    if what == FAST_TEXT:
        return say(
            t("That is more text than I can read at once, so I have not read your last message."),
            t("For one minute I read only short messages. Please send the long ones again after that."),
        )
    if what in FREED_BY_FORGETTING:
        return say(_too_much(), t("There is room again when you forget somebody who matters less, at /contacts."))
    return say(_too_much(), t("More than {count} of these help nobody.", count=Count(MOST[what])))


def _too_much() -> Text:
    return t("That is more than I can keep in order, so I haven't kept it. All that was here is as it was.")
