"""What waits for a person beside the rules: records to write or sign, issues to verify or approve."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.accounts.desk import Desk
from app.activities import queries as activities
from app.activities.models import Activity
from app.activities.states import HELD, WRITTEN_WITHIN, awaits_word, state_of
from app.branches.dues import queries as dues
from app.progress.today import Row
from app.rectification import queries as rectification
from app.web import short_day
from checklists.facts import State


def everything(desk: Desk, session: Session, branch_id: int) -> list[Row]:
    """All of it, for the page of the day."""
    meetings = [*unfinished(desk, session, branch_id), *offered(desk, session, branch_id)]
    return [*meetings, *waiting(desk, session), *dues_waiting(desk, session)]


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


def dues_waiting(desk: Desk, session: Session) -> list[Row]:
    """Who has paid no dues for two months running: one row for all, to their own branch, and no conclusion."""
    late = dues.arrears(session, desk.in_branch, desk.today) if desk.may("dues.person") else []
    if not late:
        return []
    longest = max(late, key=lambda one: len(one.months))
    return [
        Row(
            title="核实党费未交的原因",
            state=State.SOON.value,
            days=0,
            word=f"连续未交已满{longest.stage}个月",
            meta=f"{'、'.join(one.words for one in late)}。由支部核实原因、谈话提醒。",
            citation="《中国共产党党员教育管理工作条例》第十六条",
            clause="党员应当按期交纳党费。遇特殊情况，经支部同意可以按季交纳、委托他人代交或者补交，补交一般不超过6个月。",
            button="看党费",
            href=f"/dues?year={desk.today.year}",
        )
    ]


def waiting(desk: Desk, session: Session) -> list[Row]:
    """Issues that wait for this person's verification or approval."""
    return [
        Row(
            title=issue.title,
            state=State.SOON.value,
            days=issue.days,
            meta=issue.note,
            button=issue.button,
            href=issue.href,
        )
        for issue in rectification.waiting(session, desk.in_branch, desk.user, desk.today)
    ]
