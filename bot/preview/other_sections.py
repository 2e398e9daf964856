"""The sections other than dialogs: replies at any point, questions, letters, commands, the profile and other texts."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final
from xml.etree.ElementTree import Element

from bot.i18n import Languages
from bot.preview import bubbles
from bot.preview.contents import OtherText, PreviewContents
from bot.preview.dialog_section import link
from bot.preview.elements import element
from bot.preview.letters import Letter
from dialogs.commands import COMMANDS, Command
from dialogs.text import Language, Row, Value
from dialogs.understanding.questions.knowledge_base import Entry, entries

TITLES: Final = {
    "everywhere": "At any point",
    "questions": "Questions",
    "messages": "Messages to others",
    "commands": "Commands",
    "profile": "The profile",
    "others": "Other texts",
}
"""The titles of the sections by id."""

ABOUT: Final = {
    "everywhere": "In any dialog; afterwards the current question is asked again.",
    "questions": "Questions that the coach can answer at any point: ways to ask them, the answer, and its source.",
    "messages": "Drafts of messages to contacts. The user's own line comes first, as they wrote it.",
    "commands": "The commands as the chat lists them; each also has a Norwegian name.",
    "profile": "How the coach presents itself.",
    "others": "Texts that belong to no step: those of a channel, such as the terminal or a group, and any that are no "
    "longer used. Values replace what is in braces.",
}


def sections(story: PreviewContents, languages: Languages) -> Iterator[Element]:
    """Yield all sections, in the order of `TITLES`."""
    items = {
        "everywhere": [_item(title, *bubbles.several(told.told)) for title, told in story.everywhere.items()],
        "questions": [_question(entry) for entry in entries()],
        "messages": [_letter(letter, languages) for letter in story.letters],
        "commands": [_command(command, languages) for command in COMMANDS],
        "profile": [_item(title, _both(words, languages)) for title, words in story.profile.items()],
        "others": [_other(text) for text in story.others],
    }
    for id_, title in TITLES.items():
        yield element("section", element("h2", title), element("p", ABOUT[id_]), *items[id_], id=id_)


def _item(title: str, *children: Element) -> Element:
    return element("article", element("h3", title) if title else None, *children, class_="item")


def _both(words: Value, languages: Languages) -> Element:
    return bubbles.plain(languages.speak(words, Language.NB), languages.speak(words, Language.EN))


def _question(entry: Entry) -> Element:
    asks = bubbles.pair(_quoted(entry.asks_nb), _quoted(entry.asks_en))
    answer = bubbles.plain(entry.words.nb, entry.words.en)
    return _item(entry.id, asks, answer, element("p", "; ".join(entry.sources), class_="about"))


def _quoted(asks: Sequence[str]) -> Iterator[Element]:
    yield element("ul", *(element("li", ask) for ask in asks), class_="asks")


def _letter(letter: Letter, languages: Languages) -> Element:
    purpose, relations = (languages.speak(words, Language.EN) for words in (letter.purpose, Row(letter.relations)))
    circumstances = f" ({letter.circumstances})" if letter.circumstances else ""
    return _item(f"{purpose}: {relations}{circumstances}", *bubbles.several(letter.told.told))


def _command(command: Command, languages: Languages) -> Element:
    alias = f" or /{command.alias}" if command.alias != command.name else ""
    action = (
        [element("p", "Leads to ", link(command.action), ".", class_="about")]
        if isinstance(command.action, StrEnum)
        else []
    )
    return _item(f"/{command.name}{alias}", *action, _both(command.description, languages))


def _other(text: OtherText) -> Element:
    return _item(text.context, bubbles.plain(text.nb, text.en))
