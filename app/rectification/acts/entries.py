"""What is noted along the way: progress in one line, evidence, extensions; and taking the last entry back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.errors import Invalid, NotFound, Refusal
from app.rectification.acts.issues import touch
from app.rectification.cases import chain, due
from app.rectification.models import STEPS, Evidence, Extension, Issue, IssueStep, IssueUpdate
from app.rectification.states import state_of
from app.web import short_day

Values = Mapping[str, Any]
Entry = IssueStep | IssueUpdate | Evidence | Extension
E = TypeVar("E", IssueUpdate, Evidence, Extension)
ENTRIES: dict[str, tuple[type[Entry], str]] = {
    "steps": (IssueStep, "步骤"),
    "updates": (IssueUpdate, "进展"),
    "evidence": (Evidence, "佐证材料"),
    "extensions": (Extension, "延期"),
}


def add_update(session: Session, actor: Actor, issue: Issue, text: str, on: date | None = None) -> IssueUpdate:
    """One line of progress."""
    if not text:
        raise Invalid({"text": "请写一句进展"})
    today: date = session.info["clock"].today()
    row = IssueUpdate(issue_id=issue.id, on=on or today, by=actor.name, text=text)
    return _kept(session, actor, issue, row, "updates")


def add_evidence(session: Session, actor: Actor, issue: Issue, name: str, kept_at: str = "") -> Evidence:
    """The next numbered piece of evidence; a number is never given twice."""
    if not name:
        raise Invalid({"name": "请填写佐证材料的名称"})
    if any(row.name == name for row in issue.evidence):
        raise Invalid({"name": f"“{name}”已经登记过，请换一个名称，如加上日期"})
    highest = select(func.max(Evidence.number)).where(Evidence.issue_id == issue.id)
    number = (session.scalar(highest.execution_options(with_deleted=True)) or 0) + 1
    row = Evidence(issue_id=issue.id, number=number, name=name, kept_at=kept_at)
    return _kept(session, actor, issue, row, "evidence")


def extend(session: Session, actor: Actor, issue: Issue, values: Values) -> Extension:
    """A later date, approved by somebody on a day. Raises Invalid."""
    if errors := _extension_problems(session, issue, values):
        raise Invalid(errors)
    keys = ("new_due_on", "reason", "approved_by", "approved_on")
    row = Extension(issue_id=issue.id, **{key: values[key] for key in keys})
    return _kept(session, actor, issue, row, "extensions")


def note_extension(session: Session, actor: Actor, issue: Issue, new_due_on: date, reason: str) -> Extension:
    """An extension of which a ledger tells no approval: it says so by an empty name."""
    row = Extension(issue_id=issue.id, new_due_on=new_due_on, reason=reason, approved_by="")
    row.approved_on = session.info["clock"].today()
    return _kept(session, actor, issue, row, "extensions")


def take_back(session: Session, actor: Actor, issue: Issue, kind: str, entry_id: int) -> str:
    """The undo of one's own entry of today; a step only while nothing followed it. Returns what it was."""
    model, word = ENTRIES[kind]
    row = next((one for one in getattr(issue, kind) if one.id == entry_id), None)
    if row is None:
        raise NotFound
    if row.created_by != actor.account_id or row.recorded_on != session.info["clock"].today():
        raise Refusal(f"只有登记人当天可以撤销这条{word}", "需要更正的，请另外登记一条说明")
    if isinstance(row, Evidence | Extension) and state_of(chain(issue)) in ("applied", "verified", "closed"):
        raise Refusal(f"已申请销号，{word}不能撤销", "需要更正的，请先退回整改")
    if isinstance(row, IssueStep):
        if issue.steps[-1] is not row or row.step == "assigned":
            raise Refusal("这一步之后已经办理了下一步，不能撤销", "需要更正的，请退回整改或重新整改")
        word = STEPS[row.step]
        for later in issue.extensions if row.step == "reopened" else ():
            if later.reason == word and later.recorded_on == row.recorded_on:
                later.deleted_at = session.info["clock"].now()  # the new date came with the step
    row.deleted_at = session.info["clock"].now()
    touch(issue)
    session.flush()
    session.expire(issue, [kind, "extensions"])
    audit.note(session, actor, "issue.take_back", issue, table=model.__tablename__, entry=entry_id)
    return word


def _extension_problems(session: Session, issue: Issue, values: Values) -> dict[str, str]:
    today: date = session.info["clock"].today()
    if state_of(chain(issue)) == "closed":
        return {"": "已销号，不需要延期；如问题反弹，请先重新整改"}
    now = due(issue)
    found = {} if values.get("reason") else {"reason": "请写明延期的理由"}
    if not values.get("approved_by"):
        found["approved_by"] = "请填写批准延期的人或单位"
    if not values.get("approved_on"):
        found["approved_on"] = "请填写批准的日期"
    elif values["approved_on"] > today:
        found["approved_on"] = f"批准日期{short_day(values['approved_on'])}在今天之后，请核对"
    elif any(values["approved_on"] < row.approved_on for row in issue.extensions):
        found["approved_on"] = f"批准日期{short_day(values['approved_on'])}早于上一次延期的批准日期，请核对"
    if not values.get("new_due_on"):
        found["new_due_on"] = "请填写延期后的时限"
    elif now and values["new_due_on"] <= now:
        found["new_due_on"] = f"延期后的时限要晚于现在的时限{short_day(now)}"
    return found


def _kept(session: Session, actor: Actor, issue: Issue, row: E, kind: str) -> E:
    row.created_by, row.recorded_on = actor.account_id, session.info["clock"].today()
    session.add(row)
    touch(issue)
    session.flush()
    session.expire(issue, [kind])
    audit.note(session, actor, f"issue.{kind}", issue, entry=row.id)
    return row
