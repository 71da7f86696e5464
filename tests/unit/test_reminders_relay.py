"""Where mail is handed over: never in the clear, and in loopback mode never off this machine."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from reminders.channels import ChannelDown, Result
from reminders.channels.email import EmailChannel
from reminders.channels.smtp_url import RelayError, relay
from tests.contracts.channel_contract import MAIL
from tests.contracts.smtp_script import channel_to, smtp_server


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that nobody else vouches for, with its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    start = datetime(2020, 1, 1, tzinfo=UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


STARTTLS = {"EHLO": "250-ready\n250-AUTH PLAIN\n250 STARTTLS"}


def test_with_starttls_the_password_and_the_letter_go_encrypted(certificate: Path) -> None:
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(certificate)
    with smtp_server(STARTTLS, serving) as server:
        url = f"smtp://u:p@127.0.0.1:{server.port}?starttls=1&from=q@example.org"
        trusting = ssl.create_default_context(cafile=str(certificate))
        channel = EmailChannel(relay(url), loopback=True, context=trusting)
        channel.open()
        assert channel.send("a@example.org", MAIL, "<1@test>").result is Result.SENT
        channel.close()
        assert server.seen == ["EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"]


def test_a_certificate_nobody_vouches_for_is_not_trusted(certificate: Path) -> None:
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(certificate)
    with smtp_server(STARTTLS, serving) as server:
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
    ],
)
def test_a_relay_that_cannot_be_used_is_refused_with_the_remedy(url: str, says: str) -> None:
    with pytest.raises(RelayError, match=says):
        relay(url)
