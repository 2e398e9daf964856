"""News of the search at any step: applied, an interview, turned down, an offer, a new job, or no longer looking."""

from enum import StrEnum
from typing import Final

from dialogs.applications import applied, new_job, news
from dialogs.engine.acts import ActRule, ActRules, Go, Handler, InterpretedAct, Reaction
from dialogs.engine.script import Turn
from dialogs.text import label
from dialogs.understanding.interpretation.acts import Act


def _goes_to(step: StrEnum) -> Handler:
    def go(_turn: Turn, _act: InterpretedAct) -> Reaction:
        return Go(step)

    return go


ACTS: Final[ActRules] = {
    "news:applied": ActRule(_goes_to(applied.Step.PLACE), label("what a message means", "I've applied for a job")),
    "news:interview": ActRule(_goes_to(news.Step.INTERVIEW), label("what a message means", "I've got an interview")),
    "news:rejected": ActRule(_goes_to(news.Step.DOWN), label("what a message means", "I was turned down")),
    "news:offer": ActRule(_goes_to(new_job.Step.SIGNED), label("what a message means", "I've got an offer")),
    "news:new_job": ActRule(_goes_to(new_job.Step.SIGNED), label("what a message means", "I have a new job")),
    "news:stopped_looking": ActRule(_goes_to(news.Step.STOP), label("what a message means", "I've stopped looking")),
    Act.NEWS: ActRule(_goes_to(news.Step.HUB), label("what a message means", "Something has happened")),
}
