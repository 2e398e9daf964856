"""The verdict on repeated messages: each needs a reason of its own."""

import asyncio
from collections.abc import Sequence
from time import monotonic

import pytest
from aiohttp import ClientSession

from dialogs.protocol.events import Said
from dialogs.text import Language
from tests.chaos.people import Accepted, Crowd, Duplicate
from tests.chaos.rehearsal import Step, Walk, Way
from tests.chaos.telegram import Telegram, Trouble
from tests.chaos.verdict import Verdict, judge_duplicates
from tests.support.telegram.wire import Fault

ANSWER = (("Where you are", ()),)
WALK = Walk("twice", Language.EN, "Kari", (Step((Said("/menu"),), (Way(ANSWER, None),)),) * 2)
"""A user who asks the same twice, and gets the same answer."""

LONG_AGO = 60.0


class LostAnswer(Trouble):
    """The first call takes effect but its response is lost; no other call fails."""

    def __init__(self) -> None:
        super().__init__(1, 0.0)

    def befalls(self) -> bool:
        self.count += 1
        return self.count == 1

    def fault(self, method: str) -> Fault:
        return Fault(method, 502, is_after=True)


async def _judged(trouble: Trouble, more: int, kills: Sequence[float] = ()) -> Verdict:
    """Repeat the first answer before the second, and `more` times after it. Return the verdict."""
    verdict = Verdict("twice")
    async with Telegram([], trouble) as server, ClientSession() as http:

        async def call(method: str, **parameters: object) -> None:
            async with http.post(f"{server.base}/bot{server.token}/{method}", json=parameters):
                pass

        async def say() -> None:
            await call("sendMessage", chat_id=str(crowd.guests[0].user.id), text=ANSWER[0][0])

        crowd = Crowd(server, [WALK])
        visiting = asyncio.create_task(crowd.gather(1))
        await server.until(lambda: len(server.pushed) == 1)
        crowd.is_over = True
        await say()
        await server.until(lambda: len(server.pushed) == 2)
        await say()  # taken for the second answer
        await call("getUpdates", offset=server.pushed[-1] + 1)
        await visiting
        for _ in range(1 + more):
            await say()
    assert not any(guest.unexpected or guest.lost for guest in crowd.guests)
    judge_duplicates(verdict, crowd.duplicates, kills)
    return verdict


async def test_an_answer_after_one_that_reads_the_same_and_came_again_has_the_reason_of_that() -> None:
    verdict = await _judged(LostAnswer(), 0)
    assert (verdict.wrongs, verdict.duplicates, verdict.strange_duplicates) == ([], 1, 0)


def test_nor_is_it_strange_where_the_coach_was_killed_at_the_first_of_them() -> None:
    verdict = Verdict("twice")
    before = (Accepted(10.0, was_unanswered=False), Accepted(12.95, was_unanswered=False))
    judge_duplicates(verdict, [Duplicate("twice, step 2", before, 12.96)], kills=[10.0])
    assert (verdict.wrongs, verdict.duplicates, verdict.most_duplicates) == ([], 1, 1)


async def test_one_reason_is_not_enough_for_two() -> None:
    verdict = await _judged(LostAnswer(), 1)
    assert (verdict.duplicates, verdict.strange_duplicates) == (2, 1)
    (words,) = verdict.wrongs
    assert words.startswith("again without a reason: twice, step 2, 0.0")


@pytest.mark.parametrize("more", [0, 1])
async def test_each_is_strange_without_a_reason(more: int) -> None:
    verdict = await _judged(Trouble(1, 0.0), more, kills=[monotonic() - LONG_AGO])
    assert verdict.strange_duplicates == verdict.duplicates == 1 + more
