"""Wording of people in the address book: one line each, with the reason for the match."""

from collections.abc import Sequence
from urllib.parse import quote

from dialogs.model.address_book import Match, Why
from dialogs.protocol.choices import encoded
from dialogs.protocol.replies import Button, Link
from dialogs.text import Row, Text, label, t
from dialogs.wording.labels import distinct_labels

SEARCH = "https://www.linkedin.com/search/results/people/?keywords={words}&network=%5B%22S%22%5D"
"""LinkedIn's search for people whom the user's connections know."""

LONGEST = 40


def match_line(fit: Match) -> Text:
    """Return a person with the reason for the match."""
    role = Row(tuple(filter(None, (fit.position, fit.company))))
    match fit.why:
        case Why.AT_GOAL if fit.position:
            return t("{name} works here: {place} ({position})", name=fit.name, place=fit.place, position=fit.position)
        case Why.AT_GOAL:
            return t("{name} works here: {place}", name=fit.name, place=fit.place)
        case Why.WAS_AT_GOAL:
            return t("{name} has worked here: {place}", name=fit.name, place=fit.place)
        case Why.SHARED:
            return t("{name} knows a place where you have worked: {place}", name=fit.name, place=fit.place)
        case Why.NEAR_ROLE:
            return t("{name} does that kind of work: {role}", name=fit.name, role=role)
        case Why.RECRUITS:
            return t("{name} recruits people: {role}", name=fit.name, role=role)


def match_buttons(fits: Sequence[Match]) -> list[Button]:
    """Return a button with a distinct label for each match; the choice is its index."""
    return [Button(words, encoded(n)) for n, words in enumerate(distinct_labels([fit.name[:LONGEST] for fit in fits]))]


def search_link(place: str) -> Link:
    """Return a link to LinkedIn's search for shared connections at a workplace."""
    return Link(label("who works there", "Search on LinkedIn"), SEARCH.format(words=quote(place)))
