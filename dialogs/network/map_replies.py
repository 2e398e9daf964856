"""The replies that show the user's network as a map."""

from collections.abc import Sequence
from typing import Final

from dialogs.engine.script import Turn
from dialogs.model.facts import Category
from dialogs.protocol.replies import Items, Reply, Title, say
from dialogs.rules.contacts import EASIEST_FIRST
from dialogs.rules.network_map import SHORT, Network, Point, network_of
from dialogs.text import Count, Row, Text, t, tn
from dialogs.understanding.people.naming import first_name, whole_name

NAMED: Final = 3
"""Maximum number of names of a group in a line of the description."""


def say_map_is_coming(_turn: Turn) -> Reply:
    """Say that the map is being drawn."""
    return say(t("I'm drawing your network. It comes here in a moment."))


def say_map(turn: Turn) -> Reply:
    """Return the text alternative of the map: the groups, and the ways to the goals."""
    network = network_of(turn.person)
    following = next((whole_name(point.name) for point in network.points if point.is_next), None)
    groups = [_group_line(category, network) for category in (*EASIEST_FIRST, None)]
    return say(
        Title(t("Your network")),
        tn("{count} person, and you in the middle.", "{count} people, and you in the middle.", len(network.points)),
        Items(tuple(group for group in groups if group)),
        *([Items(tuple(_goal_line(network, n) for n in range(len(network.goals))))] if network.goals else []),
        *([t("Next: {name}.", name=following)] if following else []),
    )


def _group_line(category: Category | None, network: Network) -> Text | None:
    names = [first_name(point.name) for point in network.points if point.category is category]
    if not names:
        return None
    return t("{group}, {count}: {names}", group=SHORT[category], count=Count(len(names)), names=_in_a_row(names))


def _goal_line(network: Network, n: int) -> Text:
    goal = network.goals[n]
    there = _named([point for point in network.points if point.works_at == n])
    through = _named([point for point in network.points if point.leads_to == n])
    if there:
        return t("{goal}: you know {names} there", goal=goal, names=there)
    if through:
        return t("{goal}: the way goes through {names}", goal=goal, names=through)
    return t("{goal}: nobody yet", goal=goal)


def _named(points: Sequence[Point]) -> Row | None:
    names = [first_name(point.name) for point in points]
    return _in_a_row(names) if names else None


def _in_a_row(names: Sequence[str]) -> Row:
    more = " …" if len(names) > NAMED else ""
    return Row((*names[: NAMED - 1], *(name + more for name in names[NAMED - 1 : NAMED])))
