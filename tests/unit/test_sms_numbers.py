"""Which telephone numbers an SMS can go to, and on which days it is asked after."""

from __future__ import annotations

import pytest

from reminders.channels import Found, Outcome, Result
from reminders.channels.aliyun import asked_days
from reminders.channels.sms import SmsChannel, mainland
from tests.contracts.channel_contract import SMS
from tests.contracts.fakes import moment
from tests.contracts.gateways import NOW, OUT_ID, channel_to


@pytest.mark.parametrize(
    "typed",
    [
        "13800000000",
        " 138 0000 0000 ",
        "138-0000-0000",
        "+86 13800000000",
        "+8613800000000",
        "0086-13800000000",
        "8613800000000",
        "１３８００００００００",
        "(138)00000000",
        "138–0000–0000",
    ],
)
def test_a_number_is_understood_however_it_was_typed(typed: str) -> None:
    assert mainland(typed) == "13800000000"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1380000000",
        "138000000000",
        "12800000000",
        "010-88888888",
        "+1 13800000000",
        "+13800000000",
        "a@example.org",
        "13800000000;13900000000",
        "1380000000٠",
        "13800000000\x00",
    ],
)
def test_what_is_no_mainland_number_is_none(typed: str) -> None:
    assert mainland(typed) is None


def test_a_wrong_number_is_refused_for_good_without_repeating_it() -> None:
    channel: SmsChannel = channel_to("https://127.0.0.1", "aliyun")
    outcome: Outcome = channel.send("12800000000", SMS, OUT_ID)
    assert (outcome.result, outcome.reason) == (Result.PERMANENT, "手机号写法不对，请核对人员信息")
    assert channel.ask("12800000000", OUT_ID, NOW()).found is Found.UNASKABLE


@pytest.mark.parametrize("kind", ["aliyun", "tencent"])
def test_a_vendor_is_never_given_words_that_no_template_was_approved_for(kind: str) -> None:
    sealed = b'{"template": "digest", "values": {"count": "1"}, "text": "old"}'
    assert channel_to("https://127.0.0.1", kind).send("13800000000", sealed, OUT_ID).result is Result.PERMANENT


@pytest.mark.parametrize(
    ("since", "now", "days"),
    [
        ("2026-02-12 09:00", "2026-02-12 09:02", ["2026-02-12"]),
        ("2026-02-12 23:59", "2026-02-13 00:01", ["2026-02-12", "2026-02-13"]),
        ("2026-02-13 00:05", "2026-02-13 00:20", ["2026-02-12", "2026-02-13"]),  # their clock may be behind
        ("2026-02-12 23:40", "2026-02-12 23:55", ["2026-02-12", "2026-02-13"]),  # or ahead
        ("2026-02-13 07:30", "2026-02-13 08:30", ["2026-02-13"]),  # midnight is China's
        ("2026-02-14 09:00", "2026-02-12 09:00", ["2026-02-12"]),  # a clock turned back
    ],
)
def test_aliyun_is_asked_for_the_china_days_it_may_stand_on(since: str, now: str, days: list[str]) -> None:
    assert [str(day) for day in asked_days(moment(since), moment(now))] == days


def test_aliyun_is_asked_for_a_week_at_most() -> None:
    found = list(asked_days(moment("2025-01-01 09:00"), moment("2026-02-12 09:00")))
    assert (len(found), str(found[-1])) == (8, "2026-02-12")
