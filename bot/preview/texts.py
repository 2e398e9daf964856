"""Which texts a reply is made of, and things said in both languages at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from bot.i18n import Languages
from dialogs.protocol.replies import Block, Choose, Copy, Items, Para, Reply, Spoiler, Title, say
from dialogs.text import Join, Language, Row, Text, Value, Words

TextId: TypeAlias = tuple[str | None, str]
"""A text as the catalogues know it: its context, if it has one, and its msgid, or the plural where that is said."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that the coach says, spoken in both languages, and the texts that it is made of."""

    nb: Reply
    en: Reply
    texts: frozenset[TextId]


class Collection:
    """Things told about one point of a dialog, each of which holds a text that the others before it do not."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.texts: set[TextId] = set()

    def add(self, languages: Languages, nb: Reply | Words, en: Reply | Words, *others: TextId) -> None:
        """Keep what was told, if there is a new text in it; the `others` are texts that it was made of before."""
        nb, en = (words if isinstance(words, Reply) else say(words) for words in (nb, en))
        texts = {*texts_in(nb), *texts_in(en), *others}
        if texts - self.texts or not self.told:
            spoken = languages.spoken
            self.texts |= texts
            self.told.append(Told(spoken(nb, Language.NB), spoken(en, Language.EN), frozenset(texts)))


def has_gap(reply: Reply) -> bool:
    """Whether a text is said with nothing in the place of a value: then nobody comes to it like this."""
    return any("" in dict(text.values).values() for text in _texts_in(reply))


def texts_in(reply: Reply) -> Iterator[TextId]:
    """Every text of a reply that was not spoken yet, with those inside others."""
    return map(_id, _texts_in(reply))


def texts_of(value: Value) -> Iterator[TextId]:
    """A text and those inside it."""
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
