"""Every answer of a mail server is an outcome."""

from __future__ import annotations

import pytest

from reminders.channels import ChannelDown, Outcome, Result
from reminders.channels.email import EmailChannel
from reminders.channels.smtp_url import relay
from tests.contracts.channel_contract import MAIL
from tests.contracts.smtp_script import HANG_UP, SILENCE, Server, channel_to, smtp_server


def outcome_of(answers: dict[str, str], timeout: float = 5.0) -> tuple[Outcome, Outcome, Server]:
    """What becomes of a letter when the server answers so, and of the next when it is well again."""
    with smtp_server(answers) as server:
        channel = channel_to(server, timeout=timeout)
        channel.open()
        first = channel.send("a@example.org", MAIL, "<1@test>")
        server.answers.update(dict.fromkeys(answers, "250 ok") | ({"DATA": "354 go on"} if "DATA" in answers else {}))
        channel.open()
        second = channel.send("b@example.org", MAIL, "<2@test>")
        channel.close()
        return first, second, server


@pytest.mark.parametrize(
    ("verb", "reply", "result"),
    [
        ("MAIL", "421 closing", Result.TEMPORARY),
        ("MAIL", "451 busy", Result.TEMPORARY),
        ("MAIL", "452 full", Result.TEMPORARY),
        ("MAIL", "530 sign in first", Result.STOPPED),
        ("MAIL", "553 mail from must equal authorized user", Result.STOPPED),
        ("MAIL", "552 too big", Result.PERMANENT),
        ("MAIL", HANG_UP, Result.TEMPORARY),
        ("RCPT", "421 closing", Result.TEMPORARY),
        ("RCPT", "450 greylisted", Result.TEMPORARY),
        ("RCPT", "451 busy", Result.TEMPORARY),
        ("RCPT", "452 full", Result.TEMPORARY),
        ("RCPT", "530 sign in first", Result.STOPPED),
        ("RCPT", "550 no such user", Result.PERMANENT),
        ("RCPT", "551 not here", Result.PERMANENT),
        ("RCPT", "553 bad name", Result.PERMANENT),
        ("RCPT", HANG_UP, Result.TEMPORARY),
        ("DATA", "451 busy", Result.TEMPORARY),
        ("DATA", "554 no", Result.PERMANENT),
        ("DATA", HANG_UP, Result.TEMPORARY),
        ("END", "250 queued as 42", Result.SENT),
        ("END", "450 try later", Result.TEMPORARY),
        ("END", "550-no\n550 thanks", Result.PERMANENT),
        ("END", "554 spam", Result.PERMANENT),
        ("END", "what?", Result.TEMPORARY),
        ("END", HANG_UP, Result.TEMPORARY),
    ],
)
def test_every_answer_of_the_server_is_an_outcome_and_the_next_letter_goes(
    verb: str, reply: str, result: Result
) -> None:
    first, second, server = outcome_of({verb: reply})
    assert first.result is result
    assert second.result is Result.SENT
    assert first.lost == (reply in (HANG_UP, "421 closing", "what?"))
    assert server.connections == (2 if first.lost else 1)
    assert first.reason


def test_the_proof_of_acceptance_is_kept() -> None:
    first, _, server = outcome_of({"END": "250 queued as 42"})
    assert (first.code, first.reply) == ("250", "queued as 42")
    assert server.letters[0] == ("a@example.org", MAIL)


def test_a_server_that_falls_silent_is_left_in_time() -> None:
    first, second, _ = outcome_of({"END": SILENCE}, timeout=0.3)
    assert (first.result, first.reason, first.lost) == (Result.TEMPORARY, "连接中断（超时）", True)
    assert second.result is Result.SENT


@pytest.mark.parametrize(
    ("answers", "extra", "user", "stopped"),
    [
        ({"CONNECT": "421 busy"}, "", "", False),
        ({"CONNECT": "554 not you"}, "", "", False),
        ({"CONNECT": HANG_UP}, "", "", False),
        ({"CONNECT": SILENCE}, "", "", False),
        ({"EHLO": "250-ready\n250 AUTH PLAIN", "AUTH": "535 no"}, "", "u:p@", True),
        ({"EHLO": "250-ready\n250 AUTH PLAIN", "AUTH": "454 later"}, "", "u:p@", False),
        ({"EHLO": "250 ready"}, "", "u:p@", False),
        ({"EHLO": "250 ready"}, "&starttls=1", "", False),
        ({"EHLO": "250-ready\n250 STARTTLS", "STARTTLS": "454 later"}, "&starttls=1", "", False),
    ],
)
def test_a_channel_that_cannot_be_opened_says_whether_a_person_must_look(
    answers: dict[str, str], extra: str, user: str, stopped: bool
) -> None:
    with smtp_server(answers) as server:
        channel = channel_to(server, extra, user, timeout=0.3)
        with pytest.raises(ChannelDown) as caught:
            channel.open()
        assert caught.value.stopped is stopped
        assert channel.send("a@example.org", MAIL, "<1@test>").result is Result.UNTRIED
        assert "MAIL" not in server.seen
        channel.close()


def test_nobody_listening_is_a_channel_that_rests() -> None:
    with smtp_server() as server:
        channel = channel_to(server)
    with pytest.raises(ChannelDown, match="未开放此端口") as caught:
        channel.open()
    assert not caught.value.stopped


def test_loopback_mode_opens_no_socket_to_any_other_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.create_connection", lambda *args, **kwargs: pytest.fail("a socket was opened"))
    for host in ("mail.example.org", "10.0.0.1", "127.0.0.1.example.org", "[2001:db8::1]", "0x7f000001"):
        channel = EmailChannel(relay(f"smtp://{host}?from=q@example.org"), loopback=True)
        with pytest.raises(ChannelDown, match="本机") as caught:
            channel.open()
        assert caught.value.stopped
