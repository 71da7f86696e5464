"""What a gateway is to the verifying server, and our own protocol as docs/sms.md has it: not our code, the paper."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qsl

from app.clock import Clock, local

KEY, SECRET, APP, SIGN = "AKTEST", "geheim", "1400000000", "测试残联"
# Approved templates, as the console of either vendor lists them.
TEMPLATES = {"SMS_100": "正文一，{}", "SMS_300": "春节将至，请廉洁过节。"}


@dataclass(frozen=True)
class Request:
    path: str
    query: str
    headers: dict[str, str]  # names in lower case
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body or b"{}")

    @property
    def parameters(self) -> dict[str, str]:
        return dict(parse_qsl(self.query, keep_blank_values=True, strict_parsing=True))


@dataclass
class Message:
    """What a gateway took; `state` is what its query will say."""

    number: str
    out_id: str
    words: str
    serial: str
    day: str = field(default_factory=lambda: f"{local(Clock().now()):%Y%m%d}")  # in China
    state: str = "accepted"


Said = tuple[int, object]


class Dialect(Protocol):
    throttled: Said
    forbidden: Said

    def verified(self, request: Request) -> bool: ...
    def asks(self, request: Request) -> bool: ...
    def taken(self, request: Request, serial: str) -> Message | Said: ...
    def accepted(self, message: Message) -> Said: ...
    def answer(self, request: Request, messages: list[Message]) -> Said: ...


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def mac(secret: bytes, content: bytes) -> bytes:
    return hmac.digest(secret, content, "sha256")


def filled(code: str, values: list[str]) -> str | None:
    text = TEMPLATES.get(code)
    return text.format(*values) if text is not None and text.count("{}") == len(values) else None


class Own:
    throttled: Said = (429, {"code": "too_fast", "message": "太快"})
    forbidden: Said = (401, {"code": "key", "message": "签名不对"})

    def verified(self, request: Request) -> bool:
        signed = b"\n".join([request.headers["x-qingdan-time"].encode(), request.path.encode(), request.body])
        same = hmac.compare_digest(mac(SECRET.encode(), signed).hex(), request.headers["x-qingdan-signature"])
        return same and request.headers["x-qingdan-key"] == KEY

    def asks(self, request: Request) -> bool:
        return request.path.endswith("/query")

    def taken(self, request: Request, serial: str) -> Message | Said:
        asked = request.json
        return Message(asked["number"].removeprefix("+86"), asked["id"], asked["text"], serial)

    def accepted(self, message: Message) -> Said:
        return 200, {"code": "ok", "serial": message.serial}

    def answer(self, request: Request, messages: list[Message]) -> Said:
        asked = request.json
        found = next((each for each in messages if each.out_id == asked["id"]), None)
        return 200, {"code": "ok", "status": found.state if found else "unknown"}
