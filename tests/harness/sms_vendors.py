"""How Aliyun and Tencent check a signature and answer: written from their papers, not from our code."""

from __future__ import annotations

import hmac
import json
import re
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote

from app.clock import Clock
from tests.harness.sms_dialects import APP, KEY, SECRET, SIGN, Message, Request, Said, filled, mac, sha256


class Aliyun:
    throttled: Said = (400, {"Code": "Throttling.User", "Message": "Request was denied due to user flow control."})
    forbidden: Said = (400, {"Code": "SignatureDoesNotMatch", "Message": "Specified signature is not matched."})

    def __init__(self) -> None:
        self.nonces: set[str] = set()

    def verified(self, request: Request) -> bool:
        found = re.fullmatch(
            r"ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})",
            request.headers["authorization"],
        )
        if not found or found[1] != KEY or request.headers["x-acs-content-sha256"] != sha256(request.body):
            return False
        names = found[2].split(";")
        must = {"host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"}
        nonce = request.headers["x-acs-signature-nonce"]
        age = Clock().now() - datetime.fromisoformat(request.headers["x-acs-date"])
        if not must <= set(names) or names != sorted(names) or nonce in self.nonces or abs(age.total_seconds()) > 900:
            return False
        pairs = sorted(parse_qsl(request.query, keep_blank_values=True))
        canonical = [
            "POST",
            "/",
            "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in pairs),
        ]
        canonical += [*(f"{name}:{request.headers[name].strip()}" for name in names), ""]
        canonical += [found[2], request.headers["x-acs-content-sha256"]]
        expected = mac(SECRET.encode(), b"ACS3-HMAC-SHA256\n" + sha256("\n".join(canonical).encode()).encode())
        self.nonces.add(nonce)
        return hmac.compare_digest(expected.hex(), found[3])

    def asks(self, request: Request) -> bool:
        return request.headers["x-acs-action"] == "QuerySendDetails"

    def taken(self, request: Request, serial: str) -> Message | Said:
        asked = request.parameters
        words = filled(asked["TemplateCode"], list(json.loads(asked.get("TemplateParam", "{}")).values()))
        if words is None:
            return 200, {"Code": "isv.SMS_TEMPLATE_ILLEGAL", "Message": "该账号下找不到对应模板"}
        if asked["SignName"] != SIGN:
            return 200, {"Code": "isv.SMS_SIGNATURE_ILLEGAL", "Message": "短信签名不合法"}
        return Message(asked["PhoneNumbers"], asked.get("OutId", ""), words, serial)

    def accepted(self, message: Message) -> Said:
        return 200, {"Code": "OK", "Message": "OK", "BizId": message.serial, "RequestId": "r"}

    def answer(self, request: Request, messages: list[Message]) -> Said:
        asked = request.parameters
        states = {"accepted": 1, "failed": 2, "delivered": 3}
        size, page = int(asked["PageSize"]), int(asked["CurrentPage"])
        found = [each for each in messages if each.number == asked["PhoneNumber"] and each.day == asked["SendDate"]]
        shown = [
            {"OutId": each.out_id, "SendStatus": states[each.state], "ErrCode": each.state, "PhoneNum": each.number}
            for each in found[(page - 1) * size : page * size]
        ]
        return 200, {"Code": "OK", "TotalCount": str(len(found)), "SmsSendDetailDTOs": {"SmsSendDetailDTO": shown}}


class Tencent:
    throttled: Said = (
        200,
        {"Response": {"Error": {"Code": "RequestLimitExceeded", "Message": "太频繁"}, "RequestId": "r"}},
    )
    forbidden: Said = (
        200,
        {"Response": {"Error": {"Code": "AuthFailure.SignatureFailure", "Message": "签名错误"}, "RequestId": "r"}},
    )

    def verified(self, request: Request) -> bool:
        stamp = int(request.headers["x-tc-timestamp"])
        day = datetime.fromtimestamp(stamp, UTC).strftime("%Y-%m-%d")
        found = re.fullmatch(
            rf"TC3-HMAC-SHA256 Credential={KEY}/{day}/sms/tc3_request, SignedHeaders=([^,]+), Signature=([0-9a-f]+)",
            request.headers["authorization"],
        )
        age = Clock().now().timestamp() - stamp
        if not found or not {"content-type", "host"} <= set(found[1].split(";")) or abs(age) > 300:
            return False
        headers = "".join(f"{name}:{request.headers[name]}\n" for name in found[1].split(";"))
        canonical = "\n".join(["POST", "/", request.query, headers, found[1], sha256(request.body)])
        to_sign = f"TC3-HMAC-SHA256\n{stamp}\n{day}/sms/tc3_request\n{sha256(canonical.encode())}"
        dated = mac(b"TC3" + SECRET.encode(), day.encode())
        signing = mac(mac(dated, b"sms"), b"tc3_request")
        return hmac.compare_digest(mac(signing, to_sign.encode()).hex(), found[2])

    def asks(self, request: Request) -> bool:
        return request.headers["x-tc-action"] == "PullSmsSendStatusByPhoneNumber"

    def taken(self, request: Request, serial: str) -> Message | Said:
        asked = request.json
        words = filled(asked["TemplateId"], asked.get("TemplateParamSet") or [])
        code = "FailedOperation.TemplateParamSetNotMatchApprovedTemplate" if words is None else ""
        code = code or ("" if asked["SmsSdkAppId"] == APP else "UnauthorizedOperation.SmsSdkAppIdVerifyFail")
        code = code or ("" if asked["SignName"] == SIGN else "FailedOperation.SignatureIncorrectOrUnapproved")
        if code:
            return 200, {"Response": {"SendStatusSet": [{"Code": code, "Message": "不合", "SerialNo": ""}]}}
        number = asked["PhoneNumberSet"][0].removeprefix("+86")
        return Message(number, asked.get("SessionContext") or "", words or "", serial)

    def accepted(self, message: Message) -> Said:
        sent = {"Code": "Ok", "Message": "send success", "SerialNo": message.serial, "Fee": 1}
        return 200, {"Response": {"SendStatusSet": [sent], "RequestId": "r"}}

    def answer(self, request: Request, messages: list[Message]) -> Said:
        """Only what has a receipt is listed."""
        states = {"failed": "FAIL", "delivered": "SUCCESS"}
        asked = request.json
        now = Clock().now().timestamp()
        shown = [
            {"SessionContext": each.out_id, "ReportStatus": states[each.state], "Description": each.state}
            for each in messages
            if each.state in states and f"+86{each.number}" == asked["PhoneNumber"] and asked["BeginTime"] < now
        ]
        return 200, {"Response": {"PullSmsSendStatusSet": shown, "RequestId": "r"}}
