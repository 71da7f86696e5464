"""Pages of the close-out: 申请销号, 核验, 批准销号, 重新整改, each read once more before it is done."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import record_for
from app.branches.queries import roster
from app.errors import Invalid
from app.fields import Fields, Typed
from app.rectification import acts, forms, queries
from app.rectification.along import undo
from app.rectification.cases import called, case_of, chain, due, person
from app.rectification.models import Issue
from app.rectification.rules import step_problems
from app.rectification.states import IN_HAND, NEXT, Step, finished_on, last, state_of
from app.web import action, page

TITLES = {"applied": "申请销号", "verified": "核验", "closed": "批准销号", "reopened": "重新整改"}
DONE = {
    "finished": "第{}项已登记完成整改",
    "applied": "第{}项已申请销号，等待他人核验",
    "verified": "第{}项已核验通过，等待批准销号",
    "returned": "第{}项已退回整改",
    "closed": "第{}项已销号",
    "reopened": "第{}项已重新整改",
}


@page("/issues/{issue_id:int}/apply", name="issues.applying")
def applying(desk: AtDesk, issue_id: FromPath[int]) -> Response[str]:
    return _ask(desk, issue_id, "applied", forms.APPLY.blank(how="now", finished_on=desk.today.isoformat()))


@action("/issues/{issue_id:int}/apply", name="issues.apply")
def apply(desk: AtDesk, issue_id: FromPath[int]) -> Response[Any]:
    return _take(desk, issue_id, "applied", forms.APPLY)


@page("/issues/{issue_id:int}/verify", name="issues.verifying")
def verifying(desk: AtDesk, issue_id: FromPath[int]) -> Response[str]:
    return _ask(desk, issue_id, "verified", forms.STEP.blank())


@action("/issues/{issue_id:int}/verify", name="issues.verify")
def verify(desk: AtDesk, issue_id: FromPath[int]) -> Response[Any]:
    return _take(desk, issue_id, "verified", forms.STEP)


@page("/issues/{issue_id:int}/close", name="issues.closing")
def closing(desk: AtDesk, issue_id: FromPath[int]) -> Response[str]:
    return _ask(desk, issue_id, "closed", forms.STEP.blank())


@action("/issues/{issue_id:int}/close", name="issues.close")
def close(desk: AtDesk, issue_id: FromPath[int]) -> Response[Any]:
    return _take(desk, issue_id, "closed", forms.STEP)


@page("/issues/{issue_id:int}/reopen", name="issues.reopening")
def reopening(desk: AtDesk, issue_id: FromPath[int]) -> Response[str]:
    return _ask(desk, issue_id, "reopened", forms.REOPEN.blank(how="now"))


@action("/issues/{issue_id:int}/reopen", name="issues.reopen")
def reopen(desk: AtDesk, issue_id: FromPath[int]) -> Response[Any]:
    return _take(desk, issue_id, "reopened", forms.REOPEN)


def _take(desk: Desk, issue_id: int, step: str, fields: Fields) -> Response[Any]:
    """The step, or what its second button says: 退回整改 instead, 完成整改 alone."""
    typed, pressed = fields.read(desk.form), desk.form["act"]
    try:
        values = forms.step_values(typed)
        with desk.write() as session:
            issue = _issue(desk, session, issue_id, step)
            if step == "applied" and pressed == "finish":
                row = acts.finish(session, desk.actor, issue, values)
            elif step == "applied":
                row = acts.apply(session, desk.actor, issue, values)
            else:
                taken = "returned" if pressed == "return" and step in ("verified", "closed") else step
                row = acts.take(session, desk.actor, issue, taken, values)
            said = DONE[row.step].format(issue.number)
            return desk.done(session, f"/issues/{issue_id}", said, undo=undo(issue, "steps", row.id))
    except Invalid as invalid:
        return _ask(desk, issue_id, step, typed.refused(invalid), status=422)


def _issue(desk: Desk, session: Session, issue_id: int, step: str) -> Issue:
    """Within the reach; whoever is named to verify may verify the issue of another branch too."""
    if step == "verified":
        return queries.issue_for(session, desk.reach, desk.user.person_id, issue_id)
    return record_for(session, desk.reach, Issue, issue_id)


def _ask(desk: Desk, issue_id: int, step: str, typed: Typed, status: int = 200) -> Response[str]:
    with desk.read() as session:
        issue = _issue(desk, session, issue_id, step)
        steps, state = chain(issue), state_of(chain(issue))
        in_turn = step in NEXT[state] or (step == "applied" and state in IN_HAND and state != "raised")
        mine = Step(step, desk.today, person(desk.actor), note="-")
        refused = {} if step == "applied" and in_turn else step_problems(case_of(issue), mine, desk.today)
        if status == 200 and not typed.how:
            typed.texts["how"] = "paper" if refused else "now"
        applied = last(steps, "applied")
        return desk.page(
            "rectification/step.html",
            f"{TITLES[step]}：{called(issue)}",
            nav="issues",
            status=status,
            issue=issue,
            step=step,
            in_turn=in_turn,
            refused="；".join(refused.values()),
            finished=finished_on(steps),
            applied=applied,
            verified=last(steps, "verified") if state in ("verified", "closed") else None,
            due=due(issue),
            typed=typed,
            errors=typed.errors,
            people=[row.name for row in roster(session, [issue.branch_id], desk.today)],
        )


ROUTES = [applying, apply, verifying, verify, closing, close, reopening, reopen]
