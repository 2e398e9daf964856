"""The examples of messages with their acts, read from the tables into labels of the classifier."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from dialogs.understanding.interpretation.acts import SEPARATOR, Act, Situation
from dialogs.understanding.interpretation.mentions import Record, marked, mentions_in

HERE: Final = Path(__file__).parent

_IN_ORDER: Final = (
    "consent sentence menu reminder plan draft own_line tie people comfort when work employer position industry size "
    "place outcome workplaces language who_knows right right purpose felt yes_no sent outcome"
)
SITUATIONS: Final = {f"S{number}": name for number, name in enumerate(_IN_ORDER.split())}
"""The situations of the tables, as they were named to the writers."""

PEOPLE: Final = ("Kari Nordmann", "Jonas Berg", "Marte Lie", "Tore Bakken", "Ingrid Solheim", "Ola Hansen", "Ola Moe")
RECORD: Final = Record(
    tuple(enumerate((*PEOPLE, "Sara"))),
    ("Statkraft", "DNB", "Equinor", "Veidekke", "Schibsted", "Hafslund"),
    "Schibsted",
)
"""What was on record for the writers."""

ANSWERS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "consent": (("yes", "yes"), ("no", "no")),
    "right": (("yes", "yes"), ("no", "no")),
    "yes_no": (("yes", "yes"), ("no", "no"), ("later", "later"), ("unsure", "unsure")),
    "tie": (
        ("friend", "friend"),
        ("acquaint", "acquaintance"),
        ("former", "former"),
        ("now", "colleague"),
        ("other_team", "other_team"),
        ("another team", "other_team"),
        ("same", "same_place"),
        ("colleague", "colleague"),
    ),
    "comfort": (("easy", "easy"), ("okay", "fine"), ("fine", "fine"), ("awkward", "hard"), ("hard", "hard")),
    "work": (
        ("mustn't", "secret"),
        ("secret", "secret"),
        ("open", "open"),
        ("may know", "open"),
        ("not in", "no_job"),
        ("none", "no_job"),
        ("working", "working"),
    ),
    "size": (("small", "small"), ("medium", "medium"), ("large", "large"), ("any", "any"), ("matter", "any")),
    "language": (("english", "en"), ("norw", "nb"), ("nb", "nb"), ("en", "en")),
    "purpose": (
        ("tell me about", "advice"),
        ("advice", "advice"),
        ("good word", "recommend"),
        ("recommend", "recommend"),
        ("hiring", "hiring"),
        ("introduce", "introduce"),
    ),
    "felt": (("easier", "easier"), ("fine", "fine"), ("hard", "hard")),
    "sent": (("not_yet", "not_yet"), ("not yet", "not_yet"), ("dropped", "dropped"), ("sent", "sent")),
}
"""What an answer's value begins with or holds, and the kind of the answer, by situation."""

UNSURE: Final = {"don't know": "unsure", "i don't know": "unsure", "unsure": "unsure", "none": "none", "later": "later"}
OUTCOMES: Final = {"said_yes": "yes", "said_no": "no", "no_answer_yet": "no_answer", "we_talked": "met"}
WITH_KIND: Final = {"outcome": "what", "news": "kind", "feeling": "kind", "show": "what", "change_draft": "what"}
DRAFT_KINDS: Final = {"less_formal": "warmer", "more_formal": "formal"}
_ACT: Final = re.compile(r"([a-z_]+)\((.*)\)", re.DOTALL)
_SLOT: Final = re.compile(r"(\w+)=(.*?)(?=, ?\w+=|$)", re.DOTALL)


class Example(Struct, frozen=True, gc=False):
    """A message with marks in place of names on record, its situation, and its acts as labels."""

    language: str
    situation: str
    text: str
    said: str
    labels: tuple[str, ...]
    weight: float = 1.0


def example_files() -> list[Path]:
    """Return the tables of examples, in the order of their names."""
    return sorted(HERE.glob("examples_*.tsv"))


def digest(paths: Sequence[Path]) -> str:
    """Return the SHA-256 of the tables."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def examples_in(path: Path) -> Iterator[Example]:
    """Read the examples of a table; a row whose acts are none of the set raises ValueError."""
    for row in path.read_text(encoding="utf-8").splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) != 5:
            continue
        language, _, number, raw, acts = cells
        said, situation = raw.replace("\\n", "\n"), SITUATIONS[number]
        labels = tuple(dict.fromkeys(labels_of(acts, situation)))
        if labels:
            text = marked(said, mentions_in(said, RECORD), RECORD.employer)
            yield Example(language, situation, text, said, labels)


def labels_of(acts: str, situation: str) -> Iterator[str]:
    """Yield the label of each act of a row."""
    for part in re.split(r"; ?(?=[a-z_]+\()", acts.strip()):
        found = _ACT.fullmatch(part.strip().rstrip(";").strip())
        if not found:
            continue
        name, slots = found[1], dict(_SLOT.findall(found[2]))
        if name == "answer":
            yield _answer(slots.get("value", "").casefold(), situation)
        elif name == "sent" and "not" in slots.get("what", ""):
            yield Act.NOT_SENT
        elif name == "cancel" and slots:
            yield Act.CANCEL_PLAN
        elif name == "small_talk":
            yield _with_kind(Act.SMALL_TALK, _small_talk(found[2]))
        elif name in WITH_KIND:
            yield _with_kind(Act(name), _kind(name, slots.get(WITH_KIND[name], "")))
        else:
            yield Act(name).value


def _answer(value: str, situation: str) -> str:
    if situation == Situation.OUTCOME:
        return _with_kind(Act.OUTCOME, OUTCOMES.get(value.replace(" ", "_"), value.replace(" ", "_")))
    if value in UNSURE and not (situation == Situation.WORK and value == "none"):
        return _with_kind(Act.ANSWER, UNSURE[value])
    kind = next((kind for begin, kind in ANSWERS.get(situation, ()) if begin in value), "")
    return _with_kind(Act.ANSWER, kind)


def _kind(act: str, value: str) -> str:
    kind = value.strip().replace(" ", "_")
    return DRAFT_KINDS.get(kind, kind) if act == "change_draft" else kind


def _small_talk(slots: str) -> str:
    return next((kind for kind in ("greeting", "thanks", "goodbye") if kind in slots), "other")


def _with_kind(act: Act, kind: str) -> str:
    return f"{act}{SEPARATOR}{kind}" if kind else act.value
