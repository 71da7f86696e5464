"""What of a branch and its people wants somebody: its shape and term, dues in arrears, members abroad."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from app.accounts.desk import Desk
from app.branches.away import to_contact
from app.branches.dues import queries as dues
from app.progress.today import Row
from app.web import short_day
from checklists.facts import Line, Profile, State
from checklists.shape import alarms


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
