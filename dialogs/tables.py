"""The tables of words, names and texts, loaded before the first message needs them."""

from dialogs.messages.letters.catalogue import written
from dialogs.target.register_query import current
from dialogs.understanding.crisis import speaks_of_crisis
from dialogs.understanding.people.people import people_in
from dialogs.understanding.people.vocabulary import workplace_names
from dialogs.understanding.questions.knowledge_base import answer_to
from dialogs.understanding.target.industries import industries, industry_in_words
from dialogs.understanding.target.municipalities import numbers_of
from dialogs.understanding.target.sentence import target_in
from dialogs.understanding.time_zones import find_zone, zone_in_words


def load_tables() -> None:
    """Read a sample with each reader, which loads and keeps its tables. Takes about 0.3 s; safe in any thread."""
    target_in("controller, bygg, Oslo, rundt 50 ansatte, helst hos Equinor")
    people_in("Kari Nordmann, Veidekke, prosjektleder, svigerfar til Ola")
    answer_to("hva er oppsigelsestiden min?")
    find_zone("Oslo")
    zone_in_words("Europe/Oslo")
    numbers_of("Oslo")
    workplace_names()
    speaks_of_crisis("hei")
    written()
    industry_in_words(industries()[0].code)
    current("00")  # no code of today, so the table of retired ones is looked into
