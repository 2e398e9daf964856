"""Support for tests of free words: reading tables, split into halves for tuning and for evaluation."""

from collections.abc import Callable, Iterable
from csv import QUOTE_NONE, DictReader
from dataclasses import dataclass
from pathlib import Path

TABLES = Path(__file__).parent.parent / "tables"
TUNED_ON, HELD_OUT = "tuned on", "held out"

Row = dict[str, str]


@dataclass(frozen=True)
class Shares:
    """The share of correctly read rows in each half, and the errors for inspection."""

    tuned_on: float
    held_out: float
    wrong: tuple[str, ...]


def rows_of(name: str) -> list[Row]:
    with (TABLES / name).open(encoding="utf-8") as table:
        return [
            {key: value or "" for key, value in row.items()}
            for row in DictReader(table, delimiter="\t", quoting=QUOTE_NONE)
        ]


def shares_of(rows: list[Row], field: str, read: Callable[[str], str], text: str = "text") -> Shares:
    shares, wrong = {}, []
    for name, half in ((TUNED_ON, rows[::2]), (HELD_OUT, rows[1::2])):
        read_wrong = list(_wrong(half, field, read, text))
        shares[name] = 1 - len(read_wrong) / len(half)
        wrong += [f"{name}: {line}" for line in read_wrong]
        print(f"{field}: {shares[name]:.1%} of {len(half)} rows right, {name}")  # noqa: T201 - the figures are read with -s
    return Shares(shares[TUNED_ON], shares[HELD_OUT], tuple(wrong))


def _wrong(rows: Iterable[Row], field: str, read: Callable[[str], str], text: str) -> Iterable[str]:
    for row in rows:
        answer = read(row[text].replace("⏎", "\n"))
        if answer != row[field]:
            yield f"{row[text]!r} is {row[field]!r}, read {answer!r}"


def counts_by_language(rows: list[Row]) -> dict[str, int]:
    return {language: sum(row["language"] == language for row in rows) for language in ("nb", "en")}
