"""Recognises the columns of a table by their headings, in the languages of LinkedIn and of spreadsheets."""

import re
from collections.abc import Sequence
from enum import Enum
from typing import Final

from dialogs.model.address_book import Source


class Column(Enum):
    """The meaning of a column. The value lists its headings, folded and separated by `|`."""

    FIRST = "first name|given name|fornavn|förnamn|vorname|prénom|nombre|nome|voornaam|etunimi|imię|first"
    MIDDLE = "middle name|additional name|mellomnavn"
    LAST = "last name|family name|surname|etternavn|efternavn|efternamn|nachname|nom|nom de famille|apellidos|apellido|\
cognome|achternaam|sukunimi|nazwisko|last"
    FULL = "name|full name|display name|navn|fullt navn|namn|vollständiger name|nom complet|nombre completo|file as"
    LINK = "url|profile url|profil url|profile link|linkedin|linkedin url|profillenke|profil|web page|website 1 value"
    EMAIL = "email address|e mail address|email|e mail|e postadresse|epostadresse|e post|epost|e postadress|\
mailadresse|e mail adresse|adresse e mail|correo electrónico|indirizzo e mail|e mailadres|sähköposti|e mail 1 value"
    PHONE = "phone|mobile phone|telefon|mobil|telefonnummer|telefonnr|phone number|primary phone|home phone|\
business phone|phone 1 value"
    COMPANY = "company|organization|organisation|organization name|organization 1 name|organisasjon|bedrift|firma|\
selskap|arbeidsgiver|arbeidsplass|företag|virksomhed|unternehmen|entreprise|société|empresa|azienda|bedrijf|yritys|\
firma aktuell|employer|workplace"
    POSITION = "position|title|job title|organization title|organization 1 title|stilling|stillingstittel|tittel|rolle|\
befattning|titel|poste|fonction|cargo|puesto|posizione|functie|asema|stanowisko|role"
    CONNECTED = "connected on|tilknyttet|tilknyttet den|kontakt siden|forbundet|forbundet den|kontakt sedan|ansluten|\
anknuten|verbunden am|verknüpft am|vernetzt am|kontakt seit|connecté le|connectée le|date de connexion|relation depuis|\
conectado el|conectado en|fecha de conexión|collegato il|in contatto dal|verbonden op|yhdistetty"


HEADINGS: Final = {heading: column for column in Column for heading in column.value.split("|")}
NAMES: Final = frozenset({Column.FIRST, Column.LAST, Column.FULL})
GOOGLE: Final = frozenset(
    {"given name", "organization name", "organization 1 name", "e mail 1 value", "phone 1 value", "group membership"}
)


def columns_of(cells: Sequence[str]) -> dict[Column, int]:
    """Return the columns that a row names, each at its first index. Return an empty dict if it is not a heading."""
    found: dict[Column, int] = {}
    for at, cell in enumerate(cells):
        column = HEADINGS.get(_folded(cell))
        if column is not None:
            found.setdefault(column, at)
    has_name = not NAMES.isdisjoint(found)
    return found if has_name and len(found) > 1 else {}


def source_of(cells: Sequence[str], columns: dict[Column, int]) -> Source:
    """Return the service or program that wrote a file with this heading."""
    if Column.CONNECTED in columns:
        return Source.LINKEDIN
    return Source.TABLE if GOOGLE.isdisjoint(map(_folded, cells)) else Source.GOOGLE


def _folded(heading: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", heading[:60].casefold()).split())
