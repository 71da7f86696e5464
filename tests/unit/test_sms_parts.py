"""What an SMS is charged as: 70 characters alone, 67 a part, the signature and both halves of an emoji counted."""

from __future__ import annotations

import pytest

from reminders.sms_parts import parts


@pytest.mark.parametrize(
    ("text", "sign", "count"),
    [
        ("", "", 1),
        ("字" * 70, "", 1),
        ("字" * 71, "", 2),
        ("字" * 134, "", 2),
        ("字" * 135, "", 3),
        ("字" * 201, "", 3),
        ("字" * 202, "", 4),
        ("a" * 71, "", 2),  # one letter outside GSM makes all of it wide: a signature is Chinese
        ("字" * 62, "测试残联区级", 1),
        ("字" * 63, "测试残联区级", 2),
        ("字" * 68 + "🎉", "", 1),
        ("字" * 69 + "🎉", "", 2),
        ("👨‍👩‍👧" * 8, "", 1),
        ("👨‍👩‍👧" * 9, "", 2),
    ],
)
def test_parts_are_counted_as_they_are_charged(text: str, sign: str, count: int) -> None:
    assert parts(text, sign) == count
