"""Meetings that wait for somebody: to be confirmed, written down, signed, or taken over from another branch."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.accounts.desk import Desk
from app.activities import queries as activities
from app.activities.models import Activity
from app.activities.states import HELD, WRITTEN_WITHIN, awaits_word, state_of
from app.progress.today import Row
from app.web import short_day
from checklists.facts import State


def unfinished(desk: Desk, session: Session, branch_id: int) -> list[Row]:
    """Meetings held whose record is not written or not signed."""
    found = activities.unfinished(session, branch_id, desk.today)
    return [_to_confirm(each) if awaits_word(each, desk.today) else _to_write(desk, each) for each in found]


def _to_confirm(activity: Activity) -> Row:
    return Row(
        title=f"确认“{activity.title}”是否如期召开",
        state=State.SOON.value,
        days=0,
        meta=f"计划{short_day(activity.held_on)}召开；确认后才计次数，也可以延期或取消。",
        button="去确认",
        href=f"/meetings/{activity.id}",
    )


def _to_write(desk: Desk, activity: Activity) -> Row:
    by = desk.office.workdays.add(activity.held_on, WRITTEN_WITHIN)
    left = (by - desk.today).days
    written = state_of(activity, desk.today) != HELD
    return Row(
        title=f"{'审签' if written else '补写'}“{activity.title}”的记录",
        state=(State.OVERDUE if left < 0 else State.SOON).value,
        days=left,
        meta=f"{short_day(activity.held_on)}召开，{short_day(by)}前归档。",
        citation="本支部约定",
        clause=f"会后{WRITTEN_WITHIN}个工作日内写好记录，主持人审签后归档。",
        button="去审签" if written else "写记录",
        href=f"/meetings/{activity.id}" if written else f"/meetings/{activity.id}/edit",
    )


def offered(desk: Desk, session: Session, branch_id: int) -> list[Row]:
    """Joint meetings that another branch has planned with this one."""
    return [
        Row(
            title=f"是否参加“{draft.title}”",
            state=State.SOON.value,
            days=(draft.held_on - desk.today).days,
            meta=f"{short_day(draft.held_on)}的共建活动，由对方支部发起；采用后写自己的记录，不采用就删去草稿。",
            button="去看看",
            href=f"/meetings/{draft.id}",
        )
        for draft in activities.offered(session, branch_id)
    ]
