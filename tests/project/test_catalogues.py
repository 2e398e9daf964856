"""The catalogues are complete and match the texts in the code, which neither gettext nor pybabel checks."""

import ast
import string
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.core import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUES = sorted((ROOT / "locales").glob("*/LC_MESSAGES/coach.po"))
SOURCES = sorted(path for package in ("bot", "dialogs") for path in (ROOT / package).rglob("*.py"))

MARKERS = {
    "t": ("msgid",),
    "tn": ("msgid", "plural"),
    "tc": ("context", "msgid"),
    "label": ("context", "msgid"),
}
"""The roles of the first arguments of each marker; the Makefile tells pybabel the same."""


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """Return the forms of a text: one, or one for each plural."""
    return [text] if isinstance(text, str) else list(text or [""])


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def edges(text: str) -> tuple[str, str]:
    """Return the white space at the beginning and end of a text."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def form_faults(original: str, translation: str, *, allowed: set[str], optional: set[str]) -> Iterator[str]:
    try:
        found = placeholders(translation)
    except ValueError as error:
        yield f"has a placeholder that cannot be read ({error}) in “{translation}”"
        return
    if found - allowed or placeholders(original) - optional - found:
        yield f"has other placeholders in “{translation}”"
    if edges(translation) != edges(original):
        yield f"begins or ends with other white space in “{translation}”"


def message_faults(message: Message) -> Iterator[str]:
    originals, translations = forms(message.id), forms(message.string)
    if not all(translations):
        yield "is not translated"
        return
    if message.fuzzy:
        yield "is only guessed (fuzzy)"
    # A form may use the placeholders of the plural; the singular may omit the number (“one day”).
    allowed = placeholders(originals[-1])
    for number, translation in enumerate(translations):
        is_singular = message.pluralizable and number == 0
        original = originals[0] if is_singular else originals[-1]
        optional = {"count"} if is_singular else set()
        yield from form_faults(original, translation, allowed=allowed, optional=optional)


def catalogue_faults(catalogue: Catalog) -> list[str]:
    """Return the faults of a catalogue, one line each."""
    faults = [f"“{forms(message.id)[0]}” is obsolete" for message in catalogue.obsolete.values()]
    expected = get_plural(catalogue.locale)
    if (catalogue.num_plurals, catalogue.plural_expr) != (expected.num_plurals, expected.plural_expr):
        faults.append(f"Plural-Forms is not “{expected}”")
    for message in catalogue:
        if message.id:
            faults += [f"“{forms(message.id)[0]}” {fault}" for fault in message_faults(message)]
    return faults


def marker_of(call: ast.Call) -> str | None:
    """Return the marker that is called, as `t(…)` or as `text.t(…)`, or None."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="text"), attr=name):
            return name if name in MARKERS else None
    return None


def texts_in(source: str) -> Iterator[tuple[ast.Call, dict[str, str] | None]]:
    """Yield each call of a marker with its string arguments, or None if one of them is not a plain string."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (marker := marker_of(node)):
            parts = MARKERS[marker]
            values = [arg.value for arg in node.args[: len(parts)] if isinstance(arg, ast.Constant)]
            plain = [value for value in values if isinstance(value, str)]
            yield node, dict(zip(parts, plain, strict=True)) if len(plain) == len(parts) else None


def source_faults(source: str) -> list[str]:
    """Return the texts that pybabel drops silently, and the placeholders without a value."""
    faults = []
    for call, parts in texts_in(source):
        if parts is None:
            faults.append(f"line {call.lineno}: a marker takes plain strings only: {ast.unparse(call)}")
            continue
        given = {keyword.arg for keyword in call.keywords}
        if marker_of(call) == "tn":
            given.add("count")
        wanted = placeholders(parts["msgid"]) | placeholders(parts.get("plural", ""))
        # A text without any value may be a template that gets them later; some values but not all are a mistake.
        if given and None not in given and not wanted <= given:
            faults.append(f"line {call.lineno}: no value for {sorted(wanted - given)}: {ast.unparse(call)}")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("text"):
            faults += [
                f"line {node.lineno}: pybabel does not know {alias.name} as {alias.asname}"
                for alias in node.names
                if alias.name in MARKERS and alias.asname
            ]
    return faults


PLURALS = "nplurals=2; plural=(n != 1);"


def catalogue(message: str, plurals: str = PLURALS) -> Catalog:
    """Return a Norwegian catalogue with one message, as if read from a file."""
    header = f'msgid ""\nmsgstr "Plural-Forms: {plurals}\\n"'
    return read_po(BytesIO(f"{header}\n\n{message}\n".encode()), locale="nb", abort_invalid=True)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_a_catalogue_is_complete_and_fits(path: Path) -> None:
    language = path.parent.parent.name
    with path.open("rb") as file:
        found = read_po(file, locale=language, abort_invalid=True)
    assert found.locale == Locale.parse(language)
    assert catalogue_faults(found) == []


def test_there_is_a_norwegian_catalogue() -> None:
    assert "nb" in {path.parent.parent.name for path in CATALOGUES}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_markers_are_such_that_pybabel_sees_them(path: Path) -> None:
    assert source_faults(path.read_text(encoding="utf-8")) == []


def test_the_template_has_every_text_in_the_code() -> None:
    with (ROOT / "locales" / "coach.pot").open("rb") as file:
        template = {(message.context, forms(message.id)[0]) for message in read_po(file) if message.id}
    in_code = {
        (parts.get("context"), parts["msgid"])
        for path in SOURCES
        for _, parts in texts_in(path.read_text(encoding="utf-8"))
        if parts
    }
    assert template == in_code, "run 'make catalogues'"


@pytest.mark.parametrize(
    "message",
    [
        'msgid "Hi {name}"\nmsgstr "Hei, {name}"',
        'msgid "Hi"\nmsgstr "Hei"',
        'msgctxt "a button"\nmsgid "Yes"\nmsgstr "Ja"',
        'msgid "{count} day"\nmsgid_plural "{count} days"\nmsgstr[0] "én dag"\nmsgstr[1] "{count} dager"',
        'msgid "one day"\nmsgid_plural "{count} days"\nmsgstr[0] "{count} dag"\nmsgstr[1] "{count} dager"',
        'msgid "Braces: {{}}"\nmsgstr "Klammer: {{}}"',
    ],
)
def test_a_good_message_has_no_fault(message: str) -> None:
    assert catalogue_faults(catalogue(message)) == []


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        ('msgid "Hi"\nmsgstr ""', "is not translated"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] ""', "is not translated"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"', "is not translated"),
        ('#, fuzzy\nmsgid "Hi"\nmsgstr "Hei"', "is only guessed"),
        ('#~ msgid "Hi"\n#~ msgstr "Hei"', "is obsolete"),
        ('msgid "Hi {name}"\nmsgstr "Hei {navn}"', "other placeholders"),
        ('msgid "Hi {name}"\nmsgstr "Hei"', "other placeholders"),
        ('msgid "Hi"\nmsgstr "Hei {name}"', "other placeholders"),
        ('msgid "Hi {name}"\nmsgstr "Hei {name"', "cannot be read"),
        (
            'msgid "{who}, one"\nmsgid_plural "{who}, {count}"\nmsgstr[0] "én"\nmsgstr[1] "{who}, {count}"',
            "other placeholders in “én”",
        ),
        (
            'msgid "{count} day"\nmsgid_plural "{count} days"\nmsgstr[0] "{count} dag"\nmsgstr[1] "dager"',
            "other placeholders in “dager”",
        ),
        ('msgid "Hi\\n"\nmsgstr "Hei"', "other white space"),
        ('msgid "Hi"\nmsgstr " Hei"', "other white space"),
    ],
)
def test_a_broken_message_is_found(message: str, fault: str) -> None:
    faults = catalogue_faults(catalogue(message))
    assert len(faults) == 1
    assert fault in faults[0]


def test_a_wrong_rule_for_plurals_is_found() -> None:
    assert catalogue_faults(catalogue("", "nplurals=1; plural=0;")) == [f"Plural-Forms is not “{PLURALS}”"]


def test_a_plural_form_too_many_is_found() -> None:
    with pytest.raises(PoFileError, match="more translations than num_plurals"):
        catalogue('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\nmsgstr[2] "e"')


@pytest.mark.parametrize(
    "source",
    [
        't("Hi")',
        't("Hi " "there, {name}", name=name)',
        'tn("{count} day", "{count} days", days)',
        'text.label("yes or no", "Yes")',
        't("Hi {name}", **values)',
        't("Hi {name}")',
        'column.label(f"{name}")',
    ],
)
def test_a_good_marker_has_no_fault(source: str) -> None:
    assert source_faults(source) == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('t(f"Hi {name}")', "plain strings only"),
        ('text.t("Hi " + name)', "plain strings only"),
        ("t(greeting)", "plain strings only"),
        ('t(b"Hi")', "plain strings only"),
        ('label("yes or no", yes)', "plain strings only"),
        ('label("Yes")', "plain strings only"),
        ('tn("one", f"{count} many", count)', "plain strings only"),
        ('t("Hi {name}", nmae=name)', "no value for ['name']"),
        ('tn("one", "{n} many", count)', "no value for ['n']"),
        ("from dialogs.text import t as _", "pybabel does not know t as _"),
    ],
)
def test_a_bad_marker_is_found(source: str, fault: str) -> None:
    faults = source_faults(source)
    assert len(faults) == 1
    assert fault in faults[0]
