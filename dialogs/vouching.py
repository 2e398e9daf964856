"""Who can say a word where one has applied, and what is right to ask of them."""

from typing import Final

from dialogs.companies import is_same
from dialogs.contact_book import to_choose_from, workplace
from dialogs.facts import Application, Category, Contact, Purpose
from dialogs.letters.fitting import refusal
from dialogs.outreaches import open_requests
from dialogs.person import Person

MOST: Final = 3


def people_there(person: Person, application: Application) -> list[Contact]:
    """Whom one may write to at the place, who can say a word first; nobody whose answer is waited for."""
    busy = {outreach.contact for outreach in open_requests(person)}
    there = [
        contact
        for contact in to_choose_from(person)
        if contact.n not in busy and is_same(workplace(person, contact), application.place)
    ]
    return sorted(there, key=lambda one: (right_purpose(application, one) is Purpose.ASK_ABOUT, one.n))[:MOST]


def right_purpose(application: Application, contact: Contact) -> Purpose:
    """What to ask: to say that they know one, where that is right; else what the job is like."""
    category = contact.category or Category.ACQUAINTANCE
    is_improper = refusal(Purpose.UNOFFICIAL, category, is_public=bool(application.is_public)) is not None
    return Purpose.ASK_ABOUT if is_improper else Purpose.UNOFFICIAL
