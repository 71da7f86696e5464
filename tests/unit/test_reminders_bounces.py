"""Mail that came back says which letter failed and why, and no returned mail can break anything (R21)."""

from __future__ import annotations

from datetime import UTC, datetime
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.bounces import read_bounce
from reminders.channels import Event, Receipt
from tests.contracts import bounces
from tests.contracts.bounces import OURS, report
from tests.contracts.letters_words import LINES, built

AT = datetime(2026, 3, 27, 1, 1, 2, tzinfo=UTC)
UNKNOWN = "收件地址不存在或写错了（550 5.1.1 : Recipient address rejected: User unknown in local recipient table）"


@pytest.mark.parametrize(
    ("raw", "event", "code", "reason"),
    [
        (bounces.POSTFIX, Event.FAILED, "5.1.1", UNKNOWN),
        (bounces.POSTFIX_HEAD_ONLY, Event.FAILED, "5.1.1", UNKNOWN),
        (bounces.POSTFIX_DELIVERED, Event.DELIVERED, "2.0.0", "已送达（250 2.0.0 Ok: queued as 4XYZ）"),
        (
            bounces.EXCHANGE,
            *(Event.FAILED, "5.2.2", "收件邮箱已满（554 5.2.2 mailbox full; STOREDRV.Deliver: over quota）"),
        ),
        (bounces.COREMAIL, Event.FAILED, "5.0.0", "被退回（SMTP error, RCPT TO: 550 User not found:）"),
        (bounces.IN_WORDS, Event.FAILED, "5.7.1", "对方的邮件服务器拒收"),
        (bounces.QMAIL, Event.FAILED, "550", "被退回"),
    ],
)
def test_each_shape_names_our_letter_what_became_of_it_and_why(
    raw: bytes, event: Event, code: str, reason: str
) -> None:
    assert read_bounce(raw) == (Receipt(OURS, event, AT, code, reason),)
    assert read_bounce(raw.replace(b"\r\n", b"\n")) == read_bounce(raw)


def test_a_reason_names_nobody_and_is_short() -> None:
    long = "Diagnostic-Code: smtp; 550 ZhangSan <zhangsan@unit.example> (zhangsan@) " + "x" * 500
    (found,) = read_bounce(report(f"Final-Recipient: rfc822; zhangsan@unit.example\nAction: failed\n{long}"))
    assert "zhangsan" not in found.reason.lower()
    assert "@" not in found.reason
    assert len(found.reason) <= 200


@pytest.mark.parametrize("action", ["delayed", "relayed", "expanded", "", "failed-not", "\x00"])
def test_what_is_no_end_gives_nothing(action: str) -> None:
    assert read_bounce(report(f"Action: {action}\nStatus: 5.1.1")) == ()


def test_a_bounce_without_a_date_is_dated_by_what_it_reports_or_how_it_came() -> None:
    undated = bounces.POSTFIX.replace(b"\r\nDate: Fri", b"\r\nDay: Fri", 1)
    assert read_bounce(undated)[0].at == datetime(2026, 3, 27, 1, 0, 1, tzinfo=UTC)
    assert read_bounce(b"Received: by mx; Fri, 27 Mar 2026 09:02:00 +0800\r\n" + undated)[0].at.minute == 2
    assert read_bounce(bounces.QMAIL)[0].at == AT


def test_words_in_chinese_stay_words() -> None:
    (receipt,) = read_bounce(
        bounces.POSTFIX.replace(b"\nDiagnostic-Code: ", "\nDiagnostic-Code: smtp; 550 收件人不存在\nX-Was: ".encode())
    )
    assert "收件人不存在" in receipt.reason


def test_a_delay_gives_nothing() -> None:
    assert read_bounce(bounces.POSTFIX_DELAYED) == ()
    assert read_bounce(bounces.QMAIL.replace(b"550 no", b"450 no")) == ()
    assert read_bounce(bounces.IN_WORDS.replace(b"550 5.7.1", b"451 4.7.1")) == ()


def test_of_one_letter_the_same_end_is_told_once() -> None:
    assert len(read_bounce(report(bounces.POSTFIX_BLOCK + "\n\n" + bounces.POSTFIX_BLOCK))) == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        built(*LINES),
        bounces.ORIGINAL.encode(),
        bounces.IN_WORDS.replace(b"PostMaster@", b"zhangsan@"),  # a person who forwards what came back
        bounces.POSTFIX.replace(OURS.encode(), b"<no id>"),
        report(bounces.POSTFIX_BLOCK, original=""),
        bounces.IN_WORDS.replace(b"Date: ", b"Day: "),
    ],
)
def test_what_is_no_bounce_of_ours_gives_nothing(raw: bytes) -> None:
    assert read_bounce(raw) == ()


SAMPLES = [each for each in vars(bounces).values() if isinstance(each, bytes)]
WILD = [
    b"\xff\xfe",
    b"\x00",
    b"boundary=",
    b"charset=x",
    b"charset*=a'b'%",
    b"Content-Type: multipart/report",
    b"\r\n",
    b";",
]


@given(st.binary(max_size=500))
def test_any_bytes_at_all_are_borne(raw: bytes) -> None:
    read_bounce(raw)


@given(st.sampled_from(SAMPLES), st.data())
def test_a_bounce_broken_anywhere_is_borne(raw: bytes, data: st.DataObject) -> None:
    broken = raw
    for _ in range(data.draw(st.integers(1, 4))):
        start, length = data.draw(st.integers(0, len(broken))), data.draw(st.integers(0, 60))
        put_in = data.draw(st.binary(max_size=20) | st.sampled_from(WILD))
        broken = broken[:start] + put_in + broken[start + length :]
    for found in read_bounce(broken):
        assert isinstance(found.event, Event)
        assert found.at.tzinfo is UTC
        assert found.message_id.startswith("<")


def test_parts_within_parts_without_end_are_borne() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n) for n in range(5000))
    assert read_bounce(b"From: postmaster@x.example\r\nDate: Fri, 27 Mar 2026 09:01:02 +0800\r\n" + nested) == ()
    heads = b"Content-Type: message/rfc822\r\n\r\n" * 5000
    assert read_bounce(b"Date: Fri, 27 Mar 2026 09:01:02 +0800\r\n" + heads) == ()


@pytest.mark.parametrize("filling", [b"> \n", b"a", b"a@", b"<a", b"message-id: ", b"5.1."])
def test_a_long_one_is_read_in_time(filling: bytes) -> None:
    long = filling * (900_000 // len(filling))
    began = monotonic()
    read_bounce(bounces.QMAIL.split(b"Hi.")[0].replace(b"\n\n", b"\n") + b"\n" + long)
    read_bounce(report("Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; " + long.decode().replace("\n", "")))
    assert monotonic() - began < 10
