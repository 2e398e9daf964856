"""A semaphore of which one user holds at most one place."""

import asyncio

from bot.address import Address
from bot.tasks.fair_semaphore import FairSemaphore
from tests.support.stand_ins import KARI, OLA


async def test_a_place_stays_free_for_others() -> None:
    semaphore = FairSemaphore(2)
    begun: list[Address] = []
    is_over = asyncio.Event()

    async def work(address: Address) -> None:
        async with semaphore.place(address):
            begun.append(address)
            await is_over.wait()

    tasks = [asyncio.create_task(work(address)) for address in (KARI, KARI, KARI, OLA)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert begun == [KARI, OLA]
    is_over.set()
    await asyncio.gather(*tasks)
    assert begun == [KARI, OLA, KARI, KARI]


async def test_all_together_hold_no_more_than_the_places_and_a_cancelled_one_frees_its_own() -> None:
    semaphore = FairSemaphore(2)
    chats = [Address("telegram", str(n)) for n in range(5)]
    begun: list[Address] = []

    async def work(address: Address) -> None:
        async with semaphore.place(address):
            begun.append(address)
            await asyncio.Event().wait()

    tasks = [asyncio.create_task(work(chat)) for chat in chats]
    for expected in (2, 3, 4, 5):
        await asyncio.sleep(0.01)
        assert len(begun) == expected
        tasks[expected - 2].cancel()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    async with asyncio.timeout(1), semaphore.place(KARI), semaphore.place(OLA):
        pass
