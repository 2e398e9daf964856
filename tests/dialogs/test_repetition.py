"""The transcripts say little twice: a starting person says what many need, and what stands above is told shortly."""

from collections import Counter
from pathlib import Path

from tests.dialogs.test_personas import PERSONAS
from tests.support.chat import AS_ABOVE, STARTING_PEOPLE, TRANSCRIPTS

MOST = 0.2
"""The share of blocks, an action with all that follows it, whose text may stand in another place, too."""


def blocks(path: Path) -> list[str]:
    """What is done in a file, each with what follows it; what is told by pointing above is not said again."""
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
