"""An issue entered, corrected, deleted and brought back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit
from app.audit import Actor
from app.branches.models import Branch
from app.branches.queries import person_id_of
from app.db import expect_version
from app.errors import Invalid
from app.rectification import rules
from app.rectification.cases import chain
from app.rectification.models import SOURCES, Issue, IssueList, IssueStep
from app.rectification.queries import next_number, same
from app.rectification.states import state_of

Values = Mapping[str, Any]
FIELDS = [
    "source",
    "source_ref",
    "found_on",
    "level",
    "category",
    "text",
    "scope",
    "unit",
    "leader",
    "owner",
    "target",
    "measures",
    "mode",
    "due_on",
    "mechanism",
    "verifier",
    "verifier_id",
    "note",
]


def add(session: Session, actor: Actor, branch_id: int, values: Values) -> Issue:
    """A new issue with the next 序号; with a person or unit responsible it is assigned at once. Raises Invalid."""
    today: date = session.info["clock"].today()
    session.get(Branch, branch_id, with_for_update=True)  # one 序号 at a time
    _check(session, branch_id, values, today)
    issue = Issue(
        branch_id=branch_id,
        number=next_number(session, branch_id),
        source="",
        text="",
        mode="",
        found_on=today,
        created_by=actor.account_id,
        recorded_on=today,
    )
    _set(session, issue, values)
    session.add(issue)
    session.flush()
    _set_lists(session, actor, issue, values.get("lists") or ())
    _assign(session, actor, issue, issue.found_on)
    audit.note(session, actor, "issue.add", issue, number=issue.number, source=issue.source)
    return issue


def change(session: Session, actor: Actor, issue: Issue, values: Values, version: int | None) -> Issue:
    """Corrected particulars. Raises Conflict when it has moved on since it was read, Invalid when it may not be."""
    expect_version(issue, version, values)
    today: date = session.info["clock"].today()
    merged = {key: getattr(issue, key) for key in FIELDS} | dict(values)
    changed = [key for key in FIELDS if key in values and (values[key] or None) != (getattr(issue, key) or None)]
    _check(session, issue.branch_id, merged, today, issue)
    if errors := rules.locked(chain(issue), changed):
        raise Invalid(errors)
    _set(session, issue, values)
    if "lists" in values:
        _set_lists(session, actor, issue, values["lists"] or ())
    _assign(session, actor, issue, today)
    audit.note(session, actor, "issue.change", issue, fields=sorted(changed))
    return issue


def delete(session: Session, actor: Actor, issue: Issue) -> None:
    """Out of every list, count and figure; the row stays and can be brought back."""
    issue.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "issue.delete", issue, number=issue.number)


def restore(session: Session, actor: Actor, issue: Issue) -> None:
    """The undo of `delete`. Raises Invalid when the same problem was entered again meanwhile."""
    if errors := _twin(session, issue.branch_id, issue.source, issue.text, issue.source_ref, issue):
        raise Invalid(errors)
    issue.deleted_at = None
    audit.note(session, actor, "issue.restore", issue, number=issue.number)


def touch(issue: Issue) -> None:
    """Let a new step or entry count as a change of the issue itself, for whoever has its form open (R26)."""
    flag_modified(issue, "text")


def _check(session: Session, branch_id: int, values: Values, today: date, own: Issue | None = None) -> None:
    errors = rules.problems(values, today)
    errors = errors or _twin(session, branch_id, values["source"], values["text"], values.get("source_ref") or "", own)
    if errors:
        raise Invalid(errors)


def _twin(
    session: Session, branch_id: int, source: str, text: str, source_ref: str, own: Issue | None
) -> dict[str, str]:
    """The same problem of the same source may come again once the former is closed, not beside it."""
    twin = same(session, branch_id, source, text, source_ref)
    if twin is None or twin is own or state_of(chain(twin)) == "closed":
        return {}
    word = SOURCES.get(source, source)
    return {"text": f"台账第{twin.number}项已有同样的{word}问题，尚未销号；请打开那一项，或把问题写得更具体"}


def _set(session: Session, issue: Issue, values: Values) -> None:
    for key in FIELDS:
        if key in values:
            setattr(issue, key, values[key] if values[key] is not None else _empty(key))
    issue.found_on = issue.found_on or issue.recorded_on
    issue.owner_id = person_id_of(session, issue.branch_id, issue.owner)


def _empty(key: str) -> Any:
    """What a cleared field becomes: text columns are never null."""
    return None if key in ("found_on", "due_on", "verifier_id") else ""


def _set_lists(session: Session, actor: Actor, issue: Issue, names: Iterable[str]) -> None:
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    for row in issue.lists:
        if row.name in wanted:
            wanted.remove(row.name)
        else:
            row.deleted_at = session.info["clock"].now()
            touch(issue)
    for name in wanted:
        row = IssueList(issue_id=issue.id, name=name, created_by=actor.account_id)
        row.recorded_on = session.info["clock"].today()
        session.add(row)
        touch(issue)
    session.flush()
    session.expire(issue, ["lists"])


def _assign(session: Session, actor: Actor, issue: Issue, on: date) -> None:
    """明确责任 is taken by naming somebody."""
    if state_of(chain(issue)) != "raised" or not (issue.owner or issue.unit):
        return
    step = IssueStep(issue_id=issue.id, step="assigned", on=on, by=actor.name, created_by=actor.account_id)
    step.by_account_id, step.by_person_id = actor.account_id, actor.person_id
    step.recorded_on = session.info["clock"].today()
    session.add(step)
    session.flush()
    session.expire(issue, ["steps"])
