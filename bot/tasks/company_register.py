"""A client of the company register (Enhetsregisteret): one query at a time, a cache for a day, a pause in an outage."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import msgspec
import structlog

from dialogs.model.companies import DEEPEST, PAGE, Company, FindCompanies, FoundCompanies

if TYPE_CHECKING:
    from aiohttp import ClientResponse

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


FORMS: Final = "AS,ASA,SA,NUF,STI,FLI,SF,HF,ORGL,STAT,KOMM,FYLK,IKS,KF,FKF,BBL,KIRK,SPA,SÆR,GFS,BA"
"""Organisation forms of employers. Sole proprietors and partnerships are left out, since they are natural persons."""

HEADERS: Final = {
    "Accept": "application/vnd.brreg.enhetsregisteret.enhet.v2+json;charset=UTF-8",
    "User-Agent": "network-coach/0.1",
}

TRIES: Final = 2
TRY_S: Final = 6.0
"""Timeout of an attempt, in seconds; a user is waiting."""

PAUSE_S: Final = 1.0
"""Seconds before the retry."""

REST: Final = timedelta(minutes=1)
"""How long no query is sent after an outage."""

KEPT: Final = timedelta(days=1)
MOST_KEPT: Final = 500
"""How long an answer is cached, and how many are."""


class RegisterError(Exception):
    """The register is down or unreachable, or its answer has an unexpected form."""


class _Form(msgspec.Struct):
    kode: str = ""


class _Address(msgspec.Struct):
    kommune: str = ""
    poststed: str = ""


class _Unit(msgspec.Struct):
    organisasjonsnummer: str
    navn: str = ""
    organisasjonsform: _Form = msgspec.field(default_factory=_Form)
    forretningsadresse: _Address | None = None
    antallAnsatte: int | None = None  # noqa: N815  # the register's name
    konkurs: bool = False
    underAvvikling: bool = False  # noqa: N815  # as above
    underTvangsavviklingEllerTvangsopplosning: bool = False  # noqa: N815  # as above
    slettedato: str | None = None

    @property
    def is_alive(self) -> bool:
        """Whether the unit can be an employer: it is not deleted, being wound up or a sole proprietorship."""
        is_ending = self.konkurs or self.underAvvikling or self.underTvangsavviklingEllerTvangsopplosning
        return bool(self.navn) and self.slettedato is None and not is_ending and self.organisasjonsform.kode != "ENK"


class _Units(msgspec.Struct):
    enheter: list[_Unit] = []


class _Page(msgspec.Struct):
    number: int
    totalElements: int  # noqa: N815  # the register's name


class _Answer(msgspec.Struct):
    page: _Page
    units: _Units = msgspec.field(name="_embedded", default_factory=_Units)


_read: Final = msgspec.json.Decoder(_Answer).decode


def question(search: FindCompanies) -> dict[str, str]:
    """Return the query parameters of a search."""
    least, most = search.bounds
    asked = {
        "naeringskode": ",".join(search.industries),
        "forretningsadresse.kommunenummer": ",".join(search.municipalities),
        "fraAntallAnsatte": str(least),
        "tilAntallAnsatte": "" if most is None else str(most),
        "organisasjonsform": FORMS,
        "konkurs": "false",
        "sort": "antallAnsatte,desc",
        "size": str(PAGE),
        "page": str(search.page),
    }
    return {name: value for name, value in asked.items() if value}


def answer(body: bytes, search: FindCompanies, as_of: datetime) -> FoundCompanies:
    """Read an answer of the register. Raise RegisterError if its form is unexpected."""
    try:
        read = _read(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise RegisterError("the answer has an unexpected form") from None
    alive = [unit for unit in read.units.enheter if unit.is_alive and search.fits(unit.antallAnsatte)]
    companies = tuple(map(_company, alive))
    seen = (search.page + 1) * PAGE
    return FoundCompanies(
        companies, search.page, read.page.totalElements, as_of.date(), seen < min(read.page.totalElements, DEEPEST)
    )


def _company(unit: _Unit) -> Company:
    address = unit.forretningsadresse
    place = (address.kommune or address.poststed) if address else ""
    return Company(unit.organisasjonsnummer, readable(unit.navn), readable(place), unit.antallAnsatte)


_SMALL: Final = frozenset(["OG", "I", "AV", "FOR", "PÅ", "TIL", "DE", "VED", "OF", "AND", "THE"])
_LETTERS: Final = frozenset(
    ["AS", "ASA", "SA", "HF", "RHF", "KF", "FKF", "IKS", "BBL", "NUF", "SF", "BA", "AB", "IT", "IKT", "VVS", "EL"]
)


def readable(name: str) -> str:
    """Return a name in mixed case if the register has it in capitals only."""
    if not name.isupper():
        return name
    return " ".join(_word(word, is_first=n == 0) for n, word in enumerate(name.split()))


def _word(word: str, *, is_first: bool) -> str:
    if word in _SMALL and not is_first:
        return word.lower()
    if word in _LETTERS or not set(word) & set("AEIOUYÆØÅ"):
        return word
    return "-".join(part.capitalize() for part in word.split("-"))


class Register:
    """The register at a URL, with a cache in this process. `clock` returns aware times."""

    def __init__(self, url: str, clock: Callable[[], datetime], pause_s: float = PAUSE_S, try_s: float = TRY_S) -> None:
        self._url = url
        self._clock = clock
        self._pause_s = pause_s
        self._try_s = try_s
        self._kept: OrderedDict[FindCompanies, tuple[datetime, FoundCompanies]] = OrderedDict()
        self._turn = asyncio.Lock()
        self._rests_until: datetime | None = None

    async def find(self, search: FindCompanies) -> FoundCompanies:
        """Return a page of companies, from the cache or by one request with one retry. Raise RegisterError."""
        async with self._turn:
            now = self._clock()
            at, found = self._kept.get(search, (now - KEPT, None))
            if found is not None and now - at < KEPT:
                return found
            if self._rests_until is not None and now < self._rests_until:
                raise RegisterError("the register was down within the last minute")
            found = answer(await self._asked(search), search, now)
            self._kept[search] = (now, found)
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            return found

    async def _asked(self, search: FindCompanies) -> bytes:
        from aiohttp import ClientError, ClientSession, ClientTimeout  # noqa: PLC0415  # loaded only if there is a query

        why = ""
        async with ClientSession(headers=HEADERS, timeout=ClientTimeout(self._try_s)) as session:
            for n in range(TRIES):
                if n:
                    await asyncio.sleep(self._pause_s)
                try:
                    async with session.get(f"{self._url}/enheter", params=question(search)) as response:
                        if response.status == 200:
                            return await response.read()
                        why = str(response.status)
                        if not _may_pass(response):
                            break
                except (ClientError, TimeoutError, OSError) as error:
                    why = type(error).__name__
        self._rests_until = self._clock() + REST
        log.warning("the company register does not answer", why=why)
        raise RegisterError(why)


def _may_pass(response: "ClientResponse") -> bool:
    """Whether a retry may succeed."""
    return response.status in {429, 500, 502, 503, 504}
