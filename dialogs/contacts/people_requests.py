"""Requests in words, at any step, for the list of people and for the card of a person who is named."""

import re
from typing import Final

from dialogs.engine.script import Turn
from dialogs.model.slots import Slots, SubjectSlots
from dialogs.rules.contacts import contacts_of_name

_LIST: Final = re.compile(
    r"(?:(?:kan|kunne) (?:du|jeg) |(?:can|could) (?:you|i) |please |vær så snill(?: å)? )?"
    r"(?:who(?:['’]s| is| are| do i have)(?: all)? on (?:my|the) list"
    r"|hvem (?:er|står|har jeg)(?: alle)? på lis(?:ta|ten)(?: mi)?"
    r"|(?:show|see)(?: me)? (?:my|the) (?:list|people|contacts|list of people)|my (?:people|contacts)"
    r"|(?:vise?|se)(?: meg)? (?:lis(?:ta|ten)|folka|kontaktene)(?: mi| mine)?|kontaktene mine|folka mine|lista mi)"
    r"(?: now| nå)?(?: please| takk)?[?.! ]*",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(
    r"(?:(?:kan|kunne) du |(?:can|could) you |please )?"
    r"(?:who(?:['’]s| is)|hvem er|kven er|what do you (?:know|have) (?:about|on)|hva (?:vet|har) du (?:om|på)"
    r"|(?:show|open|see)(?: me)?|vis(?:e)?(?: meg)?|åpne|change|edit|endre|rett(?: på)?)"
    r" (?P<name>[^?!.]{2,60}?)(?: again| igjen| please| takk)?[?.! ]*",
    re.IGNORECASE,
)


def asks_for_list(turn: Turn) -> Slots | None:
    """Return the slots if the text asks who is on the list."""
    return Slots() if _LIST.fullmatch(turn.text) else None


def asks_for_person(turn: Turn) -> Slots | None:
    """Return the slots if the text asks for exactly one contact by name: “who is Kari?”, «vis Kari»."""
    asked = _PERSON.fullmatch(turn.text)
    found = contacts_of_name(turn.person, asked["name"]) if asked else []
    return Slots(subject=SubjectSlots(contact=found[0].n)) if len(found) == 1 else None
