"""Whether a rewritten draft still says what the draft said: nothing is in it that did not stand in the input."""

import re
from collections.abc import Mapping
from typing import Final

from dialogs.letters.masking import TOKEN, names_in
from dialogs.letters.wishes import gap_in
from dialogs.text import Language

LEAST, MOST = 0.4, 1.3
"""How long it may be, beside the draft."""

SPARE: Final = 60
"""Characters that it may be longer in any case."""

_COMMON: Final[Mapping[Language, str]] = {
    Language.NB: "jeg du og det er å på ikke som til for med har en et av meg deg om så vi kan hva",
    Language.EN: "i you and it is to the not that for with have a an of me my if so we can what do",
}
"""Words that nearly every message in the language has."""

_NUMBER: Final = re.compile(r"\d+")
_ADDRESS: Final = re.compile(r"https?:|www\.|\w@\w|\.(?:no|com|org)\b", re.IGNORECASE)
_TALK: Final = re.compile(
    r"—|language model|as an ai\b|here(?:'s| is) (?:the|your)|her er (?:meldingen|utkastet)", re.IGNORECASE
)


def faults(result: str, draft: str, language: Language, limit: int) -> list[str]:
    """What is wrong with a rewritten draft, both with tokens for names; nothing where it may be shown."""
    found = {
        "token": _tokens(result) != _tokens(draft),
        "length": not LEAST * len(draft) <= len(result) <= min(limit, MOST * len(draft) + SPARE),
        "language": language_of(result) is not language,
        "name": bool(_names(result) - _words(draft)),
        "number": bool(_numbers(result) - _numbers(draft)),
        "address": bool(_ADDRESS.search(TOKEN.sub("", result))),
        "gap": bool(gap_in(result)),
        "talk": bool(_TALK.search(result)),
        "question": result.count("?") > draft.count("?") + 1,
    }
    return [name for name, is_there in found.items() if is_there]


def language_of(text: str) -> Language | None:
    """The language of a message, as its commonest words tell; none where they do not."""
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
    counts = {language: sum(word in common.split() for word in words) for language, common in _COMMON.items()}
    if counts[Language.NB] == counts[Language.EN]:
        return None
    return max(Language, key=lambda language: counts[language])


def _tokens(text: str) -> set[str]:
    return set(TOKEN.findall(text)) | set(re.findall(r"@\d*|\d*@", TOKEN.sub("", text)))


def _names(text: str) -> set[str]:
    return {name.casefold() for name in names_in(TOKEN.sub("", text))}


def _words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", text)}


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(TOKEN.sub("", text)))
