"""Every answer of a mail server is an outcome, whether it is asked step by step or all at once (R14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import monotonic
from unittest.mock import Mock

import pytest

from reminders.channels import ChannelDown, Outcome, Result
from reminders.channels.email import EmailChannel
from reminders.channels.smtp_session import Session
from reminders.channels.smtp_url import relay
from reminders.letters import Letter, LetterState
from reminders.retries import WAITS, verdict
from tests.contracts.certificates import self_signed, serving
from tests.contracts.channel_contract import MAIL
from tests.contracts.smtp_cases import CHANNELS, LETTERS, Refused, Said
from tests.contracts.smtp_script import DRIP, HANG_UP, PIPELINING, PLAIN, SILENCE, Server, channel_to, smtp_server

NOW = datetime(2026, 3, 25, 1, tzinfo=UTC)
WAYS = {"one by one": {}, "all at once": {"EHLO": PIPELINING}}


def outcome_of(answers: dict[str, str], *, lax: bool = False) -> tuple[Outcome, Outcome, Server]:
    """What becomes of a letter when the server answers so, and of the next when it is well again."""
    with smtp_server(answers) as server:
        server.lax = lax
        channel = channel_to(server)
        channel.open()
        channel._timeout = 0.2 if {SILENCE, DRIP} & set(answers.values()) else 5.0
        first = channel.send("a@example.org", MAIL, "<1@test>")
        channel._timeout = 5.0
        server.answers = {**PLAIN, "EHLO": answers.get("EHLO", PLAIN["EHLO"])}
        channel.open()
        second = channel.send("b@example.org", MAIL, "<2@test>")
        channel.close()
        return first, second, server


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("said", LETTERS)
def test_every_answer_of_the_server_is_an_outcome_and_the_next_letter_goes(said: Said, way: str) -> None:
    began = monotonic()
    first, second, server = outcome_of({said.verb: said.reply, **WAYS[way]})
    assert first.result is said.result
    assert first.lost is said.lost
    assert second.result is Result.SENT
    assert server.connections == (2 if said.lost else 1)
    assert first.reason
    assert [address for address, _ in server.letters][-1] == "b@example.org"
    assert monotonic() - began < 4


@pytest.mark.parametrize("said", LETTERS)
def test_no_permanent_refusal_is_tried_again_and_no_temporary_one_given_up_within_a_day(said: Said) -> None:
    again, state, letter = timedelta(), LetterState.RETRY, Letter(1, "t", 1, "email", date(2026, 3, 25), None, 0, ())
    for tried in range(len(WAITS) + 1):
        state, at = verdict(replace(letter, tried=tried), Outcome(said.result), NOW, 0.0)
        if at is None:
            break
        again += at - NOW
    if said.result is Result.TEMPORARY:
        assert (state, again > timedelta(hours=24)) == (LetterState.FAILED, True)
    else:
        ends = {Result.SENT: LetterState.SENT, Result.PERMANENT: LetterState.FAILED, Result.STOPPED: LetterState.QUEUED}
        assert (state, again) == (ends[said.result], timedelta())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return self_signed(tmp_path_factory.mktemp("tls"))


@pytest.mark.parametrize("refused", CHANNELS)
def test_a_channel_that_cannot_be_opened_says_whether_a_person_must_look(refused: Refused, certificate: Path) -> None:
    with smtp_server(refused.answers, serving(certificate)) as server:
        channel = channel_to(server, refused.extra, refused.user, timeout=0.3)
        with pytest.raises(ChannelDown, match=refused.words) as caught:
            channel.open()
        assert caught.value.stopped is refused.stopped
        assert channel.send("a@example.org", MAIL, "<1@test>").result is Result.UNTRIED
        assert "MAIL" not in server.seen
        channel.close()


def test_the_proof_of_acceptance_is_kept() -> None:
    first, _, server = outcome_of({"END": "250 queued as 42"})
    assert (first.code, first.reply) == ("250", "queued as 42")
    assert server.letters[0] == ("a@example.org", MAIL)


def test_a_server_that_falls_silent_is_left_in_time_and_said_to_be_silent() -> None:
    first, _, _ = outcome_of({"END": SILENCE})
    assert first.reason == "连接中断（超时）"


@pytest.mark.parametrize("after", ["354 go on", HANG_UP, "554 no valid recipients", SILENCE])
@pytest.mark.parametrize(("verb", "result"), [("MAIL", Result.STOPPED), ("RCPT", Result.PERMANENT)])
def test_what_comes_after_a_refusal_does_not_change_it(verb: str, result: Result, after: str) -> None:
    """Asked all at once, a server may wait for the letter of a recipient it has refused, or hang up."""
    first, second, server = outcome_of({"EHLO": PIPELINING, verb: "550 no", "DATA": after}, lax=True)
    assert (first.result, first.code) == (result, "550")
    assert second.result is Result.SENT
    sent = [letter for letter in server.letters if letter[1]]
    assert sent == [("b@example.org", MAIL)]
    ended = [letter for letter in server.letters if not letter[1]]
    assert ended == ([("a@example.org", b"")] if verb == "RCPT" and after == "354 go on" else [])


@pytest.mark.parametrize(("way", "writes"), [("one by one", 4), ("all at once", 2)])
def test_a_server_that_can_is_asked_all_at_once(way: str, writes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sent, real = Mock(), Session.send
    with smtp_server(WAYS[way]) as server:
        channel = channel_to(server)
        channel.open()
        monkeypatch.setattr(Session, "send", lambda self, said: (sent(said), real(self, said)))
        assert channel.send("a@example.org", MAIL, "<1@test>").result is Result.SENT
        assert sent.call_count == writes
        channel.close()


@pytest.mark.parametrize("way", WAYS)
def test_a_line_that_is_a_dot_ends_no_letter(way: str) -> None:
    with smtp_server(WAYS[way]) as server:
        channel = channel_to(server)
        channel.open()
        assert channel.send("a@example.org", b"Subject: x\r\n\r\n.\r\n..\r\n.end", "<1@test>").result is Result.SENT
        channel.close()
    assert server.letters == [("a@example.org", b"Subject: x\r\n\r\n.\r\n..\r\n.end\r\n")]
    assert server.seen[-1] == "QUIT"


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
