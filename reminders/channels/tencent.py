"""Tencent's SMS service: SendSms, PullSmsSendStatusByPhoneNumber and its callback (version 2021-01-11)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from reminders.channels import Answer, Found, Outcome, Receipt, Result
from reminders.channels.aliyun import UNAPPROVED
from reminders.channels.http import HttpClient, Reply
from reminders.channels.signing import Key, tc3
from reminders.channels.sms import Sms
from reminders.channels.sms_answers import objects, read_object, refused, unanswered, word
from reminders.channels.sms_codes import TENCENT
from reminders.channels.sms_receipts import in_china, pushed, receipt

ENDPOINT = "https://sms.tencentcloudapi.com"
_VERSION = "2021-01-11"
_REGION = "ap-guangzhou"  # they ask for one; the messages go everywhere
_KIND = "application/json; charset=utf-8"
_MOST = 100
_SKEW = timedelta(minutes=10)
_KEPT = timedelta(days=7) - _SKEW  # how far back they can be asked
# They list a message only once its receipt is there. That one is not listed therefore never says
# that it was not sent: after this long a person decides.
_PATIENCE = timedelta(minutes=12)


class Tencent:
    """`app` is their SdkAppId. `now` is the real moment: it goes into the signature."""

    def __init__(self, http: HttpClient, key: Key, sign: str, app: str, *, now: Callable[[], datetime]) -> None:
        self._http, self._key, self._sign, self._app, self._now = http, key, sign, app, now

    def open(self) -> None:
        self._http.open()

    def close(self) -> None:
        self._http.close()

    def send(self, number: str, sms: Sms, out_id: str) -> Outcome:
        if not sms.code:
            return UNAPPROVED
        asked = {
            "PhoneNumberSet": [f"+86{number}"],
            "SmsSdkAppId": self._app,
            "SignName": self._sign,
            "TemplateId": sms.code,
            "TemplateParamSet": list(sms.values.values()),
            "SessionContext": out_id,
        }
        reply = self._call("SendSms", asked)
        error = read_object(reply, "Response", "Error")
        sent = objects(read_object(reply, "Response").get("SendStatusSet"))
        if error or not sent:
            return refused(TENCENT, reply.status, error.get("Code"), error.get("Message"))
        if sent[0].get("Code") == "Ok":
            return Outcome(Result.SENT, "短信网关已接收", "Ok", word(sent[0].get("SerialNo")))
        return refused(TENCENT, reply.status, sent[0].get("Code"), sent[0].get("Message"))

    def ask(self, number: str, out_id: str, since: datetime) -> Answer:
        now = self._now()
        asked = {
            "BeginTime": int(max(since - _SKEW, now - _KEPT).timestamp()),
            "EndTime": int((now + _SKEW).timestamp()),
            "Offset": 0,
            "Limit": _MOST,
            "PhoneNumber": f"+86{number}",
            "SmsSdkAppId": self._app,
        }
        reply = self._call("PullSmsSendStatusByPhoneNumber", asked)
        error = read_object(reply, "Response", "Error")
        response = read_object(reply, "Response")
        if error or "PullSmsSendStatusSet" not in response:
            return unanswered(TENCENT, reply.status, error.get("Code"), error.get("Message"))
        entries = objects(response["PullSmsSendStatusSet"])
        states = {each.get("ReportStatus"): each for each in entries if each.get("SessionContext") == out_id}
        if "SUCCESS" in states:
            return Answer(Found.DELIVERED, "短信网关：已送达", word(states["SUCCESS"].get("Description")))
        if "FAIL" in states:
            return Answer(Found.FAILED, "短信网关：未送达", word(states["FAIL"].get("Description")))
        if now - since < _PATIENCE:
            return Answer(Found.LATER, "短信网关还没有这条短信的回执，稍后再核实")
        return Answer(Found.UNASKABLE, "短信网关没有这条短信的回执：可能没有发出，也可能手机关机，请与本人核实")

    def read_receipts(self, body: bytes) -> tuple[Receipt, ...]:
        return pushed(body, _receipt)

    def _call(self, action: str, asked: Mapping[str, object]) -> Reply:
        timestamp = int(self._now().timestamp())
        body = json.dumps(asked, ensure_ascii=False).encode()
        headers = {
            "Host": self._http.host,
            "Content-Type": _KIND,
            "X-TC-Action": action,
            "X-TC-Version": _VERSION,
            "X-TC-Region": _REGION,
            "X-TC-Timestamp": str(timestamp),
            "Authorization": tc3(self._key, self._http.host, _KIND, body, timestamp),
        }
        return self._http.post(body, headers, path="/")


def _receipt(entry: Mapping[str, Any]) -> Receipt | None:
    """Their callback names our id only where they have been asked to; else `message_id` is their
    serial number, which stands in the reply of the attempt they accepted."""
    return receipt(
        entry.get("SessionContext") or entry.get("session_context") or entry.get("sid"),
        delivered=entry.get("report_status") == "SUCCESS",
        at=in_china(entry.get("user_receive_time")),
        code=entry.get("errmsg"),
        reason=entry.get("description"),
    )
