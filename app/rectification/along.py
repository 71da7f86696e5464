"""Pages of what is noted along the way: progress, evidence, extensions; delete, bring back, undo."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk, Desk
from app.branches.access import record_for
from app.branches.queries import roster
from app.errors import Invalid, NotFound
from app.fields import Typed
from app.rectification import acts, forms, queries
from app.rectification.acts.entries import ENTRIES
from app.rectification.cases import called, due
from app.rectification.models import Issue
from app.rectification.showing import show
from app.web import action, page


@action("/issues/{issue_id:int}/updates", name="issues.update")
def add_update(desk: AtDesk, issue_id: FromPath[int]) -> Response[Any]:
    try:
        with desk.write() as session:
            issue = record_for(session, desk.reach, Issue, issue_id)
            row = acts.add_update(session, desk.actor, issue, desk.form["text"])
            return desk.done(session, f"/issues/{issue_id}", "进展已记下", undo=undo(issue, "updates", row.id))
    except Invalid as invalid:
        return show(desk, issue_id, invalid.errors, desk.form["text"])


@page("/issues/{issue_id:int}/evidence", name="issues.evidence")
def evidence(desk: AtDesk, issue_id: FromPath[int]) -> Response[str]:
    return _entry(desk, issue_id, "evidence", forms.EVIDENCE.blank())


@action("/issues/{issue_id:int}/evidence", name="issues.add_evidence")
def add_evidence(desk: AtDesk, issue_id: FromPath[int]) -> Response[Any]:
    typed = forms.EVIDENCE.read(desk.form)
    try:
        values = typed.checked()
        with desk.write() as session:
            issue = record_for(session, desk.reach, Issue, issue_id)
            row = acts.add_evidence(session, desk.actor, issue, values["name"] or "", values["kept_at"] or "")
            said = f"已登记佐证{row.number}“{row.name}”"
            return desk.done(session, f"/issues/{issue_id}", said, undo=undo(issue, "evidence", row.id))
    except Invalid as invalid:
        return _entry(desk, issue_id, "evidence", typed.refused(invalid), status=422)


@page("/issues/{issue_id:int}/extend", name="issues.extension")
def extension(desk: AtDesk, issue_id: FromPath[int]) -> Response[str]:
    return _entry(desk, issue_id, "extend", forms.EXTENSION.blank(approved_on=desk.today.isoformat()))


@action("/issues/{issue_id:int}/extend", name="issues.extend")
def extend(desk: AtDesk, issue_id: FromPath[int]) -> Response[Any]:
    typed = forms.EXTENSION.read(desk.form)
    try:
        values = typed.checked()
        with desk.write() as session:
            issue = record_for(session, desk.reach, Issue, issue_id)
            row = acts.extend(session, desk.actor, issue, values)
            said = f"第{issue.number}项已延期"
            return desk.done(session, f"/issues/{issue_id}", said, undo=undo(issue, "extensions", row.id))
    except Invalid as invalid:
        return _entry(desk, issue_id, "extend", typed.refused(invalid), status=422)


@action("/issues/{issue_id:int}/take-back/{kind:str}/{entry_id:int}", name="issues.take_back")
def take_back(desk: AtDesk, issue_id: FromPath[int], kind: FromPath[str], entry_id: FromPath[int]) -> Response[Any]:
    if kind not in ENTRIES:
        raise NotFound
    with desk.write() as session:
        issue = queries.issue_for(session, desk.reach, desk.user.person_id, issue_id)
        word = acts.take_back(session, desk.actor, issue, kind, entry_id)
        return desk.done(session, f"/issues/{issue_id}", f"已撤销：{word}")


@action("/issues/{issue_id:int}/delete", name="issues.delete")
def delete(desk: AtDesk, issue_id: FromPath[int]) -> Response[Any]:
    """Undo beats confirmation: the next page offers to bring it back."""
    with desk.write() as session:
        issue = record_for(session, desk.reach, Issue, issue_id)
        acts.delete(session, desk.actor, issue)
        return desk.done(session, "/issues", f"已删除{called(issue)}", undo=f"/issues/{issue_id}/restore")


@action("/issues/{issue_id:int}/restore", name="issues.restore")
def restore(desk: AtDesk, issue_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        issue = record_for(session, desk.reach, Issue, issue_id, deleted=True)
        acts.restore(session, desk.actor, issue)
        return desk.done(session, f"/issues/{issue_id}", f"已恢复{called(issue)}")


def undo(issue: Issue, kind: str, entry_id: int) -> str:
    """Where the entry just made is taken back."""
    return f"/issues/{issue.id}/take-back/{kind}/{entry_id}"


def _entry(desk: Desk, issue_id: int, kind: str, typed: Typed, status: int = 200) -> Response[str]:
    title = {"evidence": "登记佐证材料", "extend": "登记延期"}[kind]
    with desk.read() as session:
        issue = record_for(session, desk.reach, Issue, issue_id)
        people = [row.name for row in roster(session, [issue.branch_id], desk.today)]
        return desk.page(
            f"rectification/{kind}.html",
            f"{title}：第{issue.number}项",
            nav="issues",
            status=status,
            issue=issue,
            due=due(issue),
            typed=typed,
            errors=typed.errors,
            people=people,
        )


ROUTES = [add_update, evidence, add_evidence, extension, extend, take_back, delete, restore]
