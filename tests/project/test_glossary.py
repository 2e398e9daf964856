"""The modules and classes named in the glossary exist."""

import re

from tests.support.program import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([^|`]+) \| ([^|]+) \| ([^|]*`(?:bot|dialogs|tests)/[^|]*) \|$", GLOSSARY, re.MULTILINE)


def test_the_glossary_names_modules_that_there_are() -> None:
    named = [path for *_, where in ROWS for path in re.findall(r"`([^`]+)`", where)]
    assert len(named) > 100
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_glossary_names_classes_of_the_module_beside_them() -> None:
    pairs = [(name, where) for _, meaning, where in ROWS for name in re.findall(r"`([A-Z]\w+)`", meaning)]
    assert len(pairs) > 40
    missing = [
        name
        for name, where in pairs
        if not any(
            re.search(
                rf"^(?:class {name}\b|{name}(?::|\b.* =))", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE
            )
            for path in re.findall(r"`([^`]+\.py)`", where)
        )
    ]
    assert missing == []


def test_a_word_has_one_row() -> None:
    words = [word for word, *_ in ROWS]
    assert len(words) == len(set(words))
