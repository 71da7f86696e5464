"""An SMS gateway that speaks our own small protocol, for a unit's own platform: docs/sms.md says how."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from reminders.channels import Answer, Found, Outcome, Receipt, Result
from reminders.channels.http import HttpClient, Reply
from reminders.channels.signing import Key, plain
from reminders.channels.sms import Sms
from reminders.channels.sms_answers import read_object, refused, unanswered, word
from reminders.channels.sms_codes import OWN
from reminders.channels.sms_receipts import aware, pushed, receipt

_STATES = {
    "accepted": (Found.SENT, "短信网关：已接收"),
    "delivered": (Found.DELIVERED, "短信网关：已送达"),
    "failed": (Found.FAILED, "短信网关：未送达"),
    "unknown": (Found.NOTHING, ""),
}


class HttpGateway:
    """`now` is the real moment: it goes into the signature."""

    def __init__(self, http: HttpClient, key: Key, sign: str, *, now: Callable[[], datetime]) -> None:
        self._http, self._key, self._sign, self._now = http, key, sign, now

    def open(self) -> None:
        self._http.open()

    def close(self) -> None:
        self._http.close()

    def send(self, number: str, sms: Sms, out_id: str) -> Outcome:
        words = {"sign": self._sign, "text": sms.text, "template": sms.template, "values": dict(sms.values)}
        reply = self._call("", {"id": out_id, "number": f"+86{number}", **words})
        said = read_object(reply)
        if reply.status // 100 == 2 and said.get("code") == "ok":
            return Outcome(Result.SENT, "短信网关已接收", "ok", word(said.get("serial")))
        return refused(OWN, reply.status, said.get("code"), said.get("message"))

    def ask(self, number: str, out_id: str, since: datetime) -> Answer:
        asked = {"id": out_id, "number": f"+86{number}", "since": since.astimezone(UTC).isoformat()}
        reply = self._call("/query", asked)
        said = read_object(reply)
        state = word(said.get("status"))
        if reply.status // 100 != 2 or said.get("code") != "ok" or state not in _STATES:
            return unanswered(OWN, reply.status, said.get("code"), said.get("message"))
        found, reason = _STATES[state]
        return Answer(found, reason, word(said.get("error")))

    def read_receipts(self, body: bytes) -> tuple[Receipt, ...]:
        return pushed(body, _receipt)

    def _call(self, path: str, asked: Mapping[str, object]) -> Reply:
        body = json.dumps(asked, ensure_ascii=False).encode()
        timestamp = str(int(self._now().timestamp()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "X-Qingdan-Key": self._key.id,
            "X-Qingdan-Time": timestamp,
            "X-Qingdan-Signature": plain(self._key.secret, timestamp, self._http.path(path), body),
        }
        return self._http.post(body, headers, path=path)


def _receipt(entry: Mapping[str, Any]) -> Receipt | None:
    status = entry.get("status")
    if status not in ("delivered", "failed"):
        return None
    return receipt(
        entry.get("id"),
        delivered=status == "delivered",
        at=aware(entry.get("at")),
        code=entry.get("error"),
        reason=entry.get("message"),
    )
