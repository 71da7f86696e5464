"""SMS through each gateway: the channel's contract, what is asked after, and what never leaves the machine."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest

from reminders.channels import Askable, ChannelDown, Found, Result
from reminders.channels.http import HttpClient
from reminders.channels.signing import Key
from reminders.channels.sms import SmsChannel
from tests.contracts.channel_contract import SMS, Arrived, ChannelContract
from tests.contracts.gateways import MADE, NOW, NUMBER, OUT_ID, channel_to, opened
from tests.harness.sms_dialects import KEY, SECRET
from tests.harness.sms_server import BREAK, DROP, GARBLE, LATE, LOSE, THROTTLE, SmsServer, sms_server


@pytest.fixture
def server() -> Iterator[SmsServer]:
    with sms_server() as running:
        yield running


@pytest.fixture(params=list(MADE))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def channel(server: SmsServer, kind: str) -> Iterator[SmsChannel]:
    with opened(server.url, kind) as made:
        yield made


class TestSms(ChannelContract):
    @pytest.fixture
    def arrived(self, server: SmsServer) -> Arrived:
        return lambda: [message.words for message in server.accepted]

    def test_it_can_be_asked(self, channel: SmsChannel) -> None:
        assert isinstance(channel, Askable)

    def test_the_gateway_gets_the_number_and_our_id(self, channel: SmsChannel, server: SmsServer) -> None:
        outcome = channel.send(" +86 138-0000-0000", SMS, OUT_ID)
        (message,) = server.accepted
        assert (message.number, message.out_id) == (NUMBER, OUT_ID)
        assert outcome.reply == message.serial
        assert server.refused == 0

    def test_a_wrong_secret_stops_the_channel(self, server: SmsServer, kind: str) -> None:
        with opened(server.url, kind, secret="falsch") as wrong:
            outcome = wrong.send(NUMBER, SMS, OUT_ID)
        assert (outcome.result, server.refused, server.accepted) == (Result.STOPPED, 1, [])
        assert "QINGDAN_SMS_SECRET" in outcome.reason

    @pytest.mark.parametrize(
        ("turn", "result", "taken"),
        [
            (DROP, Result.UNCERTAIN, 1),
            (LATE, Result.UNCERTAIN, 1),
            (GARBLE, Result.UNCERTAIN, 1),
            (LOSE, Result.UNCERTAIN, 0),
            (BREAK, Result.UNCERTAIN, 0),
            (THROTTLE, Result.THROTTLED, 0),
        ],
    )
    def test_what_may_have_gone_is_uncertain(
        self, server: SmsServer, kind: str, turn: str, result: Result, taken: int
    ) -> None:
        server.script.append(turn)
        with opened(server.url, kind, timeout=1.0 if turn == LATE else 10.0) as channel:
            outcome = channel.send(NUMBER, SMS, OUT_ID)
            assert (outcome.result, len(server.accepted)) == (result, taken)
            channel.open()
            assert channel.send(NUMBER, SMS, OUT_ID + "-1").result is Result.SENT

    def test_a_template_that_is_not_approved_stops_the_channel(self, server: SmsServer, kind: str) -> None:
        if kind == "http":
            return  # it takes the text as it is
        with opened(server.url, kind) as channel:
            outcome = channel.send(NUMBER, SMS.replace(b"SMS_100", b"SMS_999"), OUT_ID)
        assert (outcome.result, server.accepted) == (Result.STOPPED, [])
        assert "QINGDAN_SMS_TEMPLATES" in outcome.reason

    def test_nobody_there_is_nothing_sent(self, kind: str) -> None:
        with sms_server() as gone:
            url = gone.url
        with opened(url, kind) as channel:
            outcome = channel.send(NUMBER, SMS, OUT_ID)
            assert (outcome.result, outcome.counts, outcome.lost) == (Result.UNTRIED, False, True)
            assert channel.ask(NUMBER, OUT_ID, NOW()).found is Found.LATER

    @pytest.mark.parametrize(("state", "found"), [("delivered", Found.DELIVERED), ("failed", Found.FAILED)])
    def test_what_was_taken_and_dropped_is_found(
        self, channel: SmsChannel, server: SmsServer, state: str, found: Found
    ) -> None:
        server.script.append(DROP)
        channel.send(NUMBER, SMS, OUT_ID)
        channel.send(NUMBER, SMS, OUT_ID + "-1")  # another of ours to the same number
        server.accepted[0].state = state
        server.accepted[1].state = "failed" if state == "delivered" else "delivered"
        assert channel.ask("138 0000 0000", OUT_ID, NOW()).found is found

    def test_the_question_goes_out_even_where_the_channel_was_never_opened(self, server: SmsServer, kind: str) -> None:
        fresh = channel_to(server.url, kind)
        assert fresh.ask(NUMBER, OUT_ID, NOW()).found in (Found.NOTHING, Found.LATER)
        fresh.close()
        assert server.requests

    def test_a_gateway_without_a_query_leaves_it_to_a_person(self, channel: SmsChannel, server: SmsServer) -> None:
        server.unaskable = True
        assert channel.ask(NUMBER, OUT_ID, NOW()).found is Found.UNASKABLE

    def test_no_number_stands_in_any_log(self, channel: SmsChannel, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.INFO):
            channel.send(NUMBER, SMS, OUT_ID)
        assert NUMBER not in caplog.text

    @pytest.mark.parametrize("url", ["https://sms.example.org", "http://10.0.0.1", "https://[2001:db8::1]"])
    def test_on_trial_no_other_machine_is_called(self, kind: str, url: str) -> None:
        trial = SmsChannel(MADE[kind](HttpClient(url, loopback=True), Key(KEY, SECRET)))
        with pytest.raises(ChannelDown, match="只向本机") as down:
            trial.open()
        assert down.value.stopped
        assert trial.send(NUMBER, SMS, OUT_ID).result is Result.UNTRIED
        assert trial.ask(NUMBER, OUT_ID, NOW()).found is Found.LATER


@pytest.mark.parametrize("kind", ["aliyun", "http"])
def test_a_query_that_lags_knows_nothing_and_then_all(server: SmsServer, kind: str) -> None:
    server.lag = 9
    with opened(server.url, kind) as channel:
        channel.send(NUMBER, SMS, OUT_ID)
        assert channel.ask(NUMBER, OUT_ID, NOW()).found is Found.NOTHING
        server.lag = 0
        assert channel.ask(NUMBER, OUT_ID, NOW()).found is Found.SENT


def test_aliyun_is_asked_page_by_page(server: SmsServer) -> None:
    with opened(server.url, "aliyun") as channel:
        for n in range(120):
            channel.send(NUMBER, SMS, f"{OUT_ID}-{n}")
        answers = [channel.ask(NUMBER, f"{OUT_ID}-{n}", NOW()).found for n in (0, 119, 120)]
    assert answers == [Found.SENT, Found.SENT, Found.NOTHING]


def test_tencent_lists_only_what_has_a_receipt_so_silence_is_never_a_reason_to_send_again(server: SmsServer) -> None:
    with opened(server.url, "tencent") as channel:
        channel.send(NUMBER, SMS, OUT_ID)
        early, late = (channel.ask(NUMBER, OUT_ID, NOW() - timedelta(minutes=ago)) for ago in (2, 13))
    assert (early.found, late.found) == (Found.LATER, Found.UNASKABLE)
    assert "与本人核实" in late.reason
