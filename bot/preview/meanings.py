"""What the coach offers when it is not sure what a message means, and its replies to acts that change nothing."""

from collections.abc import Iterator

from dialogs import feelings
from dialogs.acts import ACTS
from dialogs.engine import system_replies
from dialogs.engine.acts import UNDO, InterpretedAct
from dialogs.model.facts import Contact
from dialogs.model.person import Person
from dialogs.protocol.replies import Button, Reply, rows, say
from dialogs.understanding.interpretation.acts import reading_of
from dialogs.understanding.interpretation.interpret import Interpretation


def meanings(person: Person, human: str) -> Iterator[tuple[str, Reply]]:
    """Yield the replies by their descriptions; the labels of all acts stand on buttons below one of them."""
    contact = person.contacts[0]
    labels = [
        Button(rule.label(_act(label, contact, is_named=is_named)), label)
        for label, rule in ACTS.items()
        for is_named in (True, False)
    ]
    for times in (1, 2, 3):
        reply = system_replies.say_meaning(rows(*labels) if times == 1 else (), times, human)
        yield "A message that is not understood for sure", reply
    yield "A name that fits several", system_replies.say_whom(())
    yield "The button below what was noted", say("", buttons=((UNDO,),))
    yield "More was noted since", system_replies.say_too_late_to_undo()
    words = (*feelings.FEELINGS.values(), *feelings.TALK.values(), feelings.OUTSIDE)
    yield "A feeling, a word in passing, or what the coach cannot do", say(*words)


def _act(label: str, contact: Contact, *, is_named: bool) -> InterpretedAct:
    contacts = ((contact,),) if is_named else ()
    return InterpretedAct(reading_of(label), Interpretation(""), contacts)
