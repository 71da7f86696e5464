"""A real gateway that misbehaves under the real courier: nobody gets an SMS twice, and none is lost (R12)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from reminders.channels.sms import SmsChannel
from reminders.delivery import deliver
from reminders.desk import Desk
from reminders.jobs import tick
from reminders.sms import Approved, Template
from tests.contracts.fakes import Clock, Records, desk_over, moment, person, spring_round
from tests.contracts.gateways import opened
from tests.contracts.memory_outbox import MemoryOutbox
from tests.harness.sms_dialects import TEMPLATES
from tests.harness.sms_server import BREAK, DROP, GARBLE, LATE, LOSE, THROTTLE, SmsServer, sms_server

MEMBERS = 3
APPROVED = Approved({}, (Template("SMS_300", TEMPLATES["SMS_300"]),))


class Numbers(Records):
    def addresses(self, channel: str, people: Collection[int]) -> Mapping[int, str]:
        return {number: f"1380000{number:04}" for number in people}


class Office:
    """Three members to whom the Spring Festival round goes by SMS."""

    def __init__(self, channel: SmsChannel) -> None:
        self.clock = Clock(moment("2026-02-12 09:00"))
        self.outbox = MemoryOutbox(self.clock.elapsed)
        people = [person(n, *(["secretary"] if n == 1 else []), ways=("sms",)) for n in range(1, MEMBERS + 1)]
        desk = desk_over(self.outbox, Numbers([], people, [spring_round()]), self.clock, channel)
        self.desk: Desk = replace(desk, writer=replace(desk.writer, approved=APPROVED))

    def work(self, minutes: int) -> None:
        for _ in range(minutes):
            tick(self.desk)
            deliver(self.desk)
            self.clock.at += timedelta(minutes=1)

    def states(self) -> set[str]:
        return {letter.state.value for letter in self.outbox.letters.values()}


@pytest.fixture
def server() -> Iterator[SmsServer]:
    with sms_server() as running:
        yield running


@pytest.fixture(params=["aliyun", "http"])
def channel(request: pytest.FixtureRequest, server: SmsServer) -> Iterator[SmsChannel]:
    late = "answered after" in request.node.name
    with opened(server.url, request.param, timeout=1.0 if late else 10.0) as made:
        yield made


@pytest.mark.parametrize("lag", [0, 1])
@pytest.mark.parametrize("turn", [DROP, LATE, GARBLE, LOSE, BREAK, THROTTLE])
def test_within_a_quarter_of_an_hour_everybody_has_it_once(
    channel: SmsChannel, server: SmsServer, turn: str, lag: int
) -> None:
    server.script.append(turn)
    server.lag = lag
    office = Office(channel)
    office.work(minutes=15)
    assert office.states() == {"sent"}
    assert sorted(message.number for message in server.accepted) == [f"1380000{n:04}" for n in range(1, MEMBERS + 1)]


def test_where_the_gateway_cannot_be_asked_a_person_decides(channel: SmsChannel, server: SmsServer) -> None:
    server.script.append(DROP)
    server.unaskable = True
    office = Office(channel)
    office.work(minutes=15)
    assert office.states() == {"sent", "held"}
    assert len(server.accepted) == MEMBERS


def test_a_wrong_number_holds_up_nobody(
    channel: SmsChannel, server: SmsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = {1: "010-88888888", 2: "13800000002", 3: "13800000003"}
    monkeypatch.setattr(Numbers, "addresses", lambda *_: addresses)
    office = Office(channel)
    office.work(minutes=1)
    assert office.states() == {"sent", "failed"}
    assert len(server.accepted) == MEMBERS - 1
