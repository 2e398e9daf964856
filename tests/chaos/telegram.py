"""The Bot API server with network faults in both directions, and with several replicas behind its webhook."""

from collections.abc import Callable
from random import Random
from time import monotonic
from typing import Final

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.support.telegram.api import Json, Shown
from tests.support.telegram.courier import Courier
from tests.support.telegram.server import TelegramServer
from tests.support.telegram.wire import Call, Fault

HOOK: Final = "http://coach.example.org/telegram"
"""The webhook URL that the replicas set; each delivery goes to another replica."""

TROUBLED: Final = {"sendMessage", "editMessageText", "sendDocument", "getUpdates", "answerCallbackQuery"}

Reader = Callable[[int, Shown, bool], None]
"""Receives the chat, the message, and whether the response to the coach was lost."""


class Trouble:
    """The frequency (`share`) and kind of faults of calls and deliveries."""

    def __init__(self, seed: int, share: float) -> None:
        self.count = 0
        self._random = Random(seed)  # noqa: S311  # reproducible
        self._share = share

    def befalls(self) -> bool:
        """Return whether this call or delivery fails."""
        is_wrong = self._random.random() < self._share
        self.count += is_wrong
        return is_wrong

    def fault(self, method: str) -> Fault:
        """Return how a call fails: refused, failed or disconnected, before or after it has taken effect."""
        status = self._random.choice([429, 500, 502, 0, 0])
        is_after = status != 429 and self._random.random() < 0.5
        return Fault(method, status, "Bad", retry_after=1 if status == 429 else None, is_after=is_after)

    def copies(self) -> int:
        """Return how many copies of an update are delivered at once."""
        return 2 if self.befalls() else 1

    def patience(self) -> float | None:
        """Return the seconds after which a delivery is abandoned although it arrived, or None for no limit."""
        return self._random.uniform(0.001, 0.02) if self.befalls() else None


class Carrier(Courier):
    """Delivers updates to any replica that answers, starting with the next one each time."""

    def __init__(self, taken: Callable[[Json], None], ports: list[int], trouble: Trouble) -> None:
        super().__init__(taken)
        self._ports = ports
        self._trouble = trouble
        self._turn = 0
        self._http: ClientSession | None = None

    async def close(self) -> None:
        await super().close()
        if self._http is not None:
            await self._http.close()

    async def _deliver(self, update: Json) -> None:
        self.copies = self._trouble.copies()
        await super()._deliver(update)

    async def _post(self, update: Json) -> int:
        self._turn += 1
        first = self._turn  # a copy delivered at the same time starts with another replica
        for n in range(len(self._ports)):
            port = self._ports[(first + n) % len(self._ports)]
            if status := await self._post_to(port, update, self._trouble.patience()):
                return status
        return 0

    async def _post_to(self, port: int, update: Json, patience: float | None) -> int:
        """Deliver an update to one replica. Return the status, or 0 without a response."""
        if self._http is None:
            self._http = ClientSession()
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._params.get("secret_token", "")}
        timeout = ClientTimeout(total=patience or 30)
        try:
            url = f"http://127.0.0.1:{port}/telegram"
            async with self._http.post(url, json=update, headers=headers, timeout=timeout) as response:
                await response.read()
                return response.status
        except (ClientError, OSError, TimeoutError):
            return 0


class Telegram(TelegramServer):
    """The server. The `reader` receives messages; `accepted` are the times of acceptance."""

    def __init__(self, ports: list[int], trouble: Trouble) -> None:
        super().__init__()
        self.reader: Reader = lambda *_: None
        self.pushed: list[int] = []
        self.accepted: list[float] = []
        self.trouble = trouble
        self._unanswered: Call | None = None
        self.courier = Carrier(self._taken, ports, trouble)

    def push(self, **update: object) -> None:
        super().push(**update)
        self.pushed.append(self.updates[-1]["update_id"])

    def _fault(self, call: Call) -> Fault | None:
        if call.method not in TROUBLED or not self.trouble.befalls():
            return None
        fault = self.trouble.fault(call.method)
        self._unanswered = call if fault.is_after else None
        return fault

    def _show(self, call: Call, shown: Shown) -> Json:
        self.accepted.append(monotonic())
        self.reader(call.chat, shown, call is self._unanswered)
        return super()._show(call, shown)
