"""An SMS gateway that takes its time over each message, as real ones do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from time import sleep

from tests.harness.sms_dialects import KEY, SECRET, SIGN, Dialect, Request, Said
from tests.harness.sms_server import SmsServer, running


class SlowGateway(SmsServer):
    """20 to 150 ms a message, most often near 20: half before it is kept, half before that is said."""

    def __init__(self, pace: Random) -> None:
        super().__init__()
        self._pace = pace
        self.begun = 0  # messages that have reached it, taken or not

    @property
    def settings(self) -> dict[str, str]:
        own = {"GATEWAY": "http", "ENDPOINT": f"{self.url}/sms", "KEY": KEY, "SECRET": SECRET, "SIGN": SIGN}
        return {f"QINGDAN_SMS_{name}": value for name, value in {**own, "LAG": "1", "RATE": "0"}.items()}

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that was killed hangs up in the middle: that is what it is for."""

    def sends(self, dialect: Dialect, request: Request) -> Said | str:
        """Whoever is killed in the first half was not heard yet; in the second it does not know that it was."""
        half = (0.02 + 0.13 * self._pace.random() ** 3) / 2
        self.begun += 1
        sleep(half)
        answer = super().sends(dialect, request)
        sleep(half)
        return answer


@contextmanager
def slow_gateway(pace: Random) -> Iterator[SlowGateway]:
    with running(SlowGateway(pace)) as server:
        yield server
