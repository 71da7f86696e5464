"""Aliyun's SMS service: SendSms, QuerySendDetails and the SmsReport it pushes (version 2017-05-25)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from reminders.channels import Answer, Found, Outcome, Receipt, Result
from reminders.channels.http import HttpClient, Reply
from reminders.channels.signing import Key, acs3, query_of, sha256
from reminders.channels.sms import Sms
from reminders.channels.sms_answers import objects, read_object, refused, unanswered, word
from reminders.channels.sms_codes import ALIYUN
from reminders.channels.sms_receipts import in_china, pushed, receipt
from reminders.hours import CHINA

ENDPOINT = "https://dysmsapi.aliyuncs.com"
UNAPPROVED = Outcome(Result.PERMANENT, "这条短信没有套用审核过的模板，请登记模板后重新发送")
_VERSION = "2017-05-25"
_PAGE = 50  # the most they give
_PAGES = 8  # of one number in two days: more than they let through
_SKEW = timedelta(minutes=10)  # between their clock and ours, near midnight
_STATES = {  # the first that applies is the answer
    "3": (Found.DELIVERED, "短信网关：已送达"),
    "1": (Found.SENT, "短信网关：已发给运营商"),
    "2": (Found.FAILED, "短信网关：未送达"),
}


class Aliyun:
    """`now` is the real moment, `nonce` never repeats: both go into the signature."""

    def __init__(
        self, http: HttpClient, key: Key, sign: str, *, now: Callable[[], datetime], nonce: Callable[[], str]
    ) -> None:
        self._http, self._key, self._sign, self._now, self._nonce = http, key, sign, now, nonce

    def open(self) -> None:
        self._http.open()

    def close(self) -> None:
        self._http.close()

    def send(self, number: str, sms: Sms, out_id: str) -> Outcome:
        if not sms.code:
            return UNAPPROVED
        values = {"TemplateParam": json.dumps(dict(sms.values), ensure_ascii=False)} if sms.values else {}
        names = {"PhoneNumbers": number, "SignName": self._sign, "TemplateCode": sms.code, "OutId": out_id}
        reply = self._call("SendSms", {**names, **values})
        said = read_object(reply)
        if said.get("Code") == "OK":
            return Outcome(Result.SENT, "短信网关已接收", "OK", word(said.get("BizId")))
        return refused(ALIYUN, reply.status, said.get("Code"), said.get("Message"))

    def ask(self, number: str, out_id: str, since: datetime) -> Answer:
        """Of several entries the best one counts."""
        found: dict[str, Mapping[str, Any]] = {}
        for day in asked_days(since, self._now()):
            entries = self._entries(number, day)
            if isinstance(entries, Answer):
                return entries
            found |= {word(each.get("SendStatus")): each for each in entries if each.get("OutId") == out_id}
        for state, (meant, reason) in _STATES.items():
            if state in found:
                return Answer(meant, reason, word(found[state].get("ErrCode")))
        return Answer(Found.LATER if found else Found.NOTHING)

    def _entries(self, number: str, day: date) -> list[Mapping[str, Any]] | Answer:
        """All that went to the number that day. Only a list read to its end shows that nothing did."""
        found: list[Mapping[str, Any]] = []
        for page in range(1, _PAGES + 1):
            reply = self._call("QuerySendDetails", _question(number, day, page))
            said = read_object(reply)
            if said.get("Code") != "OK":
                return unanswered(ALIYUN, reply.status, said.get("Code"), said.get("Message"))
            entries = read_object(reply, "SmsSendDetailDTOs").get("SmsSendDetailDTO")
            if not isinstance(entries, list):
                break
            found += objects(entries)
            if len(entries) < _PAGE:
                return found
        return Answer(Found.LATER, "短信网关的发送记录没有读全，稍后再核实")

    def read_receipts(self, body: bytes) -> tuple[Receipt, ...]:
        return pushed(body, _receipt)

    def _call(self, action: str, parameters: Mapping[str, str]) -> Reply:
        query = query_of(parameters)
        headers = {
            "host": self._http.host,
            "accept": "application/json",
            "x-acs-action": action,
            "x-acs-version": _VERSION,
            "x-acs-date": self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "x-acs-signature-nonce": self._nonce(),
            "x-acs-content-sha256": sha256(b""),
        }
        return self._http.post(
            b"", {**headers, "Authorization": acs3(self._key, query, headers)}, path="/", query=query
        )


def _question(number: str, day: date, page: int) -> dict[str, str]:
    return {"PhoneNumber": number, "SendDate": f"{day:%Y%m%d}", "PageSize": str(_PAGE), "CurrentPage": str(page)}


def asked_days(since: datetime, now: datetime) -> Iterator[date]:
    """The China days on which they may have written it down, the latest week at most."""
    last = (now + _SKEW).astimezone(CHINA).date()
    day = max(min((since - _SKEW).astimezone(CHINA).date(), last), last - timedelta(days=7))
    while day <= last:
        yield day
        day += timedelta(days=1)


def _receipt(entry: Mapping[str, Any]) -> Receipt | None:
    return receipt(
        entry.get("out_id"),
        delivered=entry.get("success") in (True, "true"),
        at=in_china(entry.get("report_time")),
        code=entry.get("err_code"),
        reason=entry.get("err_msg"),
    )
