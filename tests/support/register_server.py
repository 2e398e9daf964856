"""A company register on loopback that behaves like Enhetsregisteret, including its quirks."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
from aiohttp import web


def unit(number: int, name: str, code: str, municipality: str, employees: int, **more: Any) -> dict[str, Any]:
    """Return a unit as the register does: the number of employees is withheld below 5, but filters use it."""
    shown = {"antallAnsatte": employees} if employees >= 5 else {}
    places = {"0301": "OSLO", "4601": "BERGEN", "5001": "TRONDHEIM", "1103": "STAVANGER"}
    return {
        "organisasjonsnummer": str(number),
        "navn": name,
        "organisasjonsform": {"kode": more.pop("form", "AS"), "beskrivelse": "…", "_links": {}},
        "naeringskode1": {"kode": code, "beskrivelse": "…"},
        "harRegistrertAntallAnsatte": True,
        "forretningsadresse": {
            "land": "Norge",
            "postnummer": "0001",
            "poststed": places.get(municipality, "NORGE"),
            "kommune": places.get(municipality, "NORGE"),
            "kommunenummer": municipality,
        },
        "konkurs": False,
        "underAvvikling": False,
        "underTvangsavviklingEllerTvangsopplosning": False,
        "_links": {"self": {"href": "…"}},
        "_employees": employees,
        **shown,
        **more,
    }


def answered(params: Mapping[str, str], units: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the content of a 200 response. An obsolete industry code finds nothing, without an error."""
    found = sorted((one for one in units if _is_asked_for(one, params)), key=_size)
    page, size = int(params.get("page", 0)), int(params.get("size", 20))
    shown = [{k: v for k, v in one.items() if k != "_employees"} for one in found[page * size : (page + 1) * size]]
    embedded = {"_embedded": {"enheter": shown}} if shown else {}
    pages = {"size": size, "totalElements": len(found), "totalPages": -(-len(found) // size), "number": page}
    return {**embedded, "_links": {"self": {"href": "…"}}, "page": pages}


def _size(one: dict[str, Any]) -> tuple[int, str]:
    return -one["_employees"], one["organisasjonsnummer"]


def _is_asked_for(one: dict[str, Any], params: Mapping[str, str]) -> bool:
    low, high = int(params.get("fraAntallAnsatte", 0)), int(params.get("tilAntallAnsatte", 10**9))
    places = params.get("forretningsadresse.kommunenummer")
    forms, codes = params.get("organisasjonsform"), params.get("naeringskode")
    return (
        low <= one["_employees"] <= high
        and (codes is None or one["naeringskode1"]["kode"].startswith(tuple(codes.split(","))))
        and (places is None or one["forretningsadresse"]["kommunenummer"] in places.split(","))
        and (forms is None or one["organisasjonsform"]["kode"] in forms.split(","))
        and (params.get("konkurs") != "false" or not one["konkurs"])
    )


@dataclass
class RegisterServer:
    """The units, the queries received, and errors to return instead: statuses or bodies."""

    units: list[dict[str, Any]]
    url: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    instead: list[int | bytes] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.query))
        self.headers.append(request.headers)
        wrong = self.instead.pop(0) if self.instead else None
        if DOWN in request.query.get("forretningsadresse.kommunenummer", ""):
            wrong = 503
        if isinstance(wrong, int):
            return web.json_response({"status": wrong, "feilmelding": "…"}, status=wrong)
        if wrong is not None:
            return web.Response(body=wrong, content_type="application/json")
        if int(request.query["page"]) * int(request.query["size"]) >= 10_000:
            return web.json_response({"status": 400, "feilmelding": "page * size"}, status=400)
        return web.json_response(answered(request.query, self.units))


DOWN: Final = "5610"
"""The municipality for which the register of the transcripts fails."""


def country() -> list[dict[str, Any]]:
    """Return the invented units of the transcripts."""
    names = ["NORDBYGG ASA", "FJELLHEIM ENTREPRENØR AS", "BYEN OG BYGDA BYGG AS", "STEIN OG BETONG AS", "TAKLAGET AS"]
    names += ["MURMESTER LIEN AS", "GRUNNMUR AS", "SNEKKERNE PÅ HJØRNET AS", "TREKRONA AS", "BRUBYGGERNE AS", "LODD AS"]
    sizes = [900, 240, 180, 140, 120, 95, 80, 75, 60, 55, 3]
    return [
        unit(900000001 + n, name, "41.000" if n % 3 else "42.990", "4601", size)
        for n, (name, size) in enumerate(zip(names, sizes, strict=True))
    ]


@asynccontextmanager
async def register(units: list[dict[str, Any]]) -> AsyncIterator[RegisterServer]:
    """Serve a register with these units."""
    server = RegisterServer(units)
    app = web.Application()
    app.router.add_get("/enhetsregisteret/api/enheter", server.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    server.url = f"http://{host}:{port}/enhetsregisteret/api"
    yield server
    await runner.cleanup()


def encoded(params: Mapping[str, str], units: list[dict[str, Any]]) -> bytes:
    """Return the same as bytes."""
    return msgspec.json.encode(answered(params, units))
