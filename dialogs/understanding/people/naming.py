"""How the coach refers to a person: by name, or as "your wife", «naboen din» if no name is known."""

from functools import lru_cache
from typing import Final

from dialogs.understanding.people.described import is_definite_role, is_described
from dialogs.understanding.people.vocabulary import bare, is_first_name, is_initial, words_of

_YOURS: Final = {"my": "your", "our": "your", "min": "din", "mi": "di", "mitt": "ditt", "mine": "dine", "vår": "deres"}
_MINE_FIRST: Final = frozenset({"min", "mi"})
_ODD: Final = {"kone": "kona di", "søskenbarn": "søskenbarnet ditt", "kollega": "kollegaen din"}


def whole_name(name: str) -> str:
    """Return the full name for use within a sentence, or the description from the coach's point of view."""
    return description_for_user(name) or name


def listed_name(name: str) -> str:
    """Return the full name for a line or button of its own, with a capital."""
    return at_start(whole_name(name))


def at_start(words: str) -> str:
    """Return the words with a capital at the beginning."""
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=8192)
def description_for_user(name: str) -> str:
    """Return a description from the coach's point of view ("naboen din" for "nabo"), or "" for a name."""
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
    """Return a one-word description from the coach's point of view; forms of address ("mamma", "Mum") stay."""
    if word in words_of("told of in English"):
        return f"your {word}"
    if word in words_of("told of") or is_definite_role(word):
        return _ODD.get(word) or f"{_definite(word)} {'di' if _definite(word).endswith('a') else 'din'}"
    return word if word in words_of("written small") else ""


def _definite(word: str) -> str:
    """Return the definite form, as it stands before "din": "naboen" for both "nabo" and "naboen"."""
    if word.endswith(("en", "a")):
        return word
    return word + ("n" if word.endswith("e") else "en")


@lru_cache(maxsize=8192)
def first_name(name: str) -> str:
    """Return the name by which to refer to a person: no title, and no initials before a full name.

    A description is returned from the coach's point of view.
    """
    words = [word for word in name.split() if any(letter.isalpha() for letter in word)]
    if told := description_for_user(" ".join(words)):
        return told
    named = [word for word in words if bare(word) not in words_of("title")]
    full = [word for word in named if not is_initial(word)]
    if named and is_initial(named[0]):
        # "O. Hansen" has no first name; the family name alone would sound cold, so the whole name stays.
        return " ".join(named)
    chosen = full or named or words
    if len(chosen) > 1 and _is_double(chosen):
        return " ".join(chosen[:2])
    return chosen[0].strip(",") if chosen else name.strip()


def greeting_name(name: str) -> str:
    """Return the name for the greeting of a letter, or "" for a description such as "my wife"."""
    told = description_for_user(name)
    return "" if " " in told else first_name(name)


def _is_double(words: list[str]) -> bool:
    """Return whether a name begins with a double first name: "Bjørn Inge", "Mary Ann"."""
    first, second = bare(words[0]), bare(words[1])
    return first in words_of("double first") and second in words_of("double second")
