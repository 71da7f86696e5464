"""The steps that one row of a paper ledger proves, by its words and dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.audit import Actor
from app.branches.queries import person_id_of
from app.errors import Invalid
from app.rectification.acts.steps import record
from app.rectification.cases import case_of, chain
from app.rectification.models import Issue
from app.rectification.states import STAGE_DONE, Person, Step, closed_on, finished_on, last, state_of
from app.web import short_day

Values = Mapping[str, Any]
KEYS = ("status", "finished_on", "closed_on", "verifier", "approver", "verification")
STAGE = "阶段性完成并持续整改"
# The word of the ledger → how many of finished, applied, verified, closed, reopened it says were taken.
REACHED = {"未完成": 0, STAGE: 1, "完成整改": 1, "申请销号": 2, "已复核": 3, "已销号": 4, "重新整改": 5}
SAID = {"finished": "完成整改", "applied": "申请销号", "verified": "已复核", "closed": "已销号", "reopened": "重新整改"}
LATER = "在系统里已经办理过销号手续，台账不能改它；请在页面上退回整改、重新整改或继续办理"


def written(issue: Issue) -> dict[str, Any]:
    """The cells of the close-out as the ledger says them."""
    steps = chain(issue)
    state, verified, closed = state_of(steps), last(steps, "verified"), last(steps, "closed")
    stands = state in ("verified", "closed")
    status = SAID.get(state, "未完成")
    return {
        "status": STAGE if state == "finished" and issue.mode == "long_term" else status,
        "finished_on": finished_on(steps),
        "verification": (verified.note or None) if verified and stands else None,
        "verifier": (verified.by.name or None) if verified and stands else None,
        "closed_on": closed.on if closed and state == "reopened" else closed_on(steps),
        "approver": (closed.by.name or None) if closed and state == "closed" else None,
    }


def enter(session: Session, actor: Actor, issue: Issue, row: Values) -> None:
    """Take over what the row proves. What was done in the system is never undone by a sheet. Raises Invalid."""
    own = written(issue)
    if all((row.get(key) or None) == own[key] for key in KEYS):
        return
    wanted, done = _proven(session, issue, row), [one for one in chain(issue) if one.step != "assigned"]
    if not all(one.on_paper for one in done):
        if [one.step for one in wanted[: len(done)]] != [one.step for one in done]:
            raise Invalid({"status": LATER})
        wanted = wanted[len(done) :]
    elif _told(wanted) == _told(done):
        return
    else:
        for old in issue.steps:
            if old.step != "assigned":
                old.deleted_at = session.info["clock"].now()
        session.flush()
        session.expire(issue, ["steps"])
    _append(session, actor, issue, wanted)


def _told(steps: list[Step]) -> list[tuple[str, date, str, str]]:
    return [(one.step, one.on, one.by.name, one.note) for one in steps]


def _append(session: Session, actor: Actor, issue: Issue, steps: list[Step]) -> None:
    for step in steps:
        case = case_of(issue)
        try:
            record(session, actor, issue, step, replace(case, evidence=max(case.evidence, 1)))
        except Invalid as invalid:
            raise Invalid({_cell(step, field): words for field, words in invalid.errors.items()}) from invalid


def _cell(step: Step, field: str) -> str:
    """The column in which a refused step is mended."""
    cells = {"finished": "finished_on", "verified": "verifier", "closed": "approver"}
    if field == "on":
        return "closed_on" if step.step in ("verified", "closed", "reopened") else "finished_on"
    return cells.get(step.step, "status")


def _proven(session: Session, issue: Issue, row: Values) -> list[Step]:
    today: date = session.info["clock"].today()
    finished, closed, count = _reached(row)

    def by(name: str | None) -> Person:
        found = issue.verifier_id if name and name == issue.verifier else None
        return Person(name or "", None, found or person_id_of(session, issue.branch_id, name or ""))

    done = finished or closed or today
    stage = STAGE_DONE if issue.mode == "long_term" else ""
    steps = [
        Step("finished", done, by(issue.owner), True, stage),
        Step("applied", done, by(issue.owner), True),
        Step("verified", closed or done, by(row.get("verifier")), True, row.get("verification") or ""),
        Step("closed", closed or done, by(row.get("approver")), True),
        Step("reopened", today, Person(""), True, "台账登记为重新整改"),
    ]
    return steps[:count]


def _reached(row: Values) -> tuple[date | None, date | None, int]:
    """(完成整改, 销号, how many steps), or Invalid where word and dates do not agree."""
    status, finished, closed = row.get("status") or "", row.get("finished_on"), row.get("closed_on")
    by_days = 1 if finished else 0
    count = by_days if status == "未销号" else REACHED.get(status, 4 if closed else by_days)
    if count >= 4 and not closed:
        words = f"销号状态写着“{status}”，没有写销号日期，请补上日期，或把状态改为“未销号”"
        raise Invalid({"closed_on": words})
    if count < 4 and closed:
        raise Invalid({"status": f"写了销号日期{short_day(closed)}，销号状态却是“{status}”，请核对后改成一致"})
    if count in (1, 2, 3) and not finished and status != STAGE:
        words = f"销号状态写着“{status}”，没有写实际完成时间，请补上日期，或把状态改为“未完成”"
        raise Invalid({"finished_on": words})
    if status == "未完成" and finished:
        raise Invalid({"status": f"写了实际完成时间{short_day(finished)}，销号状态却是“未完成”，请核对后改成一致"})
    return finished, closed, count if finished or closed else 0
