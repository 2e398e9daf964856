"""The documents match the code: the rows of the method, the recorded conversation, commands and settings."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.cli import parser
from bot.settings import Settings
from dialogs.coach import DIALOGS
from dialogs.commands import COMMANDS
from tests.support.chat import TRANSCRIPTS

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
USERS = (ROOT / "docs" / "users.md").read_text(encoding="utf-8")
OPERATORS = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")

ROWS = {
    cells[0]: cells[2]
    for line in (ROOT / "docs" / "method.md").read_text(encoding="utf-8").splitlines()
    if len(cells := [cell.strip() for cell in line.strip("|").split("|")]) == 3 and cells[0] not in {"row", "---"}
}
"""For each row of the method, where the product meets it."""

METHOD = [
    *("P1", "P2", "P3", "P4", "W0"),
    *("S1", "S2", "S3"),
    *("C1", "C2", "C3", "C4", "C5", "C6"),
    *("L1", "L2", "L3", "L4", "L5"),
    *("W1", "W2"),
]

LATER = "comes later"

STEPS = {step.value for dialog in DIALOGS for step in dialog.Step}


@pytest.fixture(scope="module")
def msgids() -> set[str]:
    with (ROOT / "locales" / "coach.pot").open("rb") as template:
        said = [message.id for message in read_po(template)]
    texts = {words for ids in said for words in ([ids] if isinstance(ids, str) else ids) if words}
    return texts | set(sentences_of_letters())


def sentences_of_letters() -> Iterator[str]:
    """Yield the texts of the letters, from each sentence and each optional part to the end."""
    for path in sorted((ROOT / "dialogs" / "messages" / "letters" / "texts").glob("*.toml")):
        text = " ".join(path.read_text(encoding="utf-8").split())
        for start in re.finditer(r"(?:(?<=[.?!\]>|\[<\"] )|(?<=[\[<|\"]))(?=[“A-Z])", text):
            sentence = text[start.start() : start.start() + 200]
            yield re.sub(r"[<>\[\]]", "", sentence)
            yield re.split(r"(?<=[.?!])[ \]>|\"]", sentence)[0]


def steps_in(cell: str) -> list[str]:
    """Return the steps that a table cell names, such as `target.size`."""
    return re.findall(r"`([a-z]+\.[a-z_]+)`", cell)


def quoted_in(cell: str) -> list[str]:
    """Return the texts that a table cell quotes; one that ends in … is the beginning of a text."""
    return re.findall(r'"([^"]+)"', cell)


def missing(cell: str, msgids: Collection[str]) -> Iterator[str]:
    """Yield everything that a table cell names and that does not exist."""
    yield from (step for step in steps_in(cell) if step not in STEPS)
    for words in quoted_in(cell):
        beginning = words.removesuffix("…").rstrip()
        is_there = words in msgids or (beginning != words and any(msgid.startswith(beginning) for msgid in msgids))
        if not is_there:
            yield words


def test_every_row_of_the_method_has_its_place() -> None:
    assert list(ROWS) == [*METHOD, "human contact"]


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_met_where_it_says_or_comes_later(row: str, msgids: set[str]) -> None:
    cell = ROWS[row]
    assert list(missing(cell, msgids)) == []
    assert steps_in(cell) or quoted_in(cell) or cell == LATER


@pytest.mark.parametrize("cell", ["`target.nowhere`", '"No such words"', '"No such words …"', '"Not sure"'])
def test_a_promise_that_is_not_kept_is_found(cell: str) -> None:
    assert list(missing(f"as here: {cell}", {"Not sure yet"})) == [cell.strip('`"')]


def test_the_conversation_in_the_readme_took_place() -> None:
    block = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert block
    transcripts = [path.read_text(encoding="utf-8") for path in TRANSCRIPTS]
    parts = [part.strip("\n") for part in block[1].split("\n…\n")]
    assert len(parts) > 1
    assert any(all(part in transcript for part in parts) for transcript in transcripts), parts


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 120


def chat_commands(page: str) -> list[tuple[str, str]]:
    """Return each command in a table of a page, with its Norwegian name."""
    return re.findall(r"^\| `/(\w+)` \| `/(\w+)` \|", page, re.MULTILINE)


def test_the_page_for_users_names_every_command_in_the_chat_and_no_other() -> None:
    assert chat_commands(USERS) == [(command.name, command.alias) for command in COMMANDS]


def test_the_readme_names_the_most_used_commands_in_the_order_of_the_code() -> None:
    named = chat_commands(README)
    assert len(named) >= 5
    assert named == [pair for command in COMMANDS if (pair := (command.name, command.alias)) in named]


def test_the_page_for_operators_names_every_command_of_the_program_and_no_other() -> None:
    told = re.findall(r"^\| `coach (\w+)", OPERATORS, re.MULTILINE)
    commands = next(action.choices for action in parser()._actions if action.dest == "command")  # noqa: SLF001  # argparse has no public API for it
    assert told == list(commands or ())


def test_the_page_for_operators_names_every_setting_and_no_other() -> None:
    told = re.findall(r"^\| `([A-Z_]+)` \|", OPERATORS, re.MULTILINE)
    assert sorted(told) == sorted(str(field.validation_alias) for field in Settings.model_fields.values())
