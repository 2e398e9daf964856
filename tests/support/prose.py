"""Measures of a text: words, sentences, readability, and typographical faults."""

import re

from dialogs.text import Language

_WORD = re.compile(r"[^\W_]+(?:[-–'’.,:@][^\W_]+)*")
_END = re.compile(r"[.!?…]+[»”\"')]*(?=\s|$)|:(?=\s)")
_PASSED_OVER = re.compile(r"^(?:•|\|) ?", re.MULTILINE)

LONG = 6
"""Letters above which a word counts as long in LIX."""


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """Return the parts that end with a full stop, question mark, colon or line break, as LIX counts them."""
    lines = _PASSED_OVER.sub("", text).splitlines()
    parts = [part.strip() for line in lines for part in _END.split(line)]
    return [part for part in parts if words(part)]


def lix(text: str) -> float:
    """Return LIX (Björnsson 1968): words per sentence plus the percentage of long words. Below 40 is easy."""
    all_words = words(text)
    long = sum(len(word) > LONG for word in all_words)
    return len(all_words) / len(sentences(text)) + 100 * long / len(all_words)


_FAULTS = {
    r"  ": "two spaces",
    r"\.\.\.": "three dots for …",
    r" [,.:;!?]": "a space before a mark",
    r"[!?]{2}|\?\.|!\.|,\.|\.,": "two marks",
    r"\"": "a straight quotation mark",
    r" - |--|—": "a hyphen or an em dash for –",
    r"(?<!§ )(?<!§ \d)(?<!\d)\d+-\d": "a hyphen for – between numbers",
    r"\b(?:Kjære|Vennligst|Dear)\b": "stiffer than the coach is",
}
_FAULTS_NB = {
    r"[“”„‘]": "other quotation marks than « »",
    r"\d:\d\d": "a time with a colon: 16.30",
    r"\bkl (?=\d)|\bKl\.? ?\d": "kl. is written with a full stop",
    r"(?<!^)(?<![.!?:] )\b(?:De|Dem|Deres|Dere)\b": "not du",
    r"\b[Mm]an\b": "“man” for du",
    r"\d%": "no space before %",
}
_FAULTS_EN = {r"[«»]": "Norwegian quotation marks", r"’": "a curly apostrophe among straight ones"}


def faults(text: str, language: Language) -> list[str]:
    """Return the typographical faults of a text."""
    marks = {**_FAULTS, **(_FAULTS_NB if language is Language.NB else _FAULTS_EN)}
    return [fault for mark, fault in marks.items() if re.search(mark, text)]
