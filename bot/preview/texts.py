"""The texts of which a reply consists, and replies in both languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from bot.i18n import Languages
from dialogs import feelings
from dialogs.acts import ACTS
from dialogs.engine import system_replies
from dialogs.engine.acts import UNDO, InterpretedAct
from dialogs.model.facts import Contact
from dialogs.model.person import Person
from dialogs.protocol.replies import Block, Button, Choose, Copy, Items, Para, Reply, Spoiler, Title, rows, say
from dialogs.text import Join, Language, Row, Text, Value, Words
from dialogs.understanding.interpretation.acts import reading_of
from dialogs.understanding.interpretation.interpret import Interpretation

TextId: TypeAlias = tuple[str | None, str]
"""The key of a text in the catalogues: its context or None, and its msgid, or the plural msgid if that is used."""


@dataclass(frozen=True, slots=True)
class Told:
    """A reply in both languages, and the texts of which it consists."""

    nb: Reply
    en: Reply
    texts: frozenset[TextId]


class Collection:
    """Replies at one point of a dialog, each with a text that no earlier one contains."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.texts: set[TextId] = set()

    def add(self, languages: Languages, nb: Reply | Words, en: Reply | Words, *others: TextId) -> None:
        """Add a reply if it contains a new text. `others` are texts of which it was composed before."""
        nb, en = (words if isinstance(words, Reply) else say(words) for words in (nb, en))
        texts = {*texts_in(nb), *texts_in(en), *others}
        if texts - self.texts or not self.told:
            spoken = languages.spoken
            self.texts |= texts
            self.told.append(Told(spoken(nb, Language.NB), spoken(en, Language.EN), frozenset(texts)))


def has_gap(reply: Reply) -> bool:
    """Whether a value in a text is empty, which shows that the situation is impossible."""
    return any("" in dict(text.values).values() for text in _texts_in(reply))


def texts_in(reply: Reply) -> Iterator[TextId]:
    """Yield all texts of an untranslated reply, nested ones included."""
    return map(_id, _texts_in(reply))


def texts_of(value: Value) -> Iterator[TextId]:
    """Yield a text and those nested in it."""
    return map(_id, _texts_of(value))


def _id(text: Text) -> TextId:
    return text.context, text.plural if text.plural is not None and text.count != 1 else text.msgid


def _texts_in(reply: Reply) -> Iterator[Text]:
    for block in reply.blocks:
        for words in _words_in(block):
            yield from _texts_of(words)
    for row in reply.buttons:
        for button in row:
            yield from _texts_of(button.label)
            if isinstance(button, Choose):
                yield from _texts_of(button.instead)
    if reply.hint is not None:
        yield from _texts_of(reply.hint)


def _words_in(block: Block) -> tuple[Words, ...]:
    match block:
        case Para(words) | Title(words):
            return (words,)
        case Items(several) | Spoiler(several):
            return several
        case Copy():
            return ()


def _texts_of(value: Value) -> Iterator[Text]:
    match value:
        case Text(values=values):
            yield value
            for _, inner in values:
                yield from _texts_of(inner)
        case Join(items) | Row(items):
            for item in items:
                yield from _texts_of(item)


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
