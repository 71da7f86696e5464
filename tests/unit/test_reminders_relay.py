"""Where mail is handed over: never in the clear, and in loopback mode never off this machine."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from reminders.channels import ChannelDown, Result
from reminders.channels.email import EmailChannel
from reminders.channels.smtp_url import RelayError, relay
from tests.contracts.certificates import self_signed, serving
from tests.contracts.channel_contract import MAIL
from tests.contracts.smtp_script import channel_to, smtp_server


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return self_signed(tmp_path_factory.mktemp("tls"))


STARTTLS = {"EHLO": "250-ready\n250-AUTH PLAIN\n250 STARTTLS"}


def test_with_starttls_the_password_and_the_letter_go_encrypted(certificate: Path) -> None:
    with smtp_server(STARTTLS, serving(certificate)) as server:
        url = f"smtp://u:p@127.0.0.1:{server.port}?starttls=1&from=q@example.org"
        trusting = ssl.create_default_context(cafile=str(certificate))
        channel = EmailChannel(relay(url), loopback=True, context=trusting)
        channel.open()
        assert channel.send("a@example.org", MAIL, "<1@test>").result is Result.SENT
        channel.close()
        assert server.seen == ["EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"]


def test_a_certificate_nobody_vouches_for_is_not_trusted(certificate: Path) -> None:
    with smtp_server(STARTTLS, serving(certificate)) as server:
        channel = channel_to(server, "&starttls=1", "u:p@")
        with pytest.raises(ChannelDown, match="证书") as caught:
            channel.open()
        assert not caught.value.stopped
        assert "AUTH" not in server.seen


def test_the_address_of_the_relay_is_read_with_its_parts() -> None:
    found = relay("smtp://u%40b.cn:p%3Aw@mail.example.org?starttls=1&from=清单 <q@example.org>")
    assert (found.host, found.port, found.user, found.password) == ("mail.example.org", 587, "u@b.cn", "p:w")
    assert (found.address, found.domain, found.sender) == ("q@example.org", "example.org", "清单 <q@example.org>")
    assert "p:w" not in repr(found)
    assert relay("smtps://q%40example.org:p@mail.example.org").port == 465
    assert relay("smtps://q%40example.org:p@mail.example.org").address == "q@example.org"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://mail.example.org?from=q@example.org", "smtp://"),
        ("smtp://?from=q@example.org", "smtp://"),
        ("smtp://mail.example.org", "from="),
        ("smtp://mail.example.org:99999?from=q@example.org", "端口"),
        ("smtp://u:p@mail.example.org?from=q@example.org", "明文"),
        ("smtp://mail.example.org:0?from=q@example.org", "端口"),
        ("smtp://mail.example.org?from=王@example.org", "英文"),
        ("smtp://u:p@ss/w@mail.example.org:587?starttls=1&from=q@example.org", "%40.*%2F.*%23"),
        ("smtp://u:p#w@mail.example.org:587?starttls=1&from=q@example.org", "%40.*%2F.*%23"),
        ("smtp://u:p?w@mail.example.org:587?starttls=1&from=q@example.org", "%3F"),
        ("smtp://u:12?a=w@mail.example.org:587?starttls=1&from=q@example.org", "%3F"),
        ("smtp://u:p[w@mail.example.org:587?starttls=1&from=q@example.org", "百分号"),
        ("smtp://mail.example.org?starttls=yes&from=q@example.org", "“yes”.*1（加密）"),
        ("smtp://mail.example.org?startls=1&from=q@example.org", "“startls”.*starttls 和 from"),
    ],
)
def test_a_relay_that_cannot_be_used_is_refused_with_the_remedy(url: str, says: str) -> None:
    with pytest.raises(RelayError, match=says) as caught:
        relay(url)
    assert "ss/w" not in str(caught.value)


def test_a_password_with_escaped_signs_is_read_whole() -> None:
    assert relay("smtps://u:p%40ss%2Fw%23%3F%25@mail.example.org?from=q@example.org").password == "p@ss/w#?%"
