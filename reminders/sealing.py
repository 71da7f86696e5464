"""From claimed letters to bytes ready to go: each is made alone, so that a bad one holds up no other."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import NamedTuple

from reminders.channels import Outcome, Result
from reminders.compose import UnfitAddress, compose, message_id
from reminders.desk import Desk
from reminders.letters import Letter, Opening
from reminders.reading import read
from reminders.review import Reviewed
from reminders.sms import UnfitText
from reminders.sms_parts import parts

log = logging.getLogger(__name__)


class Ready(NamedTuple):
    """A letter with where it goes and what goes."""

    letter: Letter
    address: str
    opening: Opening


class Unfit(NamedTuple):
    """A letter that cannot be made, and why."""

    letter: Letter
    outcome: Outcome


def build(desk: Desk, channel: str, reviewed: Sequence[Reviewed]) -> tuple[list[Ready], list[Unfit]]:
    """Addresses are read now; a letter tried before keeps its bytes."""
    addresses = desk.standing.addresses(channel, {each.letter.person for each in reviewed}) if reviewed else {}
    ready: list[Ready] = []
    unfit: list[Unfit] = []
    for each in reviewed:
        letter, address = each.letter, addresses.get(each.letter.person, "")
        try:
            ready.append(Ready(letter, address, _opening(desk, each, address)))
        except (UnfitAddress, UnfitText) as error:
            unfit.append(Unfit(letter, Outcome(Result.PERMANENT, str(error))))
        except Exception as error:
            log.exception("letter %d cannot be built", letter.id)
            reason = f"信件无法生成（{type(error).__name__}），请查看日志"
            unfit.append(Unfit(letter, Outcome(Result.PERMANENT, reason)))
    return ready, unfit


def _opening(desk: Desk, each: Reviewed, address: str) -> Opening:
    letter, writer = each.letter, desk.writer
    if not address or each.who is None:
        raise UnfitAddress("没有登记地址，请补充人员信息")
    sealed = letter.sealed
    if not letter.tried:
        now = desk.now().astimezone(desk.hours.zone)
        sealed = compose(letter, each.notices, each.who, address, now, writer, each.round)
    charged = parts(read("sms", sealed).text, writer.sign) if letter.channel == "sms" else 0
    return Opening(letter.id, letter.token, message_id(letter, writer.domain), sealed, charged)
