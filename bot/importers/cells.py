"""Readers of a cell of a table or a value of a vCard: as words, a name, a link, an e-mail address or a phone number."""

import re
from typing import Final

LONGEST: Final = 200
LINK: Final = re.compile(r"(?:https?://)?(?:[a-z]{1,3}\.)?linkedin\.com/in/([^\s/?#]{1,150})", re.IGNORECASE)
EMAIL: Final = re.compile(
    r"(?<![^\s@,;<>])(?:mailto:)?([^\s@,;<>]++@[^\s@,;<>][^\s@,;<>.]*+\.[^\s@,;<>]++)", re.IGNORECASE
)
PHONE: Final = re.compile(r"(?:tel:)?(\+?[\d\s().\-/]{5,30})", re.IGNORECASE)
LITERAL: Final = re.compile(r'="(.*)"')
FORMULA: Final = tuple("=+@\t")


def words_of(cell: str) -> str:
    """Return the text of a cell in one line, without invisible characters, truncated to `LONGEST` characters."""
    if cell.startswith(("=", "'")):
        cell = _literal(cell)
    if not cell.isprintable():
        cell = "".join(letter for letter in " ".join(cell.split()) if letter.isprintable())
    return " ".join(cell.split())[:LONGEST] if len(cell) > LONGEST or "  " in cell else cell.strip()


def name_of(cell: str) -> str:
    """Return a name, or an empty string if the cell is a formula or has no letters."""
    name = words_of(cell)
    is_name = not name.startswith(FORMULA) and any(map(str.isalpha, name))
    return name if is_name else ""


def link_of(cell: str) -> str:
    """Return the normalised URL of a LinkedIn profile, or an empty string for any other address."""
    found = LINK.search(cell)
    return f"https://www.linkedin.com/in/{found[1].lower()}" if found else ""


def email_of(cell: str) -> str:
    """Return an e-mail address, or an empty string if the cell is not one."""
    found = EMAIL.fullmatch(cell.strip()) if "@" in cell and len(cell) <= LONGEST else None
    return found[1] if found and found[1].isprintable() else ""


def phone_of(cell: str) -> str:
    """Return a phone number, or an empty string if the cell is not one."""
    found = PHONE.fullmatch(cell.strip()) if cell else None
    return " ".join(found[1].split()) if found and sum(map(str.isdigit, found[1])) > 4 else ""


def _literal(cell: str) -> str:
    """Remove the notation for literal text in a spreadsheet: `="Kari"`, or `'=Kari`."""
    if found := LITERAL.fullmatch(cell):
        return found[1].replace('""', '"')
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(("=", "+", "-", "@")) else cell
