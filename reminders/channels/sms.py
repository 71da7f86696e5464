"""SMS by a gateway: one message at a time, and what may have gone is asked after."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from reminders.channels import Answer, ChannelDown, Found, Outcome, Receipt, Result
from reminders.channels.http import MayHaveLeft, NeverLeft

# Of the mainland only: eleven digits, with or without the country's code.
_NUMBER = re.compile(r"(?:(?:\+|00)?86)?(1[3-9][0-9]{9})")
_BETWEEN = re.compile(r"[\s\-‐-―()]")
_WRONG_NUMBER = "手机号写法不对，请核对人员信息"


@dataclass(frozen=True, slots=True)
class Sms:
    """A sealed message. `code` names the approved template at the gateway, where it needs one; the
    values stand in the order in which the template has them."""

    template: str
    text: str
    values: Mapping[str, str]
    code: str = ""

    @classmethod
    def of(cls, sealed: bytes) -> Sms:
        read = json.loads(sealed)
        return cls(read["template"], read["text"], read["values"], read.get("code", ""))


class Gateway(Protocol):
    """One vendor. `number` has eleven digits; `out_id` is ours, the same at every attempt.

    `send` and `ask` may raise NeverLeft and MayHaveLeft, and nothing else for what the vendor does;
    `open` raises ChannelDown.
    """

    def open(self) -> None: ...

    def send(self, number: str, sms: Sms, out_id: str) -> Outcome: ...

    def ask(self, number: str, out_id: str, since: datetime) -> Answer: ...

    def close(self) -> None: ...

    def read_receipts(self, body: bytes) -> tuple[Receipt, ...]:
        """What the vendor pushes to us; ValueError where it cannot be read."""


class SmsChannel:
    """Askable over any gateway. Nothing about the person stands in a reason."""

    name = "sms"
    batch = 1

    def __init__(self, gateway: Gateway, rate: float = 0.0) -> None:
        self._gateway, self.rate = gateway, rate

    def open(self) -> None:
        self._gateway.open()

    def send(self, address: str, sealed: bytes, message_id: str) -> Outcome:
        number = mainland(address)
        if number is None:
            return Outcome(Result.PERMANENT, _WRONG_NUMBER)
        try:
            return self._gateway.send(number, Sms.of(sealed), message_id)
        except NeverLeft as error:
            return Outcome(Result.UNTRIED, f"连不上短信网关（{error}），没有发出", lost=True)
        except MayHaveLeft as error:
            return Outcome(Result.UNCERTAIN, f"短信网关没有答复（{error}），是否发出待核实", lost=True)

    def ask(self, address: str, message_id: str, since: datetime) -> Answer:
        number = mainland(address)
        if number is None:
            return Answer(Found.UNASKABLE, _WRONG_NUMBER)
        try:
            self._gateway.open()
            return self._gateway.ask(number, message_id, since)
        except ChannelDown as down:
            return Answer(Found.LATER, down.reason)
        except (NeverLeft, MayHaveLeft) as error:
            return Answer(Found.LATER, f"短信网关没有答复（{error}），稍后再核实")

    def close(self) -> None:
        self._gateway.close()


def mainland(address: str) -> str | None:
    """The eleven digits, however they were typed; None for anything else."""
    found = _NUMBER.fullmatch(_BETWEEN.sub("", unicodedata.normalize("NFKC", address)))
    return found[1] if found else None
