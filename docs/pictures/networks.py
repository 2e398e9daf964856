"""Draws docs/pictures/map-*.png: invented networks of 8, 80 and 800 people, by day and in the evening.

python -m docs.pictures.networks
"""  # noqa: INP001  # a script beside the pictures that it draws, no package

import asyncio
import random
from functools import partial
from pathlib import Path
from typing import Final

from bot.i18n import Languages
from bot.tasks.network_map.drawing import drawn
from bot.tasks.network_map.rasterizing import rasterized
from bot.tasks.network_map.svg import DARK, LIGHT
from dialogs.model.facts import Category
from dialogs.rules.network_map import Network, Point
from dialogs.text import Language

HERE: Final = Path(__file__).parent
FIRST: Final = ("Kari", "Ola", "Åse", "Bjørn", "Lise", "Jonas", "Mona", "Tor", "Silje", "Kåre", "Øystein", "Ærlend")
LAST: Final = ("Nordmann", "Hansen", "Ødegård", "Næss", "Åsheim", "Berg", "Lie", "Holm", "Kristoffersen-Bjørkhaug")
PLACES: Final = ("Veidekke", "AF Gruppen", "Multiconsult", "Norconsult", "Telenor", "Bergen kommune")
GOALS: Final = ("Skanska", "Equinor", "Statens vegvesen")
SHARES: Final = {
    Category.CLOSE: 2,
    Category.ACQUAINTANCE: 4,
    Category.COLLEAGUE: 2,
    Category.FORMER: 6,
    Category.PERIPHERAL: 1,
    Category.SAME_PLACE: 3,
}


def network(count: int) -> Network:
    """So many people, always the same; two work at a place aimed for, and one can put one in touch with another."""
    chance = random.Random(count)  # noqa: S311  # names on a drawing are no secret
    groups = chance.choices([*SHARES], [*SHARES.values()], k=count - 3)
    points = [Point(f"{chance.choice(FIRST)} {chance.choice(LAST)}", group, chance.choice(PLACES)) for group in groups]
    ways = (
        Point("Åse Bjørnæs", Category.FORMER, GOALS[0], works_at=0, is_next=True),
        Point("Øystein Dahl", Category.CLOSE, GOALS[0], works_at=0),
        Point("Jonas Lie", Category.ACQUAINTANCE, "DNB", leads_to=1),
    )
    return Network((*points, *ways), GOALS)


async def main() -> None:
    """Draw them all."""
    languages = Languages.load()
    for count in (8, 80, 800):
        for theme, name, language in ((LIGHT, "light-nb", Language.NB), (DARK, "dark-en", Language.EN)):
            svg = drawn(network(count), partial(languages.speak, language=language), theme)
            (HERE / f"map-{count}-{name}.png").write_bytes(await rasterized(svg))


if __name__ == "__main__":
    asyncio.run(main())
