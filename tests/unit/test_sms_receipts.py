"""What the vendors push: read entry by entry, odd ones left out, what is no list refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from reminders.channels import Event, Receipt
from reminders.channels.http import HttpClient
from reminders.channels.signing import Key
from reminders.channels.sms import Gateway
from tests.contracts.gateways import MADE, OUT_ID

NINE = datetime(2026, 2, 12, 1, tzinfo=UTC)  # nine o'clock in China
ALIYUN = {
    "phone_number": "13800000000",
    "success": True,
    "err_code": "DELIVERED",
    "err_msg": "用户接收成功",
    "report_time": "2026-02-12 09:00:00",
    "out_id": OUT_ID,
    "biz_id": "1^2",
}
TENCENT = {
    "mobile": "13800000000",
    "nationcode": "86",
    "report_status": "SUCCESS",
    "errmsg": "DELIVRD",
    "description": "用户短信送达成功",
    "user_receive_time": "2026-02-12 09:00:00",
    "sid": "2640:166",
}
OWN = {"id": OUT_ID, "status": "delivered", "at": "2026-02-12T09:00:00+08:00", "error": "DELIVRD", "message": "送达"}


def gateway(kind: str) -> Gateway:
    return MADE[kind](HttpClient("https://127.0.0.1", loopback=True), Key("a", "b"))


def read(kind: str, *entries: object) -> tuple[Receipt, ...]:
    return gateway(kind).read_receipts(json.dumps(entries, ensure_ascii=False).encode())


@pytest.mark.parametrize(
    ("kind", "entry", "failed", "receipt"),
    [
        ("aliyun", ALIYUN, {"success": False}, Receipt(OUT_ID, Event.DELIVERED, NINE, "DELIVERED", "用户接收成功")),
        (
            "tencent",
            {**TENCENT, "SessionContext": OUT_ID},
            {"report_status": "FAIL"},
            Receipt(OUT_ID, Event.DELIVERED, NINE, "DELIVRD", "用户短信送达成功"),
        ),
        ("http", OWN, {"status": "failed"}, Receipt(OUT_ID, Event.DELIVERED, NINE, "DELIVRD", "送达")),
    ],
)
def test_a_receipt_names_our_message_its_end_and_its_moment(
    kind: str, entry: dict[str, object], failed: dict[str, object], receipt: Receipt
) -> None:
    good, bad = read(kind, entry, {**entry, **failed})
    assert good == receipt
    assert bad.event is Event.FAILED


def test_where_tencent_does_not_give_our_id_back_its_serial_number_stands_for_it() -> None:
    (receipt,) = read("tencent", TENCENT)
    assert receipt.message_id == "2640:166"  # the reply of the attempt it accepted


@pytest.mark.parametrize(
    ("kind", "odd"),
    [
        ("aliyun", {"out_id": ""}),
        ("aliyun", {"out_id": None}),
        ("aliyun", {"out_id": "x" * 500}),
        ("aliyun", {"report_time": "yesterday"}),
        ("aliyun", {"report_time": None}),
        ("tencent", {"sid": 7}),
        ("http", {"at": "2026-02-12T09:00:00"}),
        ("http", {"status": "accepted"}),
    ],
)
def test_an_odd_entry_holds_up_no_other(kind: str, odd: dict[str, object]) -> None:
    good: dict[str, dict[str, Any]] = {"aliyun": ALIYUN, "tencent": TENCENT, "http": OWN}
    entry = good[kind]
    assert len(read(kind, {**entry, **odd}, "what?", None, entry)) == 1


@pytest.mark.parametrize("kind", list(MADE))
@pytest.mark.parametrize("body", [b"", b"{}", b"null", b"\xff", b"[" * 100_000, b'[{"out_id": '])
def test_what_is_no_list_is_refused(kind: str, body: bytes) -> None:
    with pytest.raises(ValueError, match="array"):
        gateway(kind).read_receipts(body)
    assert gateway(kind).read_receipts(b"[]") == ()


def test_a_vendors_words_in_a_receipt_stay_on_one_line_and_end() -> None:
    (receipt,) = read("aliyun", {**ALIYUN, "err_msg": "a\r\nb" + "字" * 500, "err_code": {"a": 1}})
    assert (receipt.reason[:4], len(receipt.reason), receipt.code) == ("a b字", 200, "")
