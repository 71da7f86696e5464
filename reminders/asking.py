"""What became of an SMS of unknown outcome: the gateway is asked, and it is never blindly sent again (R12)."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from reminders.channels import Answer, Askable, Found
from reminders.desk import Desk
from reminders.letters import Answered, Doubtful, LetterState
from reminders.retries import ASKED_BEFORE_HOLDING, ASKED_BEFORE_RESENDING, LEASE, TRIED_BEFORE_HOLDING

log = logging.getLogger(__name__)

_AT_ONCE = 10  # one gateway call each, all within one lease
_LATER = timedelta(seconds=5)  # at least: a gateway that is away is not asked without a pause
_SAID = {Found.NOTHING: "短信网关查不到这条短信", Found.LATER: "短信网关暂时不能核实"}
_NO_ADDRESS = Answer(Found.UNASKABLE, "没有登记手机号，无法向网关核实")


def settle_doubtful(desk: Desk, channel: Askable) -> None:
    """Ask after all that are due to be asked after; each answer is written before the next is asked for."""
    while not desk.stopping():
        doubtful = desk.outbox.claim_doubtful(channel.name, _AT_ONCE, desk.now(), LEASE)
        if not doubtful:
            return
        began = desk.elapsed()
        addresses = desk.standing.addresses(channel.name, {each.person for each in doubtful})
        for each in doubtful:
            if desk.elapsed() - began > LEASE / 2 or desk.stopping():
                return  # the rest is asked after when this claim has run out
            answer = _ask(channel, each, addresses.get(each.person, ""))
            now = desk.now()
            desk.outbox.answer([Answered(each.id, each.token, answer, *after(answer, each, now, desk.lag))], now)


def _ask(channel: Askable, each: Doubtful, address: str) -> Answer:
    if not address:
        return _NO_ADDRESS
    try:
        answer = channel.ask(address, each.message_id, each.since)
        return replace(answer, reason=answer.reason or _SAID.get(answer.found, ""))
    except Exception as error:
        log.exception("letter %d: asking the gateway raised", each.id)
        return Answer(Found.LATER, f"核实时程序出错（{type(error).__name__}），请查看日志")


def after(answer: Answer, each: Doubtful, now: datetime, lag: timedelta) -> tuple[LetterState, datetime | None, int]:
    """The letter's next state, when to look at it again, and how often it has been asked after now.

    Not found twice it is sent once more, and not found twice after that it waits for a person: a
    gateway that forgets what it sends would else have it sent for ever. Where it was our worker that
    died, the gateway is not to blame and the count begins anew, a bounded number of times.
    """
    asked = each.asked
    match answer.found:
        case Found.SENT | Found.DELIVERED:
            return LetterState.SENT, None, asked
        case Found.FAILED:
            return LetterState.FAILED, None, asked
        case Found.UNASKABLE:
            return LetterState.HELD, None, asked
        case Found.LATER:
            return LetterState.UNCERTAIN, now + max(lag, _LATER), asked
        case Found.NOTHING:
            asked += 1
            if asked >= ASKED_BEFORE_HOLDING or each.tried >= TRIED_BEFORE_HOLDING:
                return LetterState.HELD, None, asked
            if asked == ASKED_BEFORE_RESENDING:
                return LetterState.RETRY, now, asked
            return LetterState.UNCERTAIN, now + lag, asked
