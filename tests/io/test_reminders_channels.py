"""The channels keep one contract; SMTP also maps every answer, and never sends in the clear or off the machine."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from reminders.channels import Outcome
from reminders.channels.console import ConsoleChannel
from reminders.channels.email import EmailChannel
from reminders.channels.log import LogChannel
from reminders.channels.smtp_url import relay
from reminders.reading import read
from tests.contracts.channel_contract import MAIL, Arrived, ChannelContract, words
from tests.contracts.fakes import ScriptedChannel
from tests.harness.smtp import Mailbox


class TestFakeChannel(ChannelContract):
    @pytest.fixture(params=["email", "sms"])
    def channel(self, request: pytest.FixtureRequest) -> ScriptedChannel:
        return ScriptedChannel(request.param, 50 if request.param == "email" else 1)

    @pytest.fixture
    def arrived(self, channel: ScriptedChannel) -> Arrived:
        return lambda: [words(read(channel.name, sealed)) for _, sealed, _ in channel.taken]


class TestConsole(ChannelContract):
    @pytest.fixture(params=["email", "sms"])
    def channel(self, request: pytest.FixtureRequest) -> ConsoleChannel:
        return ConsoleChannel(request.param, io.StringIO(), 50 if request.param == "email" else 1)

    @pytest.fixture
    def arrived(self, channel: ConsoleChannel) -> Arrived:
        stream = channel.stream
        assert isinstance(stream, io.StringIO)
        return lambda: stream.getvalue().split("——")[1:]

    def test_an_address_on_the_screen_is_masked(self, channel: ConsoleChannel, arrived: Arrived) -> None:
        channel.send("13800000000", self.sealed(channel), "<1@test>")
        assert "138***" in arrived()[0]
        assert "0000" not in arrived()[0]


class TestLog(ChannelContract):
    @pytest.fixture
    def channel(self) -> LogChannel:
        return LogChannel("email")

    @pytest.fixture
    def arrived(self, monkeypatch: pytest.MonkeyPatch) -> Arrived:
        """Nothing arrives anywhere: what would have is the bytes themselves."""
        taken: list[str] = []
        real = LogChannel.send

        def send(self: LogChannel, address: str, sealed: bytes, message_id: str) -> Outcome:
            taken.append(words(read(self.name, sealed)))
            return real(self, address, sealed, message_id)

        monkeypatch.setattr(LogChannel, "send", send)
        return lambda: taken


class TestSmtp(ChannelContract):
    """Against a real mail server in a thread."""

    @pytest.fixture
    def channel(self, mailbox: Mailbox) -> Iterator[EmailChannel]:
        channel = EmailChannel(relay(mailbox.url), loopback=True)
        yield channel
        channel.close()

    @pytest.fixture
    def arrived(self, mailbox: Mailbox) -> Arrived:
        return lambda: [words(read("email", mail.raw)) for mail in mailbox.mails]

    def test_letters_share_one_connection_and_keep_their_bytes(self, channel: EmailChannel, mailbox: Mailbox) -> None:
        channel.open()
        for number in range(3):
            channel.send(f"p{number}@example.org", MAIL, "<1@test>")
        assert len({mail.connection for mail in mailbox.mails}) == 1
        assert {mail.raw for mail in mailbox.mails} == {MAIL}
        assert [mail.recipients for mail in mailbox.mails] == [(f"p{n}@example.org",) for n in range(3)]
