"""The replies that show the user's network as a map."""

from dialogs.engine.script import Turn
from dialogs.protocol.replies import Items, Reply, Title, say
from dialogs.rules.contacts import EASIEST_FIRST
from dialogs.rules.network_map import _group, _ways, network_of
from dialogs.text import t, tn
from dialogs.understanding.people.naming import whole_name


def say_map_is_coming(_turn: Turn) -> Reply:
    """Say that the map is being drawn."""
    return say(t("I'm drawing your network. It comes here in a moment."))


def say_map(turn: Turn) -> Reply:
    """Return the text alternative of the map: the groups, and the ways to the goals."""
    network = network_of(turn.person)
    following = next((whole_name(point.name) for point in network.points if point.is_next), None)
    groups = [_group(category, network) for category in (*EASIEST_FIRST, None)]
    return say(
        Title(t("Your network")),
        tn("{count} person, and you in the middle.", "{count} people, and you in the middle.", len(network.points)),
        Items(tuple(group for group in groups if group)),
        *([Items(tuple(_ways(network, n) for n in range(len(network.goals))))] if network.goals else []),
        *([t("Next: {name}.", name=following)] if following else []),
    )
