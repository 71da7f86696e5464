"""A trouble that lasts does not fill the log."""

from __future__ import annotations

import logging

import pytest

from reminders.lasting import Lasting


def test_the_same_trouble_is_told_in_full_once_and_then_in_a_line(caplog: pytest.LogCaptureFixture) -> None:
    trouble = Lasting(logging.getLogger("test"))
    for words in ("gone\nand more", "gone\nand else", "another"):
        trouble.say("delivery failed", OSError(words))
    trouble.over()
    trouble.say("delivery failed", OSError("another"))
    said = [(record.getMessage(), bool(record.exc_info)) for record in caplog.records]
    assert said == [
        ("delivery failed", True),
        ("delivery failed: again OSError: gone", False),
        ("delivery failed", True),
        ("delivery failed", True),
    ]
