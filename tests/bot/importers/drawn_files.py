"""Strategies of hypothesis for files of users: tables, vCards, JSON and archives, sound, odd and damaged."""

import json
import zipfile
from io import BytesIO
from typing import Any, Final

from hypothesis import strategies as st

from bot.address import Address
from bot.importers.columns import HEADINGS
from bot.tasks.export import document
from tests.support.people_told import NOW, somebody

ENCODINGS: Final = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "mac-roman", "utf-7")
ODD: Final = (
    "\0",
    "\ufeff",
    "\u202e",
    "\u2028",
    '"',
    '""',
    "=",
    "\\",
    ";",
    "\r",
    "\x85",
    "BEGIN:VCARD",
    "{",
    "[",
    "PK\3\4",
)
PROPERTIES: Final = (
    "FN",
    "N",
    "ORG",
    "TITLE",
    "ROLE",
    "EMAIL",
    "TEL",
    "URL",
    "UID",
    "KIND",
    "VERSION",
    "PHOTO",
    "X-ABSHOWAS",
)
PARAMETERS: Final = (
    "",
    ";TYPE=HOME",
    ';TYPE="a;b:c"',
    ";QUOTED-PRINTABLE",
    ";ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8",
    ";CHARSET=ISO-8859-9;ENCODING=QUOTED-PRINTABLE",
    ';TYPE="',
    ";PREF=" * 50,
)
NAMES: Final = (
    "Connections.csv",
    "contacts.vcf",
    "coach.json",
    "a/b/Kontakter.CSV",
    "../a.csv",
    ".csv",
    "a.jpg",
    "æ.vcf",
    "xl/a",
)
EXPORT: Final = document(somebody(), Address("telegram", "77"), NOW).content

SOUND: Final = ["First Name", "Last Name", "Company", "Connected On"]

words = st.one_of(
    st.text(max_size=12), st.sampled_from(ODD), st.sampled_from(("Kari", "Lie", "DNB", "01 Jan 2026", "a@b.no"))
)
cells = st.builds(lambda word, times: word * times, words, st.sampled_from((1, 1, 1, 2, 300)))
line_ends = st.sampled_from(("\n", "\r\n", "\r", "\n\n"))


@st.composite
def texts_in_bytes(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> bytes:
    return draw(texts).encode(draw(st.sampled_from(("utf-8", "utf-8", "utf-8", *ENCODINGS))), "replace")


@st.composite
def tables(draw: st.DrawFn) -> str:
    separator, end = draw(st.sampled_from((",", ";", "\t", "|"))), draw(line_ends)
    headings = draw(st.just(SOUND) | st.lists(st.sampled_from(sorted(HEADINGS)) | words, max_size=12))
    rows = draw(st.lists(st.lists(cells, max_size=12), max_size=12))
    repeated = draw(st.lists(st.sampled_from((headings, *rows)), max_size=3)) * draw(st.sampled_from((1, 1, 40)))
    lines = [separator.join(row) for row in (headings, *rows, *repeated)]
    return end.join((*draw(st.lists(words, max_size=2)), *lines))


@st.composite
def card_lines(draw: st.DrawFn) -> str:
    group = draw(st.sampled_from(("", "", "item1.", "a." * 20)))
    name, parameters = draw(st.sampled_from(PROPERTIES)), draw(st.sampled_from(PARAMETERS))
    fold = draw(st.sampled_from(("", "", "\n ", "=\n", "\n\t=C3")))
    return f"{group}{name}{parameters}:{draw(cells)}{fold}{draw(cells)}"


@st.composite
def cards(draw: st.DrawFn) -> str:
    line = card_lines() | st.sampled_from(("BEGIN:VCARD", "END:VCARD", "begin:vcard ", "VERSION:2.1")) | words
    whole = draw(st.lists(line, max_size=12))
    end = draw(line_ends)
    named = draw(st.sampled_from(((), ("FN:Kari Lie",))))
    card = end.join(("BEGIN:VCARD", *named, *whole, draw(st.sampled_from(("END:VCARD", "END:VCARD", "")))))
    return end.join([card] * draw(st.sampled_from((1, 1, 2, 100))))


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | words
    | st.text(max_size=4).map(lambda t: t * 99),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


def _places(node: Any) -> list[tuple[Any, Any]]:
    """Return each container in a tree with each of its keys."""
    keys = list(node) if isinstance(node, dict) else list(range(len(node))) if isinstance(node, list) else []
    return [(node, key) for key in keys] + [place for key in keys for place in _places(node[key])]


@st.composite
def exports(draw: st.DrawFn) -> str:
    """Draw an export with some of its values replaced, repeated, removed or nested deeply."""
    tree = json.loads(EXPORT)
    for _ in range(draw(st.integers(0, 3))):
        container, key = draw(st.sampled_from(_places(tree)))
        match draw(st.integers(0, 3)):
            case 0:
                container[key] = draw(values)
            case 1:
                container[key] = [container[key]] * draw(st.sampled_from((0, 2, 400)))
            case 2 if isinstance(container, dict):
                container[draw(words)] = container.pop(key)
            case _:
                for _ in range(draw(st.sampled_from((1, 5, 60)))):
                    container[key] = {draw(st.sampled_from(("n", "a"))): container[key]}
    return json.dumps(tree)


beginnings = st.sampled_from(
    ('{"version": 1, "exported_at": "2026-11-23T09:00:00Z", "person": ', '{"exported_at":', "[", "")
)
documents = st.builds(
    lambda begun, value, depth: begun + "[" * depth + json.dumps(value) + "]" * depth,
    beginnings,
    values,
    st.sampled_from((0, 0, 1, 900, 20_000)),
)


@st.composite
def damaged(draw: st.DrawFn, contents: st.SearchStrategy[bytes]) -> bytes:
    """Draw a content as it is, cut off, or with bytes changed, put in or repeated."""
    content = draw(contents)
    for _ in range(draw(st.sampled_from((0, 0, 0, 1, 3)))):
        at = draw(st.integers(0, len(content)))
        match draw(st.integers(0, 3)):
            case 0:
                content = content[:at]
            case 1:
                content = content[:at] + draw(st.binary(min_size=1, max_size=4)) + content[at + 4 :]
            case 2:
                content = content[:at] + draw(st.binary(max_size=8)) + content[at:]
            case _:
                content = content[:at] + content[max(at - 50, 0) : at] * draw(st.sampled_from((1, 20))) + content[at:]
    return content


contents = st.one_of(
    texts_in_bytes(tables()),
    texts_in_bytes(cards()),
    texts_in_bytes(exports()),
    texts_in_bytes(documents),
    st.binary(max_size=99),
)
plain_files = damaged(contents)


@st.composite
def archives(draw: st.DrawFn) -> bytes:
    made = BytesIO()
    method = draw(st.sampled_from((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)))
    names = draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True))
    with zipfile.ZipFile(made, "w", method) as bundle:
        for name in names:
            inner = draw(plain_files | st.sampled_from((EXPORT, b"", bytes(2**20))))
            bundle.writestr(name, inner)
    return made.getvalue()


def _within(content: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as bundle:
        bundle.writestr("contacts.csv", content)
    return made.getvalue()


nested_archives = st.recursive(archives(), lambda inner: inner.map(_within), max_leaves=2)


archive_files = damaged(nested_archives)
