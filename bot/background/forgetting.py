"""Removes a person whom users wrote about from the data of all users (`coach forget`)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from bot.storage.encryption.keys import Keys
from bot.storage.key_rotation.encrypted_rows import Place, columns
from bot.storage.people.forgetting import NameOccurrence, occurrences, redact, remove_contact
from bot.storage.people.name_redaction import NameRedactor
from bot.turns.dispatcher import TurnDispatcher

ROUNDS: Final = 5
"""Limit of searches and removals, since turns may write the name again meanwhile."""


@dataclass(frozen=True, slots=True)
class Traces:
    """The users who have the person as a contact, and the other stored texts with the name."""

    knowers: frozenset[UUID]
    texts: tuple[NameOccurrence, ...]

    def __bool__(self) -> bool:
        return bool(self.knowers or self.texts)


class Forgetting:
    """Searches for one name and removes it. An interrupted run can be repeated.

    The methods raise DatabaseError, and KeysError if a text cannot be decrypted.
    """

    def __init__(self, dispatcher: TurnDispatcher, keys: Keys, clock: Callable[[], datetime], name: str) -> None:
        self._dispatcher = dispatcher
        self._keys = keys
        self._clock = clock
        self._named = NameRedactor(name)

    async def traces(self) -> Traces:
        """Search all encrypted columns for the name."""
        found: list[NameOccurrence] = []
        for column in columns():
            place: Place = None
            is_over = False
            while not is_over:
                look = partial(occurrences, redactor=self._named, column=column, keys=self._keys, after=place)
                place, some = await self._dispatcher.run(look)
                found += some
                is_over = place is None
        knowers = frozenset(mention.knower for mention in found if mention.knower)
        return Traces(knowers, tuple(mention for mention in found if not mention.knower))

    async def forget(self) -> bool:
        """Remove the person. Return False if the name is still stored, because users wrote it again meanwhile."""
        for _ in range(ROUNDS):
            traces = await self.traces()
            if not traces:
                return True
            now = self._clock()
            for person_id in traces.knowers:
                await self._dispatcher.run(partial(remove_contact, redactor=self._named, person_id=person_id, now=now))
            for mention in traces.texts:
                await self._dispatcher.run(
                    partial(redact, redactor=self._named, mention=mention, keys=self._keys, now=now)
                )
        return not await self.traces()
