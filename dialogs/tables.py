"""Preloading of the data tables, so that the first message does not wait for them."""

from dialogs.messages.letters.catalogue import written
from dialogs.target.register_query import current
from dialogs.understanding.crisis import speaks_of_crisis
from dialogs.understanding.interpretation.acts import Situation
from dialogs.understanding.interpretation.interpret import interpret
from dialogs.understanding.interpretation.mentions import Record
from dialogs.understanding.people.people_in_text import people_in
from dialogs.understanding.people.vocabulary import workplace_names
from dialogs.understanding.questions.knowledge_base import answer_to
from dialogs.understanding.target.industries import industries, industry_in_words
from dialogs.understanding.target.municipalities import numbers_of
from dialogs.understanding.target.sentence import target_in
from dialogs.understanding.time_zones import find_zone, zone_in_words


def load_tables() -> None:
    """Call each reader with a sample text, which loads and caches its tables.

    This takes about 0.3 s and is thread-safe.
    """
    target_in("controller, bygg, Oslo, rundt 50 ansatte, helst hos Equinor")
    people_in("Kari Nordmann, Veidekke, prosjektleder, svigerfar til Ola")
    answer_to("hva er oppsigelsestiden min?")
    find_zone("Oslo")
    zone_in_words("Europe/Oslo")
    numbers_of("Oslo")
    workplace_names()
    speaks_of_crisis("hei")
    interpret("hei", Situation.MENU, Record())
    written()
    industry_in_words(industries()[0].code)
    current("00")  # not a present code, so this reads the table of retired codes
