"""What every Channel must keep: run over the fake, the console, real SMTP and SMS gateways.

A subclass gives the fixtures `channel` and `arrived`: the words that came out at the other end.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from reminders.channels import Channel, Result
from reminders.mime import Words, email
from reminders.reading import Shown

Arrived = Callable[[], list[str]]
MAIL = email(
    Words("主题一", "正文一\n.\n..两点\n", "<p>正文一</p>"),
    "a@example.org",
    "<1@test>",
    datetime(2026, 3, 25, 1, tzinfo=UTC),
    "清单 <q@example.org>",
)
SMS = json.dumps(
    {"template": "digest", "code": "SMS_100", "values": {"count": "..两点"}, "text": "正文一，..两点"}
).encode()
DONE = (Result.SENT, Result.LOGGED)


class ChannelContract:
    def sealed(self, channel: Channel) -> bytes:
        return MAIL if channel.name == "email" else SMS

    def address(self, channel: Channel, number: int = 0) -> str:
        return f"p{number}@example.org" if channel.name == "email" else f"1380000{number:04}"

    def test_what_is_sent_arrives_word_for_word(self, channel: Channel, arrived: Arrived) -> None:
        channel.open()
        outcome = channel.send(self.address(channel), self.sealed(channel), "<1@test>")
        assert outcome.result in DONE
        assert outcome.counts
        assert outcome.reason
        (words,) = arrived()
        assert "正文一" in words
        assert "两点" in words

    def test_open_twice_is_open_once_and_closed_can_be_opened_again(self, channel: Channel, arrived: Arrived) -> None:
        for _ in range(2):
            channel.open()
            channel.open()
            assert channel.send(self.address(channel), self.sealed(channel), "<1@test>").result in DONE
            channel.close()
            channel.close()
        assert len(arrived()) == 2

    def test_many_letters_go_one_after_another(self, channel: Channel, arrived: Arrived) -> None:
        channel.open()
        results = {
            channel.send(self.address(channel, n), self.sealed(channel), f"<{n}@test>").result for n in range(20)
        }
        assert len(results) == 1
        assert len(arrived()) == 20

    @pytest.mark.parametrize("address", ["a@b\r\nRCPT TO:<c@d>", "王@例.中国", "", "a b"])
    def test_a_strange_address_raises_nothing_and_the_next_letter_goes(
        self, channel: Channel, arrived: Arrived, address: str
    ) -> None:
        channel.open()
        channel.send(address, self.sealed(channel), "<1@test>")
        channel.open()
        assert channel.send(self.address(channel), self.sealed(channel), "<2@test>").result in DONE

    def test_a_channel_has_a_name_and_a_batch(self, channel: Channel) -> None:
        assert channel.name in ("email", "sms")
        assert channel.batch == (50 if channel.name == "email" else 1)


def words(shown: Shown) -> str:
    return f"{shown.subject}\n{shown.text}"
