"""Formatting of values in each language."""

import importlib.resources
from datetime import UTC, date, datetime
from gettext import GNUTranslations
from io import BytesIO, StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.errors import CataloguesError
from bot.i18n import Languages, language_for
from dialogs.model.records import replace
from dialogs.protocol.replies import Button, Copy, CopyButton, Items, Link, Para, Title, rows, say
from dialogs.text import Both, Count, Day, Language, Moment, Value, join, label, t, tc, tn

NB, EN = Language.NB, Language.EN

PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Hi {name}!"
msgstr "Hei {name}!"

msgid "Write to {who} on {day}."
msgstr "Skriv til {who} {day}."

msgid "Yes"
msgstr "Jo"

msgctxt "consent"
msgid "Yes"
msgstr "Ja"

msgid "{count} contact"
msgid_plural "{count} contacts"
msgstr[0] "{count} kontakt"
msgstr[1] "{count} kontakter"

msgctxt "places"
msgid "{count} company"
msgid_plural "{count} companies"
msgstr[0] "{count} bedrift"
msgstr[1] "{count} bedrifter"
"""

FIRST = date(2026, 12, 1)
TWO = datetime(2026, 12, 1, 14, 0, tzinfo=ZoneInfo("Europe/Oslo"))
NBSP = "\N{NO-BREAK SPACE}"


def mo(po: str = PO) -> BytesIO:
    file = BytesIO()
    write_mo(file, read_po(StringIO(po), locale="nb"))
    file.seek(0)
    return file


@pytest.fixture(scope="module")
def languages() -> Languages:
    return Languages(GNUTranslations(mo()))


SPOKEN: list[tuple[Value, str, str]] = [
    (t("Hi {name}!", name="Kari"), "Hei Kari!", "Hi Kari!"),
    (t("Yes"), "Jo", "Yes"),
    (label("consent", "Yes"), "Ja", "Yes"),
    (tc("elsewhere", "Yes"), "Yes", "Yes"),
    (t("Not translated: {name}", name="x"), "Not translated: x", "Not translated: x"),
    (tn("{count} contact", "{count} contacts", 1), "1 kontakt", "1 contact"),
    (tn("{count} contact", "{count} contacts", 0), "0 kontakter", "0 contacts"),
    (tn("{count} contact", "{count} contacts", 1234), f"1{NBSP}234 kontakter", "1,234 contacts"),
    (Both("bygg", "construction"), "bygg", "construction"),
    (Day(FIRST), "1. desember", "1 December"),
    (Day(FIRST, has_weekday=True), "tirsdag 1. desember", "Tuesday 1 December"),
    (Moment(TWO), "tirsdag 1. desember kl. 14.00", "Tuesday 1 December at 14:00"),
    (Day(FIRST, has_weekday=True, has_year=True), "tirsdag 1. desember 2026", "Tuesday 1 December 2026"),
    (Moment(TWO, has_year=True), "tirsdag 1. desember 2026 kl. 14.00", "Tuesday 1 December 2026 at 14:00"),
    (Moment(TWO.astimezone(UTC)), "tirsdag 1. desember kl. 13.00", "Tuesday 1 December at 13:00"),
    (Count(999), "999", "999"),
    (Count(30000), f"30{NBSP}000", "30,000"),
    (join(["a", "b", "c"]), "a, b og c", "a, b and c"),
    (join(["a", "b"], is_choice=True), "a eller b", "a or b"),
    (join([Count(1500), Both("to", "two")]), f"1{NBSP}500 og to", "1,500 and two"),
    (join(["a"]), "a", "a"),
    ("Yes", "Yes", "Yes"),
    (
        t("Write to {who} on {day}.", who=join(["Ola", t("Yes")]), day=Day(FIRST)),
        "Skriv til Ola og Jo 1. desember.",
        "Write to Ola and Yes on 1 December.",
    ),
]


@pytest.mark.parametrize(("value", "nb", "en"), SPOKEN)
def test_a_value_is_said_in_both_languages(languages: Languages, value: Value, nb: str, en: str) -> None:
    assert languages.speak(value, NB).replace("\N{NARROW NO-BREAK SPACE}", NBSP) == nb
    assert languages.speak(value, EN) == en


def test_a_plural_may_have_a_context(languages: Languages) -> None:
    two = replace(tn("{count} company", "{count} companies", 2), context="places")
    assert languages.speak(two, NB) == "2 bedrifter"
    assert languages.speak(two, EN) == "2 companies"


@pytest.mark.parametrize("words", ["{name}", "{0}", "{", "}{", "%s", "{name.__class__}", "<b>&amp;", "\\{x\\}"])
def test_braces_in_somebodys_own_words_stay_as_they_are(languages: Languages, words: str) -> None:
    assert languages.speak(t("Hi {name}!", name=words), NB) == f"Hei {words}!"
    assert languages.speak(words, EN) == words
    assert languages.speak(t("Hi {name}!", name=join([words, words])), EN) == f"Hi {words} and {words}!"


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("nb", NB),
        ("nn", NB),
        ("no", NB),
        ("NB", NB),
        ("nb-NO", NB),
        ("nn_NO.UTF-8", NB),
        ("no.utf8", NB),
        ("en", EN),
        ("en-GB", EN),
        ("da", EN),
        ("not", EN),
        ("C.UTF-8", EN),
        ("", EN),
        (None, EN),
    ],
)
def test_norwegians_get_bokmaal_and_all_others_english(code: str | None, language: Language) -> None:
    assert language_for(code) is language


def test_a_spoken_reply_holds_only_words(languages: Languages) -> None:
    reply = say(
        Title(t("Yes")),
        t("Hi {name}!", name="Kari"),
        Items((t("Yes"), Both("to", "two"), "{x}")),
        Copy("Hi {name}!"),
        buttons=rows(
            Button(label("consent", "Yes"), "y", "welcome", 3),
            CopyButton(t("Yes"), "Hi {name}!"),
            Link(Both("lenke", "link"), "https://example.org"),
        ),
        card="target",
        hint=t("Yes"),
    )
    assert languages.spoken(reply, NB) == say(
        Title("Jo"),
        Para("Hei Kari!"),
        Items(("Jo", "to", "{x}")),
        Copy("Hi {name}!"),
        buttons=rows(
            Button("Ja", "y", "welcome", 3),
            CopyButton("Jo", "Hi {name}!"),
            Link("lenke", "https://example.org"),
        ),
        card="target",
        hint="Jo",
    )


def test_the_catalogue_is_found_where_the_package_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "nb" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "coach.mo").write_bytes(mo().read())
    monkeypatch.setattr("bot.i18n.files", lambda package: {"locales": tmp_path}[package])
    assert Languages.load().speak(t("Hi {name}!", name="Kari"), NB) == "Hei Kari!"


@pytest.mark.parametrize("content", [None, b"", b"no catalogue at all", b"\xde\x12\x04\x95\x00\x00"])
def test_a_catalogue_that_is_missing_or_broken_is_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    folder = tmp_path / "nb" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    if content is not None:
        (folder / "coach.mo").write_bytes(content)
    monkeypatch.setattr("bot.i18n.files", lambda _package: tmp_path)
    with pytest.raises(
        CataloguesError, match=r"^the catalogue of 'nb' is missing or broken: compile it with 'make run'"
    ):
        Languages.load()


def test_the_real_catalogues_lie_beside_the_code() -> None:
    assert importlib.resources.files("locales").joinpath("nb", "LC_MESSAGES", "coach.po").is_file()
