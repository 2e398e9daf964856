"""What a question takes as its answer, so that words can be read as one of its buttons, or as something else."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from msgspec import Struct

from dialogs.model.facts import Category, Comfort, Work
from dialogs.model.outreach import Purpose
from dialogs.text import Language
from dialogs.understanding.interpretation import claims
from dialogs.understanding.interpretation.acts import Act, Situation
from dialogs.understanding.interpretation.interpret import Interpretation

ReadText: TypeAlias = tuple[object, Interpretation]
"""What was read, and how it is interpreted; kept for the turn."""


class Takes(Struct, frozen=True, gc=False):
    """What a question takes as its answer: the situation in which it is read, and buttons that words may mean.

    `labels` maps the kind of an answer (`dialogs.understanding.interpretation.acts`) to the choice of its button.
    `any_words`: the question takes the words as they are, so words that are likely no answer are asked about.
    """

    situation: Situation
    labels: Mapping[str, str] = {}
    any_words: bool = False
    claims: Callable[[str], bool] | None = None
    """A reader that finds an answer in the words; another act must then be much surer."""

    own_acts: frozenset[Act] = frozenset()
    """Acts that the reader of the question takes itself, however sure they are."""

    def is_claimed(self, text: str) -> bool:
        """Return whether the reader finds an answer in the words."""
        return self.claims is not None and self.claims(text)


AT_REST: Final = Takes(Situation.MENU)
"""Nothing in particular is asked."""

YES_OR_NO: Final = Takes(Situation.YES_NO, {"yes": "yes", "no": "no"})
FREE_LINE: Final = Takes(Situation.OWN_LINE, claims=bool)
"""Any words are an answer."""

SKIPS: Final = {"unsure": "skip", "none": "skip"}
"""Words that skip a question."""

CONSENT: Final = Takes(Situation.CONSENT, {"yes": "yes"})
RIGHT: Final = Takes(Situation.RIGHT, {"yes": "right"})
COMFORT: Final = Takes(
    Situation.COMFORT, {"easy": Comfort.EASY.value, "fine": Comfort.FINE.value, "hard": Comfort.HARD.value}
)
FELT: Final = Takes(
    Situation.FELT, {"easier": Comfort.EASY.value, "fine": Comfort.FINE.value, "hard": Comfort.HARD.value}
)
TIE: Final = Takes(
    Situation.TIE,
    {
        "friend": Category.CLOSE.value,
        "acquaintance": Category.ACQUAINTANCE.value,
        "colleague": Category.COLLEAGUE.value,
        "former": Category.FORMER.value,
        "other_team": Category.PERIPHERAL.value,
        "same_place": Category.SAME_PLACE.value,
    },
)
WORK: Final = Takes(
    Situation.WORK,
    {"secret": Work.DISCREET.value, "open": Work.OPEN.value, "no_job": Work.NONE.value},
    claims=claims.tells_work,
)
MAY_KNOW: Final = Takes(Situation.WORK, {"secret": Work.DISCREET.value, "open": Work.OPEN.value})
LANGUAGE: Final = Takes(Situation.LANGUAGE, {"nb": Language.NB.value, "en": Language.EN.value})
PURPOSE: Final = Takes(
    Situation.PURPOSE,
    {
        "advice": Purpose.ASK_ABOUT.value,
        "recommend": Purpose.RECOMMEND.value,
        "hiring": Purpose.OPENINGS.value,
        "introduce": Purpose.INTRODUCE.value,
    },
)
OUTCOME: Final = Takes(Situation.OUTCOME, claims=claims.tells_outcome, own_acts=frozenset({Act.OUTCOME}))
PEOPLE: Final = Takes(Situation.PEOPLE, any_words=True, claims=claims.names_people)
NAMES: Final = Takes(Situation.PEOPLE, claims=claims.names_people)
"""A name picks somebody; other words are not taken."""

WHO_KNOWS: Final = Takes(Situation.WHO_KNOWS, any_words=True, claims=claims.names_people)
SENTENCE: Final = Takes(Situation.SENTENCE, {"unsure": "unsure"}, any_words=True, claims=claims.names_target)
POSITION: Final = Takes(Situation.POSITION, SKIPS, any_words=True, claims=claims.names_target)
INDUSTRY: Final = Takes(Situation.INDUSTRY, SKIPS, any_words=True, claims=claims.names_industry)
SIZE: Final = Takes(Situation.SIZE, {"any": "any"}, claims=claims.names_size)
PLACE: Final = Takes(Situation.PLACE, SKIPS, any_words=True, claims=claims.names_place)
WORKPLACES: Final = Takes(Situation.WORKPLACES, SKIPS, any_words=True)
EMPLOYER: Final = Takes(Situation.EMPLOYER, SKIPS, any_words=True)
OWN_LINE: Final = Takes(Situation.OWN_LINE, {"none": "skip", "unsure": "skip"}, any_words=True)
DRAFT: Final = Takes(Situation.DRAFT, any_words=True, own_acts=frozenset({Act.CHANGE_DRAFT}))
WHEN: Final = Takes(
    Situation.WHEN, any_words=True, claims=claims.tells_outcome, own_acts=frozenset({Act.OUTCOME, Act.SENT})
)
PLAN: Final = Takes(Situation.PLAN)
