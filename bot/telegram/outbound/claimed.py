"""The messages that this process has claimed: ready to be sent, in their order, or being sent."""

from collections import deque
from collections.abc import Sequence
from time import monotonic

from bot.storage.queue.messages import QueuedKind, QueuedMessage


class ClaimedMessages:
    """Ready messages and those being sent. A message that was ready for longer than `fresh_s` seconds is dropped."""

    def __init__(self, fresh_s: float) -> None:
        self._fresh_s = fresh_s
        self._ready: deque[tuple[float, QueuedMessage]] = deque()
        self._in_transit: dict[int, QueuedMessage] = {}

    def __len__(self) -> int:
        return len(self._ready) + len(self._in_transit)

    @property
    def ready(self) -> list[QueuedMessage]:
        """The messages whose sending has not started."""
        return [waiting for _, waiting in self._ready]

    @property
    def in_transit(self) -> int:
        """The number of messages being sent."""
        return len(self._in_transit)

    @property
    def nudges(self) -> int:
        """The number of reminders among all of them."""
        return sum(waiting.kind is QueuedKind.NUDGE for waiting in (*self.ready, *self._in_transit.values()))

    def add(self, claimed: Sequence[QueuedMessage]) -> None:
        """Add messages, which are ready from now on."""
        self._ready.extend([(monotonic(), waiting) for waiting in claimed])

    def take(self) -> QueuedMessage | None:
        """Return the next ready message, which counts as being sent from now on, or None if there is none."""
        while self._ready:
            since, waiting = self._ready.popleft()
            # The claim of an older one could expire during the send; the next poll claims the message again.
            if monotonic() - since <= self._fresh_s:
                self._in_transit[waiting.id] = waiting
                return waiting
        return None

    def end(self, waiting: QueuedMessage) -> None:
        """Note that a message is not being sent any more."""
        del self._in_transit[waiting.id]

    def clear(self) -> list[QueuedMessage]:
        """Remove the ready messages and return them."""
        claimed = self.ready
        self._ready.clear()
        return claimed
