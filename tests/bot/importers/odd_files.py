"""Unusual files as they occur in practice, each generated: contents, and the expected result of reading."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO

from msgspec import Struct

from bot.address import Address
from bot.i18n import Languages
from bot.tasks.address_book_work import AddressBookSnapshot
from bot.tasks.export import archive, document
from dialogs.model.address_book import Acquaintance, Reading, Source, Unread
from dialogs.model.fact_kinds import Snapshot
from dialogs.model.facts import Contact
from dialogs.model.records import replace
from dialogs.model.snapshot import AnyRead, Exported
from tests.support.people_told import NOW, somebody

SPEAK = Languages.load().speak

HEADING = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
NOTES = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing. You '
    'will only see email addresses for connections who have allowed their connections to see or download them."\n\n'
)
KARI_ROW = "Kari,Ødegård,https://www.linkedin.com/in/Kari-O,,Ålesund Bygg AS,Prosjektleder,01 Jan 2026"
JON_ROW = "Jon,Lie,https://www.linkedin.com/in/jon-lie,jon@example.no,DNB,Rådgiver,15 Mar 2019"
LINKEDIN = f"{NOTES}{HEADING}\n{KARI_ROW}\n{JON_ROW}\n"

KARI = Acquaintance(
    "Kari Ødegård",
    "Ålesund Bygg AS",
    "Prosjektleder",
    date(2026, 1, 1),
    "https://www.linkedin.com/in/kari-o",
    source=Source.LINKEDIN,
)
JON = Acquaintance(
    "Jon Lie",
    "DNB",
    "Rådgiver",
    date(2019, 3, 15),
    "https://www.linkedin.com/in/jon-lie",
    "jon@example.no",
    source=Source.LINKEDIN,
)
BOTH = Reading(Source.LINKEDIN, (KARI, JON))

CARD = """BEGIN:VCARD
VERSION:3.0
N:Ødegård;Kari;;;
FN:Kari Ødegård
ORG:Ålesund Bygg AS;Anlegg
TITLE:Prosjektleder
EMAIL;TYPE=INTERNET,HOME:privat@example.no
EMAIL;TYPE=INTERNET,PREF:kari@example.no
TEL;TYPE=CELL:+47 900 00 000
UID:urn:uuid:1
END:VCARD
"""
CARD_KARI = Acquaintance(
    "Kari Ødegård",
    "Ålesund Bygg AS",
    "Prosjektleder",
    email="kari@example.no",
    phone="+47 900 00 000",
    source=Source.CARDS,
    mark="urn:uuid:1",
)


class OddFile(Struct, frozen=True, gc=False):
    """A file, and the expected result of reading it."""

    name: str
    content: bytes
    read: AnyRead


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP file with these files."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return whole.getvalue()


def locked(content: bytes) -> bytes:
    """Return a ZIP file whose members claim to be encrypted."""
    whole = bytearray(content)
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = whole.find(magic)
        while at >= 0:
            whole[at + flags] |= 1
            at = whole.find(magic, at + 1)
    return bytes(whole)


def table(*rows: str, heading: str = HEADING) -> bytes:
    """Return a CSV table without the preamble."""
    return "\n".join([heading, *rows, ""]).encode()


def read_as(*people: Acquaintance, unread: tuple[int, ...] = (), source: Source = Source.LINKEDIN) -> Reading:
    """Return the reading with these people."""
    return Reading(source, people, unread)


def odd_files() -> Iterator[OddFile]:
    """Yield all files."""
    yield from _encodings()
    yield from _separators()
    yield from _headings()
    yield from _rows()
    yield from _cards()
    yield from _archives()
    yield from _exports()
    yield from _others()


def _encodings() -> Iterator[OddFile]:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        yield OddFile(encoding, LINKEDIN.encode(encoding), BOTH)
    for encoding in ("utf-16-le", "utf-16-be", "cp1252", "latin-1", "mac_roman", "cp850"):
        yield OddFile(encoding, LINKEDIN.encode(encoding), BOTH)
    broken = LINKEDIN.encode() + table(*[KARI_ROW] * 60) + "Bjørn,Bø,,,,,\n".encode("cp1252")
    yield OddFile("UTF-8 with broken letters", broken, _with_broken_letters(broken))
    yield OddFile("lines that end as on old Macs", LINKEDIN.replace("\n", "\r").encode(), BOTH)
    yield OddFile("lines that end as on Windows", LINKEDIN.replace("\n", "\r\n").encode(), BOTH)


def _with_broken_letters(content: bytes) -> Reading:
    """Return the expected reading: the undecodable letters are replaced, and nothing else is lost."""
    rows = content.count(KARI_ROW.encode())
    bjorn = Acquaintance("Bj\N{REPLACEMENT CHARACTER}rn B\N{REPLACEMENT CHARACTER}", source=Source.LINKEDIN)
    # A second heading in the middle is read as a person, because its fields have the form of a name.
    heading = Acquaintance("First Name Last Name", "Company", "Position", source=Source.LINKEDIN)
    return Reading(Source.LINKEDIN, (KARI, JON, heading, *[KARI] * (rows - 1), bjorn))


def _separators() -> Iterator[OddFile]:
    yield OddFile("semicolons", LINKEDIN.replace(",", ";").encode(), BOTH)
    yield OddFile("tabs", LINKEDIN.replace(",", "\t").encode(), BOTH)
    yield OddFile("a bar", LINKEDIN.replace(",", "|").encode(), BOTH)
    excel = "sep=;\n" + LINKEDIN.removeprefix(NOTES).replace(",", ";")
    yield OddFile("Excel's line of the separator", excel.encode("cp1252"), BOTH)
    quoted = "\n".join(",".join(f'"{cell}"' for cell in row.split(",")) for row in (HEADING, KARI_ROW, JON_ROW))
    yield OddFile("all in quotation marks", quoted.encode(), BOTH)
    comma = 'Kari,Ødegård,,,"Bygg, Rør og ""Sønner"" AS",,'
    firm = Acquaintance("Kari Ødegård", 'Bygg, Rør og "Sønner" AS', source=Source.LINKEDIN)
    yield OddFile("a comma in a name", table(comma), read_as(firm))


def _headings() -> Iterator[OddFile]:
    rows = f"{KARI_ROW}\n{JON_ROW}\n"
    for name, heading in (
        ("German", "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verknüpft am"),
        ("Norwegian", "Fornavn,Etternavn,URL,E-postadresse,Bedrift,Stilling,Kontakt siden"),
        ("Swedish", "Förnamn,Efternamn,URL,E-postadress,Företag,Befattning,Kontakt sedan"),
        ("Danish", "Fornavn,Efternavn,URL,Mailadresse,Virksomhed,Stilling,Forbundet den"),
        ("French", "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connecté le"),
        ("Spanish", "Nombre,Apellidos,URL,Correo electrónico,Empresa,Cargo,Conectado el"),
    ):
        yield OddFile(f"{name} headings", f"{heading}\n{rows}".encode(), BOTH)
    yield OddFile("shouted headings", f"{HEADING.upper()}\n{rows}".encode(), BOTH)
    yield OddFile("ten lines before the heading", ("Notes:\n" + "\n" * 9 + LINKEDIN.removeprefix(NOTES)).encode(), BOTH)
    old = b'First Name,Last Name,Email Address,Company,Position,Connected On\nJon,Lie,,DNB,,"3/15/19, 8:04 AM"\n'
    jon = Acquaintance("Jon Lie", "DNB", connected=date(2019, 3, 15), source=Source.LINKEDIN)
    yield OddFile("an older file, without links", old, read_as(jon))
    bare = b"Name;Company\nKari Lie;DNB\n"
    yield OddFile("somebody's own list", bare, read_as(Acquaintance("Kari Lie", "DNB"), source=Source.TABLE))
    half = "Vorname;Name;Firma\nJürgen;Weiß;Größe GmbH\n".encode("cp1252")
    yield OddFile(
        "a last name under Name", half, read_as(Acquaintance("Jürgen Weiß", "Größe GmbH"), source=Source.TABLE)
    )
    google = "First Name,Middle Name,Last Name,Organization Name,Organization Title,E-mail 1 - Label,E-mail 1 - Value\n"
    row = "Kari,Anne,Lie,DNB,Rådgiver,* Work,kari@example.no\n"
    kari = Acquaintance("Kari Anne Lie", "DNB", "Rådgiver", email="kari@example.no", source=Source.GOOGLE)
    yield OddFile("Google Contacts", (google + row).encode(), read_as(kari, source=Source.GOOGLE))
    older = "Name,Given Name,Family Name,E-mail 1 - Value,Organization 1 - Name\nKari Lie,Kari,Lie,,DNB\n,,,,\n"
    kari = Acquaintance("Kari Lie", "DNB", source=Source.GOOGLE)
    yield OddFile("older Google Contacts, in UTF-16", older.encode("utf-16"), read_as(kari, source=Source.GOOGLE))


def _rows() -> Iterator[OddFile]:
    kari, link = Acquaintance("Kari Lie", source=Source.LINKEDIN), Source.LINKEDIN
    yield OddFile("a bad date", table("Kari,Lie,,,,,31 Feb 2026"), read_as(kari))
    yield OddFile("no cells but the name", table("Kari,Lie"), read_as(kari))
    yield OddFile("a row without a name", table("Kari,Lie,,,,,", ",,,,DNB,Sjef,"), read_as(kari, unread=(3,)))
    yield OddFile(
        "one cell too many", table("Kari,Lie,,,,,", "Per,Bø,,,Bø, Rør,Sjef,1 Jan 2026"), read_as(kari, unread=(3,))
    )
    yield OddFile("empty lines", table("", "Kari,Lie,,,,,", "", ",,,,,,", "Kari,Lie"), read_as(kari, kari))
    yield OddFile(
        "formulas", table('="Kari",Lie,,,,,', '"=HYPERLINK(""x"")",Lie,,,,,', "@SUM,Bø"), read_as(kari, unread=(3, 4))
    )
    protected = Acquaintance("Kari Lie", "=DNB", source=link)
    yield OddFile("a formula that is no formula", table("Kari,Lie,,,'=DNB,,"), read_as(protected))
    yield OddFile("a name that is none", table("Kari,Lie", "...,,,,,,", "123,456"), read_as(kari, unread=(3, 4)))
    spaced = table("  Kari \u00a0,\tLie\u200f ,,,,,")
    yield OddFile("spaces and signs that nobody sees", spaced, read_as(kari))
    elsewhere = table("Kari,Lie,https://evil.example/in/kari,,,,")
    yield OddFile("an address that is not LinkedIn's", elsewhere, read_as(kari))
    unclosed = table("Kari,Lie,,,,,", 'Per,Bø,,,"Bø,,', *["Ole,Moe,,,,,"] * 5, 'Ida,Sæ,,,Bø",,', "Kari,Lie")
    yield OddFile("a quotation mark left open", unclosed, read_as(kari, kari, unread=(3, 4, 5, 6, 7, 8, 9)))
    two = table('Kari,Lie,,,"DNB\nBank",,', "Kari,Lie")
    bank = Acquaintance("Kari Lie", "DNB Bank", source=link)
    yield OddFile("a cell on two lines", two, read_as(bank, kari))
    long = table(f"Kari,Lie,,,{'x' * 150_000},,", "Kari,Lie")
    yield OddFile("a cell that is too long to be one", long, read_as(kari, unread=(2,)))
    whole = LINKEDIN + ",,,,DNB,,\n"
    yield OddFile("numbers count what stands before", whole.encode(), Reading(link, (KARI, JON), (7,)))


def _cards() -> Iterator[OddFile]:
    one = read_as(CARD_KARI, source=Source.CARDS)
    yield OddFile("a card", CARD.replace("\n", "\r\n").encode(), one)
    yield OddFile(
        "a card of version 4",
        CARD.replace("3.0", "4.0").replace("EMAIL;TYPE=INTERNET,PREF", "EMAIL;PREF=1").encode(),
        one,
    )
    yield OddFile("many cards", (CARD * 3).encode(), read_as(*[CARD_KARI] * 3, source=Source.CARDS))
    yield OddFile("a card in UTF-16", CARD.encode("utf-16"), one)
    yield OddFile("a card without an end", CARD.replace("END:VCARD\n", "").encode(), one)
    folded = CARD.replace("FN:Kari Ødegård", "FN:Kari Øde\n gård").replace("TITLE:Prosj", "TITLE:Prosj\n\t")
    yield OddFile("folded lines", folded.encode(), one)
    yield OddFile("a line that is none", CARD.replace("TITLE", "what is this\nTITLE").encode(), one)
    yield OddFile("grouped lines", CARD.replace("ORG:", "item1.ORG:").replace("TEL;", "item2.TEL;").encode(), one)
    photo = CARD.replace("UID", f"PHOTO;ENCODING=b;TYPE=JPEG:{'A' * 70}\n {'B' * 70}\nUID")
    yield OddFile("a picture", photo.encode(), one)
    old = "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:B=C3=B8;K=C3=A5=\nre;;;\nEND:VCARD\n"
    yield OddFile(
        "an old phone's card", old.encode(), read_as(Acquaintance("Kåre Bø", source=Source.CARDS), source=Source.CARDS)
    )
    latin = old.replace("UTF-8", "ISO-8859-1").replace("=C3=B8", "=F8").replace("=C3=A5", "=E5")
    yield OddFile(
        "an older phone's card",
        latin.encode(),
        read_as(Acquaintance("Kåre Bø", source=Source.CARDS), source=Source.CARDS),
    )
    group = "BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Familien\nEND:VCARD\n"
    firm = "BEGIN:VCARD\nVERSION:3.0\nFN:Rørlegger Lie\nORG:Rørlegger Lie\nX-ABShowAs:COMPANY\nEND:VCARD\n"
    nameless = "BEGIN:VCARD\nVERSION:3.0\nTEL:12345678\nEND:VCARD\n"
    mixed = (group + CARD + nameless + firm).encode()
    yield OddFile("cards of groups and companies", mixed, read_as(CARD_KARI, unread=(3,), source=Source.CARDS))
    escaped = CARD.replace("Ålesund Bygg AS;Anlegg", "Lie\\, Bø \\; Co;Anlegg")
    lie = replace(CARD_KARI, company="Lie, Bø ; Co")
    yield OddFile("commas and semicolons in a card", escaped.encode(), read_as(lie, source=Source.CARDS))


def _archives() -> Iterator[OddFile]:
    listed, other = LINKEDIN.encode(), b"Date,Content\n2026-01-01,Hi\n"
    yield OddFile(
        "LinkedIn's export", zipped({"Profile.csv": other, "Connections.csv": listed, "Rich_Media.csv": b""}), BOTH
    )
    yield OddFile(
        "an export in a folder", zipped({"Basic_LinkedInDataExport_11-25-2026/Connections.csv": listed}), BOTH
    )
    yield OddFile("stored, not packed", zipped({"Connections.csv": listed}, zipfile.ZIP_STORED), BOTH)
    yield OddFile("packed as no phone does", zipped({"Connections.csv": listed}, zipfile.ZIP_LZMA), Unread.PACKED)
    takeout = zipped({"Takeout/Contacts/All Contacts/All Contacts.vcf": CARD.encode()})
    yield OddFile("Google's takeout", takeout, read_as(CARD_KARI, source=Source.CARDS))
    yield OddFile("an export without connections", zipped({"Profile.csv": other, "Shares.csv": other}), Unread.NO_LIST)
    yield OddFile("an archive of pictures", zipped({"a.jpg": b"\xff\xd8\xff"}), Unread.NO_LIST)
    yield OddFile("an empty archive", zipped({}), Unread.NO_LIST)
    yield OddFile("a bomb", zipped({"Connections.csv": bytes(50 * 2**20)}), Unread.SWELLS)
    yield OddFile("a bomb in pieces", zipped({f"{n}.csv": bytes(5 * 2**20) for n in range(10)}), Unread.SWELLS)
    yield OddFile("a locked archive", locked(zipped({"Connections.csv": listed})), Unread.LOCKED)
    yield OddFile("half an archive", zipped({"Connections.csv": listed})[:-40], Unread.UNKNOWN)
    yield OddFile("a workbook", zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), Unread.WORKBOOK)


def _exports() -> Iterator[OddFile]:
    ola, here = somebody(), Address("telegram", "1")
    ola = replace(ola, contacts=(Contact(1, ola.uid(1), "Kari Ødegård"),))
    told, packed = (
        document(ola, here, NOW).content,
        archive(AddressBookSnapshot(ola, 0, ()), here, NOW, SPEAK, b"").content,
    )
    past = Snapshot(me=ola.me, target=ola.target, contacts=ola.contacts)
    yield OddFile("all that the coach gave", packed, Exported(NOW, past))
    yield OddFile("its JSON alone", told, Exported(NOW, past))
    yield OddFile("its JSON as Notepad keeps it", told.decode().encode("utf-16"), Exported(NOW, past))
    mac = {"coach-export/coach.json": told, "__MACOSX/coach-export/._coach.json": b"\0\5\x16\7"}
    yield OddFile("the same, packed anew on a Mac", zipped(mac), Exported(NOW, past))
    yield OddFile("half of it", packed[: len(packed) // 2], Unread.EXPORT_BROKEN)
    yield OddFile("half of its JSON", told[: len(told) // 2], Unread.EXPORT_BROKEN)
    yield OddFile("its JSON without a name", told.replace(b'"name": "Kari', b'"nome": "Kari'), Unread.EXPORT_BROKEN)
    yield OddFile("one with a password", locked(zipped({"coach.json": told})), Unread.LOCKED)
    yield OddFile("one that swells", zipped({"coach.json": told + bytes(50 * 2**20)}), Unread.EXPORT_BROKEN)
    yield OddFile("one of a later coach", told.replace(b'"version": 1', b'"version": 2'), Unread.EXPORT_NEWER)
    many = b", ".join(b'{"number": %d, "uid": "%032x", "name": "Kari"}' % (n, n) for n in range(1, 302))
    crowded = re.sub(rb'"contacts": \[.*?\]', b'"contacts": [' + many + b"]", told, flags=re.DOTALL)
    yield OddFile("one with more people than a list has", crowded, Unread.EXPORT_TOO_MUCH)


def _others() -> Iterator[OddFile]:
    yield OddFile("nothing", b"", Unread.EMPTY)
    yield OddFile("spaces", b"\xef\xbb\xbf \r\n\r\n", Unread.EMPTY)
    yield OddFile("a heading and nobody", table(), Unread.NOBODY)
    yield OddFile("a picture", b"\x89PNG\r\n\x1a\n" + bytes(100), Unread.UNKNOWN)
    yield OddFile("a document", b"%PDF-1.7\nName,Company\n", Unread.UNKNOWN)
    yield OddFile("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), Unread.WORKBOOK)
    yield OddFile("a letter", b"Hei Kari,\n\ntakk for sist.\n", Unread.UNKNOWN)
    yield OddFile("another table", b"Date,Amount\n2026-01-01,100\n", Unread.UNKNOWN)
    yield OddFile("a page", b"<!doctype html><html><body>Please log in</body></html>", Unread.UNKNOWN)
    yield OddFile("another JSON", b'{"people": []}', Unread.UNKNOWN)
    yield OddFile("more than anybody knows", table(*["Kari,Lie"] * 30_001), Unread.TOO_MANY)
    yield OddFile("nobody, many times", table(*[",x"] * 100_001), Unread.TOO_MANY)
    yield OddFile("over twenty megabytes", table("Kari,Lie") + b" " * 20 * 2**20, Unread.TOO_LARGE)
