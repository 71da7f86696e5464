"""The steps towards 销号, taken here and now or copied from paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.branches.queries import person_id_of
from app.errors import Invalid
from app.rectification.acts.entries import extend
from app.rectification.acts.issues import touch
from app.rectification.cases import case_of, chain, person
from app.rectification.models import Issue, IssueStep
from app.rectification.rules import Case, step_problems
from app.rectification.states import IN_HAND, Person, Step, state_of

Values = Mapping[str, Any]


def take(session: Session, actor: Actor, issue: Issue, step: str, values: Values) -> IssueStep:
    """One step. `values`: note; on_paper with by and on; new_due_on when reopened. Raises Invalid."""
    row = record(session, actor, issue, _meant(session, actor, issue, step, values))
    if step == "reopened" and values.get("new_due_on"):
        approval = {"reason": "重新整改", "approved_by": row.by, "approved_on": row.on}
        extend(session, actor, issue, {"new_due_on": values["new_due_on"], **approval})
    return row


def apply(session: Session, actor: Actor, issue: Issue, values: Values) -> IssueStep:
    """完成整改, unless it is recorded already, and 申请销号 after it. `values` also: finished_on."""
    if state_of(chain(issue)) in IN_HAND:
        finish(session, actor, issue, values)
    return take(session, actor, issue, "applied", values)


def finish(session: Session, actor: Actor, issue: Issue, values: Values) -> IssueStep:
    """完成整改 on its own day, which may be past; nobody has to approve it."""
    if not values.get("finished_on"):
        raise Invalid({"finished_on": "请填写完成整改的日期"})
    done = Step("finished", values["finished_on"], person(actor), note=values.get("note") or "")
    try:
        return record(session, actor, issue, done)
    except Invalid as invalid:
        fields = {"finished_on" if field == "on" else field: words for field, words in invalid.errors.items()}
        raise Invalid(fields) from invalid


def record(session: Session, actor: Actor, issue: Issue, step: Step, case: Case | None = None) -> IssueStep:
    """Write the step down when the rules allow it; `case` where an import has proof of its own."""
    errors = step_problems(case or case_of(issue), step, session.info["clock"].today())
    if errors:
        raise Invalid(errors)
    row = IssueStep(
        issue_id=issue.id,
        step=step.step,
        on=step.on,
        by=step.by.name,
        by_account_id=step.by.account_id,
        by_person_id=step.by.person_id,
        note=step.note,
        on_paper=step.on_paper,
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
    )
    session.add(row)
    touch(issue)
    session.flush()
    session.expire(issue, ["steps"])
    audit.note(session, actor, f"issue.{step.step}", issue, number=issue.number, on=step.on, on_paper=step.on_paper)
    return row


def _meant(session: Session, actor: Actor, issue: Issue, step: str, values: Values) -> Step:
    """Who takes it and when: the actor today, or whoever signed on paper on that day."""
    today: date = session.info["clock"].today()
    note = values.get("note") or ""
    if not values.get("on_paper"):
        return Step(step, today, person(actor), note=note)
    errors = {}
    if not values.get("by"):
        errors["by"] = "请填写在纸上签字的人"
    if not values.get("on"):
        errors["on"] = "请填写签字的日期"
    if errors:
        raise Invalid(errors)
    who = Person(values["by"], None, _known(session, issue, values["by"]))
    return Step(step, values["on"], who, on_paper=True, note=note)


def _known(session: Session, issue: Issue, name: str) -> int | None:
    """The person of the branch with that name, or the inspector named beforehand."""
    named = issue.verifier_id if issue.verifier == name else None
    return named or person_id_of(session, issue.branch_id, name)
