"""What waits for a person beside the rules: records to write or sign, issues to verify or approve."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from app.accounts.desk import Desk
from app.activities import queries as activities
from app.activities.states import HELD, state_of
from app.branches.away import to_contact
from app.progress.today import Row
from app.rectification import queries as rectification
from app.web import short_day
from checklists.facts import Line, Profile, State
from checklists.shape import alarms

WRITTEN_WITHIN = 3  # working days after a meeting within which its record is written (本支部约定)


def unfinished(desk: Desk, session: Session, branch_id: int) -> list[Row]:
    """Meetings held whose record is not written or not signed."""
    rows = []
    for activity in activities.unfinished(session, branch_id, desk.today):
        by = desk.office.workdays.add(activity.held_on, WRITTEN_WITHIN)
        left = (by - desk.today).days
        state = State.OVERDUE if left < 0 else State.SOON
        written = state_of(activity, desk.today) != HELD
        rows.append(
            Row(
                title=f"{'审签' if written else '补写'}“{activity.title}”的记录",
                state=state.value,
                days=left,
                meta=f"{short_day(activity.held_on)}召开，{short_day(by)}前归档。",
                citation="本支部约定",
                clause=f"会后{WRITTEN_WITHIN}个工作日内写好记录，主持人审签后归档。",
                button="去审签" if written else "写记录",
                href=f"/meetings/{activity.id}" if written else f"/meetings/{activity.id}/edit",
            )
        )
    return rows


def misshapen(profiles: Iterable[Profile], lines: Iterable[Line], day: date) -> list[Row]:
    """What is wrong with the shape of the branch; a term that stands among the lines is told there."""
    told = {"term"} if any(line.obligation.item == "term_of_office" for line in lines) else set()
    return [
        Row(
            title=alarm.words,
            state=(State.OVERDUE if alarm.late else State.SOON).value,
            days=0,
            word="已过期限" if alarm.late else "待处理",
            meta="",
            citation=alarm.citation,
            button="看任期" if alarm.kind == "term" else "看支部情况",
            href="/terms" if alarm.kind == "term" else "/branch",
        )
        for profile in profiles
        for alarm in alarms(profile, day)
        if alarm.kind not in told
    ]


def out_of_touch(desk: Desk, session: Session, branch_id: int) -> list[Row]:
    """Members abroad whom the branch should ask after about now."""
    rows = []
    for one in to_contact(session, [branch_id], desk.today):
        assert one.contact_by is not None
        left = (one.contact_by - desk.today).days
        last = f"上次联系{short_day(one.last)}" if one.last else f"{short_day(one.since)}外出，还没有联系记录"
        rows.append(
            Row(
                title=f"联系在国（境）外的{one.name}",
                state=(State.OVERDUE if left < 0 else State.SOON).value,
                days=left,
                meta=f"{last}，{short_day(one.contact_by)}前联系。",
                citation="《中国共产党党员教育管理工作条例》第三十四条",
                clause="对出国（境）学习研究的党员，每半年至少联系1次。",
                button="记一次联系",
                href=f"/away/contacts/new?away_id={one.id}",
            )
        )
    return rows


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
