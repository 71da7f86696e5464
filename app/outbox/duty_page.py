"""The duty page of the system administrator: whether reminders go, and what to do where they do not.

No name and no word of a letter is shown: who runs the program need not know what it says.
"""

from __future__ import annotations

import secrets
from decimal import Decimal, InvalidOperation
from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import audit
from app.accounts.desk import AtDesk
from app.clock import local
from app.errors import NotFound, Refusal
from app.outbox import acts, duty, listing, receipt_routes, words
from app.outbox.models import LetterRow
from app.outbox.ways import WAYS, business, channels, writer
from app.settings import Settings
from app.web import action, page
from reminders import trial
from reminders.channels import Result
from reminders.letters import LetterState

NAV = "duty"


@page("/duty", name="outbox.duty")
def show_duty(desk: AtDesk) -> Response[str]:
    settings, now = desk.office.settings, desk.office.clock.now()
    moment = business(desk.office.clock)
    with desk.read() as session:
        pulse = duty.pulse(session)
        ways = duty.ways(session, settings.ways, moment)
        troubles, count = duty.in_trouble(session, moment, desk.today - listing.FAILED_WITHIN)
        counts = listing.today(session, None, desk.today)
        months = duty.sms_by_month(session, desk.today, price_of(settings))
    return desk.page(
        "outbox/duty.html",
        "发送值守",
        nav=NAV,
        pulse=pulse,
        ticked=words.ago(now - pulse.ticked_at) if pulse.ticked_at else "",
        stale=pulse.stale(now),
        leapt=pulse.leapt(now),
        ways=[(way, words.ago(now - way.accepted_at) if way.accepted_at else "") for way in ways],
        troubles=troubles,
        count=count,
        said=words.said(counts),
        months=months,
        mode=settings.delivery_mode,
        channels=[(way, WAYS[way]) for way in settings.ways],
        receipts=receipt_routes.addresses(settings),
    )


@action("/duty/{letter_id:int}/again", name="outbox.duty_again")
def send_again(desk: AtDesk, letter_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        letter = session.get(LetterRow, letter_id)
        if letter is None or letter.state == LetterState.HELD.value:
            raise NotFound("没有找到可以重新发送的信")
        acts.again(session, desk.actor, letter, min(listing.branches_of(session, [letter_id])))
        return desk.done(session, "/duty", f"第{letter_id}号信已重新排入发送，稍后发出")


@action("/duty/resume", name="outbox.duty_resume")
def resume_channel(desk: AtDesk) -> Response[Any]:
    name = desk.form["channel"]
    with desk.write() as session:
        acts.resume(session, desk.actor, name, None)
        return desk.done(session, "/duty", f"{WAYS[name]}已恢复发送")


@action("/duty/try", name="outbox.duty_try")
def try_out(desk: AtDesk) -> Response[Any]:
    """One letter to an address of the administrator's own, at once and beside the outbox."""
    settings, form = desk.office.settings, desk.form
    channel = channels(settings).get(form["channel"])
    if channel is None:
        raise Refusal("没有这种发送方式", place="channel", value=form["channel"])
    now = local(desk.office.clock.now())
    written = writer(settings, desk.office.render)
    outcome = trial.attempt(channel, form["address"].strip(), secrets.token_hex(16), now, written)
    if outcome.result not in (Result.SENT, Result.LOGGED):
        code = f"（{outcome.code}）" if outcome.code else ""
        raise Refusal(f"没有试发出去：{outcome.reason}{code}", "按这里说的改正设置后再试")
    with desk.write() as session:
        audit.note(session, desk.actor, "channel.try_out", channel=channel.name, result=outcome.result.value)
        return desk.done(session, "/duty", f"试发{WAYS[channel.name]}：{outcome.reason}")


def price_of(settings: Settings) -> Decimal | None:
    """Yuan a part; a price that is no number is named by `settings.problems`, and counts as none here."""
    try:
        return Decimal(settings.sms_price) if settings.sms_price else None
    except InvalidOperation:
        return None


ROUTES = [show_duty, send_again, resume_channel, try_out]
