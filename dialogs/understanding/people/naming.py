"""How the coach speaks of somebody: by name, or as "your wife", «naboen din» where no name was told."""

from functools import lru_cache
from typing import Final

from dialogs.understanding.people.described import is_definite_role, is_described
from dialogs.understanding.people.vocabulary import bare, is_first_name, is_initial, words_of

_YOURS: Final = {"my": "your", "our": "your", "min": "din", "mi": "di", "mitt": "ditt", "mine": "dine", "vår": "deres"}
_MINE_FIRST: Final = frozenset({"min", "mi"})
_ODD: Final = {"kone": "kona di", "søskenbarn": "søskenbarnet ditt", "kollega": "kollegaen din"}


def whole_name(name: str) -> str:
    """Return the whole name inside a sentence; a description is said as the coach says it."""
    return description_for_user(name) or name


def listed_name(name: str) -> str:
    """Return the whole name on a line or a button of its own."""
    return at_start(whole_name(name))


def at_start(words: str) -> str:
    """Return the words, where they begin a line or a sentence."""
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=8192)
def description_for_user(name: str) -> str:
    """Return a description as the coach says it: "your wife", "naboen din" for "nabo". Return "" for a name."""
    words = name.split()
    if len(words) == 1:
        return _alone(bare(words[0]))
    if len(words) == 2 and words[0].lower() in _MINE_FIRST and (alone := _alone(bare(words[1]))):
        return alone  # "min svoger"
    if not is_described(words):
        return ""
    first, *others = [_YOURS.get(word.lower(), word) for word in words]
    return " ".join([first if is_first_name(first) else first[0].lower() + first[1:], *others])


def _alone(word: str) -> str:
    """Return a one-word description as the coach says it; a form of address stays ("mamma", "Mum")."""
    if word in words_of("told of in English"):
        return f"your {word}"
    if word in words_of("told of") or is_definite_role(word):
        return _ODD.get(word) or f"{_definite(word)} {'di' if _definite(word).endswith('a') else 'din'}"
    return word if word in words_of("written small") else ""


def _definite(word: str) -> str:
    """Return the word as it stands before "din": "naboen" for "nabo", and "naboen" as it is."""
    if word.endswith(("en", "a")):
        return word
    return word + ("n" if word.endswith("e") else "en")


@lru_cache(maxsize=8192)
def first_name(name: str) -> str:
    """Return the name to address somebody by: no title, and no initials before a full name.

    A description is said as the coach says it.
    """
    words = [word for word in name.split() if any(letter.isalpha() for letter in word)]
    if told := description_for_user(" ".join(words)):
        return told
    named = [word for word in words if bare(word) not in words_of("title")]
    full = [word for word in named if not is_initial(word)]
    if named and is_initial(named[0]):
        # "O. Hansen" gives no first name; a single family name would greet coldly, so all of it stays.
        return " ".join(named)
    chosen = full or named or words
    if len(chosen) > 1 and _is_double(chosen):
        return " ".join(chosen[:2])
    return chosen[0].strip(",") if chosen else name.strip()


def greeting_name(name: str) -> str:
    """Return the name in the greeting of a letter, or "" for a description such as "my wife" or "naboen"."""
    told = description_for_user(name)
    return "" if " " in told else first_name(name)


def _is_double(words: list[str]) -> bool:
    """Return whether a name begins with two that belong together: "Bjørn Inge", "Mary Ann"."""
    first, second = bare(words[0]), bare(words[1])
    return first in words_of("double first") and second in words_of("double second")
