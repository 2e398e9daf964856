"""The texts of both languages: word choice, spelling, typography and readability.

tests/support/prose.py has the measures, and tests/support/spelling.py the dictionaries. The tables in tests/tables hold
correct words that no dictionary has (words.tsv), words to avoid (avoided.tsv), and the few texts that are harder than
the others for a reason (long_texts.tsv).
"""

import asyncio
import re
import tomllib
from collections.abc import Iterator
from csv import QUOTE_NONE, DictReader
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.i18n import Languages
from dialogs.coach import Coach
from dialogs.engine.script import Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.protocol.replies import Copy, Items, Para, Reply, Spoiler, Title
from dialogs.text import Language
from tests.dialogs.test_personas import PERSONAS
from tests.project.test_catalogues import forms
from tests.support import prose
from tests.support.chat import STARTING_PEOPLE, TRANSCRIPTS, CoachAlone, Transcript
from tests.support.free_words import rows_of
from tests.support.spelling import Speller, words_in

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / "dialogs" / "data"

MOST_WORDS_LISTED = 150
IN_A_SENTENCE = 25
"""Maximum words in a sentence, as LIX counts sentences."""
IN_A_QUESTION = 40
"""Maximum words in the last paragraph, which asks."""
FEW = 20
"""Minimum words of a text for a meaningful readability."""
HARD = 40
"""LIX above which a text is harder than a novel."""

each_language = pytest.mark.parametrize("language", list(Language))


@dataclass(frozen=True, slots=True)
class Written:
    """A text as written in one language, with its placeholders; `place` is where it is used."""

    text: str
    place: str

    def __str__(self) -> str:
        return f"[{self.place}] {self.text}"


def written(language: Language) -> Iterator[Written]:
    """Return every text of the coach: catalogue, industries, knowledge base."""
    with (ROOT / "locales" / "nb" / "LC_MESSAGES" / "coach.po").open("rb") as file:
        for message in read_po(file):
            for text in forms(message.id if language is Language.EN else message.string):
                if text and message.id:
                    yield Written(text, message.context or "")
    for path in sorted(DATA.glob("industries*.tsv")):
        with path.open(encoding="utf-8") as table:
            for row in DictReader(table, delimiter="\t", quoting=QUOTE_NONE):
                yield Written(row[language.value], "industry")
    for path in sorted(DATA.glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("entry", []):
            yield Written(entry[language.value], path.stem)


TEXTS = {language: sorted(set(written(language)), key=str) for language in Language}


@pytest.fixture(scope="module")
def replies() -> list[Reply]:
    """Return all replies in transcripts and personas, before translation."""
    said: list[Reply] = []
    languages = Languages.load()

    class Listening(Coach):
        def play(self, turn: Turn) -> TurnResult:
            outcome = super().play(turn)
            said.extend(reply for reply in outcome.says if isinstance(reply, Reply))
            return outcome

    async def listen() -> None:
        for path in [*STARTING_PEOPLE, *TRANSCRIPTS, *PERSONAS]:
            transcript = Transcript.read(path)
            stage = CoachAlone(
                transcript.language,
                transcript.name,
                languages,
                coach=Listening(),
                operator=transcript.operator,
            )
            await transcript.played(stage)

    asyncio.run(listen())
    return said


def paragraphs(reply: Reply) -> list[str]:
    """Return the paragraphs of a translated reply; a list counts as one, as does each paragraph of a text to copy."""
    told: list[str] = []
    for block in reply.blocks:
        match block:
            case Para(words) | Title(words):
                told.append(str(words))
            case Items(items):
                told.append("\n".join(f"• {item}" for item in items))
            case Copy(text):
                told += [part.strip() for part in text.split("\n\n")]
            case Spoiler(lines):
                told.append("\n".join(map(str, lines)))
    return told


def excused() -> dict[str, list[str]]:
    """Return the beginnings of texts that may be longer or harder than the others, by measure."""
    found: dict[str, list[str]] = {}
    for row in rows_of("long_texts.tsv"):
        found.setdefault(row["measure"], []).append(row["begins"])
    return found


def is_excused(text: str, measure: str) -> bool:
    return any(begins in text for begins in excused().get(measure, []))


def show(found: list[str]) -> None:
    """Fail with a line for each of these, if there are any."""
    assert not found, "\n" + "\n".join(found)


@each_language
def test_every_word_is_in_a_dictionary_or_in_the_list(language: Language) -> None:
    words = {word: text for text in TEXTS[language] for word in words_in(text.text)}
    listed = frozenset(row["word"].casefold() for row in rows_of("words.tsv") if row["language"] == language.value)
    speller = Speller(language, set(words), listed)
    show([f"{word} in {words[word]}" for word in sorted(words) if not speller.is_right(word)])


def test_the_list_of_words_is_short_and_each_is_explained() -> None:
    rows = rows_of("words.tsv")
    assert len(rows) <= MOST_WORDS_LISTED
    assert all(row["reason"] for row in rows)
    assert len({(row["language"], row["word"]) for row in rows}) == len(rows)


@each_language
def test_no_text_uses_a_word_that_the_coach_avoids(language: Language) -> None:
    found = []
    for row in rows_of("avoided.tsv"):
        if row["language"] == language.value:
            avoided = re.compile(rf"(?<!\w)(?:{row['words']})(?!\w)", re.IGNORECASE)
            allowed = [part for part in row["but_not_in"].split("|") if part]
            found += [
                f"{text}: {row['instead']}"
                for text in TEXTS[language]
                if avoided.search(text.text) and not any(part in text.text for part in allowed)
            ]
    show(found)


@each_language
def test_a_draft_says_neither_network_nor_anything_loud(language: Language) -> None:
    drafts = [text for text in TEXTS[language] if text.place == "draft"]
    assert drafts
    show([str(draft) for draft in drafts if re.search(r"nettverk|network|!", draft.text, re.IGNORECASE)])


@each_language
def test_every_text_is_set_as_the_language_sets_it(language: Language) -> None:
    show([f"{text}: {fault}" for text in TEXTS[language] for fault in prose.faults(text.text, language)])


@each_language
def test_no_sentence_is_long(language: Language) -> None:
    sentences = [sentence for text in TEXTS[language] for sentence in prose.sentences(text.text)]
    long = [text for text in sentences if len(prose.words(text)) > IN_A_SENTENCE and not is_excused(text, "sentence")]
    show([f"{len(prose.words(text))} words: {text}" for text in long])


@each_language
def test_every_message_is_easy_to_read(language: Language, replies: list[Reply]) -> None:
    languages = Languages.load()
    spoken = {"\n".join(paragraphs(languages.spoken(reply, language))) for reply in replies}
    spoken |= {text.text for text in TEXTS[language]}
    long = sorted(text for text in spoken if len(prose.words(text)) > FEW)
    figures = [prose.lix(text) for text in long]
    mean = sum(figures) / len(figures)
    print(f"{language}: {len(long)} messages, LIX {mean:.0f} in the mean, {max(figures):.0f} at most")  # noqa: T201 - read with -s
    hard = [text for text in long if prose.lix(text) >= HARD and not is_excused(text, "lix")]
    show([f"LIX {prose.lix(text):.1f}: {text}" for text in hard])


@each_language
def test_every_question_is_short(language: Language, replies: list[Reply]) -> None:
    languages = Languages.load()
    asked = set()
    for reply in replies:
        own = Reply(tuple(block for block in reply.blocks if not isinstance(block, Copy)), reply.buttons)
        asked |= {part for part in paragraphs(languages.spoken(own, language)) if "?" in part}
    assert asked
    show([f"{len(prose.words(text))} words: {text}" for text in asked if len(prose.words(text)) > IN_A_QUESTION])


def test_every_excuse_is_explained() -> None:
    assert all(row["begins"] and row["reason"] for row in rows_of("long_texts.tsv"))
