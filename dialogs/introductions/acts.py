"""Who works at a place, asked at any step."""

from typing import Final

from dialogs.engine.acts import SURE_ENOUGH, ActRule, ActRules, Go, InterpretedAct, Reaction
from dialogs.engine.script import Turn
from dialogs.introductions import who_works_at
from dialogs.model.slots import Slots, WhoWorksAtSlots
from dialogs.text import label
from dialogs.understanding.interpretation.acts import Act
from dialogs.understanding.who_works_at import place_asked_about


def take_who_at(_turn: Turn, act: InterpretedAct) -> Reaction | None:
    """Show who works at the workplace that is asked about; without one, ask which."""
    named = next((mention.place for mention in act.interpretation.mentions if mention.place), "")
    place = place_asked_about(act.text) or named
    return Go(who_works_at.Step.PLACE, Slots(who_works_at=WhoWorksAtSlots(place=place)))


ACTS: Final[ActRules] = {
    Act.WHO_AT: ActRule(take_who_at, label("what a message means", "Whom I know at a workplace"), sure=SURE_ENOUGH)
}
