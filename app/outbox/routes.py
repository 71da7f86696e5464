"""Pages of what was sent: the list, one letter with its attempts, sending again."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk, Desk
from app.outbox import acts, duty, duty_page, listing, receipt_routes, words
from app.outbox.ways import WAYS, business
from app.web import action, page

NAV = "today"


@page("/outbox", name="outbox.list")
def list_letters(desk: AtDesk) -> Response[str]:
    branches, now = desk.in_branch, desk.office.clock.now()
    with desk.read() as session:
        found = listing.listed(session, branches, desk.query("before"))
        failed = listing.failed(session, branches, desk.today - listing.FAILED_WITHIN)
        late = listing.late(session, branches, business(desk.office.clock))
        months = duty.sms_by_month(session, desk.today, duty_page.price_of(desk.office.settings), branches)
        counts = listing.today(session, branches, desk.today)
        pulse = duty.pulse(session)
        troubled = listing.troubled_channels(session)
    return desk.page(
        "outbox/list.html",
        "发出的提醒",
        nav=NAV,
        found=found,
        failed=failed,
        late=late,
        months=months,
        said=words.said(counts),
        ticked=words.ago(now - pulse.ticked_at) if pulse.ticked_at else "",
        stale=pulse.stale(now),
        troubled=[(name, WAYS.get(name, name), state) for name, state in troubled],
        mode=desk.office.settings.delivery_mode,
        may_send=_may_send(desk),
    )


@page("/outbox/{letter_id:int}", name="outbox.show")
def show_letter(desk: AtDesk, letter_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        letter = listing.letter_for(session, desk.reach, letter_id)
        opened = listing.opened(session, desk.reach, letter)
    title = f"给{opened.row.who}的{opened.row.way}"
    return desk.page("outbox/show.html", title, nav=NAV, letter=opened, may_send=_may_send(desk))


@action("/outbox/{letter_id:int}/again", name="outbox.again")
def send_again(desk: AtDesk, letter_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        letter = listing.letter_for(session, desk.reach, letter_id)
        branch = min(listing.branches_of(session, [letter.id]) & desk.reach)
        acts.again(session, desk.actor, letter, branch)
        return desk.done(session, f"/outbox/{letter_id}", "已重新排入发送，稍后发出")


@action("/outbox/{letter_id:int}/arrived", name="outbox.arrived")
def arrived(desk: AtDesk, letter_id: FromPath[int]) -> Response[Any]:
    """Of an SMS that waits for a person: the reader was asked and has it."""
    with desk.write() as session:
        letter = listing.letter_for(session, desk.reach, letter_id)
        branch = min(listing.branches_of(session, [letter.id]) & desk.reach)
        acts.arrived(session, desk.actor, letter, branch)
        return desk.done(session, f"/outbox/{letter_id}", "已记下：本人已收到，不再发送")


@action("/outbox/resume", name="outbox.resume")
def resume_channel(desk: AtDesk) -> Response[Any]:
    name = desk.form["channel"]
    with desk.write() as session:
        acts.resume(session, desk.actor, name, min(desk.reach))
        return desk.done(session, "/outbox", f"{WAYS[name]}已恢复发送")


def _may_send(desk: Desk) -> bool:
    return any(desk.user.has(role) for role in ("secretary", "committee", "discipline"))


ROUTES = [list_letters, show_letter, send_again, arrived, resume_channel, *duty_page.ROUTES, *receipt_routes.ROUTES]
