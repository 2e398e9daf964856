"""The transcripts repeat little: starting people hold what many need, and repeated messages are abbreviated."""

from collections import Counter
from pathlib import Path

from tests.dialogs.test_personas import PERSONAS
from tests.support.chat import AS_ABOVE, STARTING_PEOPLE, TRANSCRIPTS

MOST = 0.2
"""Maximum share of blocks (an action with everything that follows it) whose text also occurs elsewhere."""


def blocks(path: Path) -> list[str]:
    """Return the blocks of a file; a message abbreviated with `(as above)` is not repeated."""
    found: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line[:2] in {"> ", "~ "}:
            found.append([line])
        elif found and line and not line.startswith(AS_ABOVE):
            found[-1].append(line)
    return ["\n".join(block) for block in found]


def test_few_blocks_of_the_transcripts_repeat() -> None:
    counted = Counter(block for path in [*STARTING_PEOPLE, *TRANSCRIPTS, *PERSONAS] for block in blocks(path))
    repeated = {block: count for block, count in counted.items() if count > 1 and "\n" in block}
    worst = sorted(repeated, key=lambda block: repeated[block] * len(block), reverse=True)[:3]
    assert sum(repeated.values()) / counted.total() <= MOST, "begin from somebody: " + "\n\n".join(worst)


def test_somebody_begins_from_every_starting_person() -> None:
    texts = [path.read_text(encoding="utf-8") for path in [*STARTING_PEOPLE, *TRANSCRIPTS]]
    used = {
        f"{line.removeprefix('from: ')}_{text[10:12]}"
        for text in texts
        for line in text.splitlines()
        if line.startswith("from: ")
    }
    assert {path.stem for path in STARTING_PEOPLE} == used
