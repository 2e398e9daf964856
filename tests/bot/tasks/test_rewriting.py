"""Own voice: what is sent to the service, what is accepted from it, and what happens if it fails."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs

from bot.i18n import Languages
from bot.setting_values import Model
from bot.tasks.rewriting import Rewriter
from dialogs.messages.letters.compose import compose
from dialogs.messages.letters.masking import TOKEN, masked, unmasked
from dialogs.messages.letters.policy import LIMITS
from dialogs.messages.letters.rewrite_check import faults, language_of
from dialogs.model.outreach import Channel
from dialogs.model.records import replace
from dialogs.protocol.tasks import Rewrite
from dialogs.text import Language
from tests.support.letters_measured import EVERYTHING, OWN_LINE, drafts

SPEAK = Languages.load().speak

DRAFT = (
    "Hei @1@!\n\nTakk for turen til @2@ i 2019. Jeg ser etter en ny jobb. Vet du om noen som ansetter nå? Kommer du "
    "ikke på noen, er det helt greit.\n\nHilsen\n@3@"
)
GOOD = (
    "Hei @1@!\n\nTakk for turen til @2@ i 2019, skikkelig bra. Jeg er på utkikk etter ny jobb. Har du hørt om noen som "
    "ansetter? Helt greit om du ikke kommer på noen.\n\nHilsen\n@3@"
)
ENGLISH = (
    "Hi @1@!\n\nThanks for the trip to @2@ in 2019. I'm looking for a job. Who is hiring? It's fine if you don't know, "
    "and thanks for reading this.\n\nBest,\n@3@"
)
TOKENS = (("@1@", "Kari"), ("@2@", "Ulven"), ("@3@", "Ola"))
WHOLE = unmasked(DRAFT, dict(TOKENS))
SAMPLE = "Var på hytta i går, skikkelig surt vær. Fyrte i ovnen og leste krim. Ikke så verst, egentlig!"
WANT = Rewrite(7, WHOLE, DRAFT, SAMPLE, TOKENS, Language.NB, LIMITS[Channel.LINKEDIN])

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

# --- masking of names ------------------------------------------------------------------------------------------------


def test_names_companies_and_strangers_are_tokens_and_come_back() -> None:
    text = "Hei Kari Dahl! Så du Per Olsen hos DNB? Kari, si hei til Lise.\n\nHilsen\nOla"
    (hidden, sample), tokens = masked([text, "Ola og Trond var i Bergen."], ["Kari Dahl", "DNB", "Ola Nordmann"])
    for name in ("Kari", "Dahl", "Per", "Olsen", "DNB", "Lise", "Ola", "Trond", "Bergen"):
        assert name not in hidden + sample, (name, hidden, sample)
    assert unmasked(hidden, tokens) == text
    assert unmasked(sample, tokens) == "Ola og Trond var i Bergen."


def test_no_name_leaves_with_any_draft() -> None:
    names = [EVERYTHING.name, EVERYTHING.sender, EVERYTHING.place, EVERYTHING.receiver, EVERYTHING.shared, "Bergen"]
    for number, made in enumerate(drafts(SPEAK)):
        if number % 101 == 0:
            (hidden,), tokens = masked([made.text], names)
            assert not [name for name in " ".join(names).split() if name in hidden], hidden
            assert unmasked(hidden, tokens) == made.text


@pytest.mark.parametrize("text", ["", "@1@ står her", "@", "I'm at HR on LinkedIn"])
def test_anything_typed_comes_back_as_it_was(text: str) -> None:
    (hidden,), tokens = masked([text], ["", "  "])
    assert unmasked(hidden, {"@1@": "@1@", **tokens}) == text


# --- accepted rewrites -----------------------------------------------------------------------------------------------


def test_a_draft_said_otherwise_is_let_in() -> None:
    assert faults(GOOD, DRAFT, Language.NB, WANT.limit) == []


@pytest.mark.parametrize(
    ("result", "fault"),
    [
        (GOOD.replace("@2@", "turen"), "token"),
        (GOOD + " @9@", "token"),
        (GOOD.replace("@1@", "@ 1@"), "token"),
        (GOOD.replace("2019", "2020"), "number"),
        (GOOD.replace("ny jobb", "ny jobb i Equinor"), "name"),
        (GOOD.replace("ny jobb", "ny jobb med deg, Kari"), "name"),
        (GOOD + " " + GOOD, "length"),
        ("Hei @1@ @2@ @3@", "length"),
        ("", "length"),
        (GOOD + " Skriv til meg på https://example.org", "address"),
        (GOOD + " Skriv til ola@example.org", "address"),
        (GOOD.replace("skikkelig bra", "[sted]"), "gap"),
        ("Her er meldingen: " + GOOD, "talk"),
        (GOOD.replace(",", " —"), "talk"),
        (GOOD.replace("bra.", "bra. Jeg ser deg på t.me/olanord"), "address"),
        (GOOD.replace(".", "?"), "question"),
        (ENGLISH, "language"),
    ],
)
def test_whatever_did_not_stand_in_the_draft_is_not_let_in(result: str, fault: str) -> None:
    assert fault in faults(result, DRAFT, Language.NB, WANT.limit)


def test_a_result_keeps_within_the_channel() -> None:
    assert "length" in faults(GOOD, DRAFT, Language.NB, len(GOOD) - 1)


@pytest.mark.parametrize("language", list(Language))
def test_the_language_of_every_draft_is_known(language: Language) -> None:
    for made in drafts(SPEAK):
        if made.language is language and made.told == "nothing" and made.brief.channel is Channel.SMS:
            assert language_of(made.text) is language, made.text
    assert language_of("") is None


def test_any_draft_would_itself_be_let_in() -> None:
    names = [EVERYTHING.name, EVERYTHING.sender, EVERYTHING.place, EVERYTHING.receiver, EVERYTHING.shared, "Bergen"]
    for number, made in enumerate(drafts(SPEAK)):
        if number % 101 == 0:
            (hidden,), _ = masked([made.text], names)
            assert faults(hidden, hidden, made.language, 8000) == [], hidden


def test_each_draft_would_itself_be_let_in() -> None:
    brief = replace(EVERYTHING, own_line=OWN_LINE[Language.NB])
    text = compose(brief, SPEAK, Language.NB).text
    (hidden,), _ = masked([text], [brief.name, brief.sender])
    assert TOKEN.search(hidden)
    assert faults(hidden, hidden, Language.NB, 8000) == []


# --- over the wire ---------------------------------------------------------------------------------------------------


@asynccontextmanager
async def model(answer: Answer, patience_s: float = 5.0) -> AsyncIterator[Rewriter]:
    """Yield a rewriter with a server on this machine that gives these answers."""
    app = web.Application()
    app.router.add_post("/v1/chat/completions", answer)
    async with TestServer(app) as server:
        rewriter = Rewriter(Model(str(server.make_url("/v1")), "secret", "small"), patience_s)
        try:
            yield rewriter
        finally:
            await rewriter.close()


def completion(text: str | None) -> web.Response:
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    return web.json_response(
        {"id": "1", "object": "chat.completion", "created": 1, "model": "small", "choices": [choice]}
    )


async def test_a_draft_is_asked_for_without_names_and_comes_back_with_them() -> None:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == "Bearer secret"
        asked.append(await request.text())
        return completion(GOOD)

    async with model(answer) as rewriter:
        made = await rewriter.rewrite(WANT)
    assert (made.outreach, made.draft, made.text) == (7, WHOLE, unmasked(GOOD, dict(TOKENS)))
    assert "Kari" in made.text
    body = json.loads(asked[0])
    assert body["model"] == "small"
    said = body["messages"][-1]["content"]
    assert SAMPLE in said
    assert DRAFT in said
    assert not [name for _, name in TOKENS if name in asked[0]]


async def answers_with_a_new_fact(_: web.Request) -> web.StreamResponse:
    return completion(GOOD.replace("2019", "2018"))


async def answers_nothing(_: web.Request) -> web.StreamResponse:
    return completion(None)


async def answers_an_error(_: web.Request) -> web.StreamResponse:
    return web.json_response({"error": {"message": "no such model"}}, status=404)


async def answers_no_json(_: web.Request) -> web.StreamResponse:
    return web.Response(text="<html>", content_type="application/json")


async def answers_another_form(_: web.Request) -> web.StreamResponse:
    return web.json_response({"choices": [{"message": {}}]})


async def answers_late(_: web.Request) -> web.StreamResponse:
    await asyncio.sleep(5)
    return completion(GOOD)


@pytest.mark.parametrize(
    "answer",
    [
        answers_with_a_new_fact,
        answers_nothing,
        answers_an_error,
        answers_no_json,
        answers_another_form,
        answers_late,
    ],
)
async def test_where_it_fails_the_draft_stands_and_the_log_quotes_nobody(answer: Answer) -> None:
    patience_s = 0.3 if answer is answers_late else 5.0
    with capture_logs() as logged:
        async with model(answer, patience_s) as rewriter:
            made = await rewriter.rewrite(WANT)
    assert made.text == ""
    assert made.draft == WHOLE
    assert len(logged) == 1
    assert "Kari" not in str(logged)
    assert "jobb" not in str(logged)


async def test_where_nobody_answers_the_draft_stands() -> None:
    rewriter = Rewriter(Model("http://127.0.0.1:9/v1", "", "small"))
    assert (await rewriter.rewrite(WANT)).text == ""
    await rewriter.close()
