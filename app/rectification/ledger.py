"""Row ↔ record of the form issues, 问题整改销号台账."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.ledgers import Ledger
from app.rectification import acts, entries, paper
from app.rectification.cases import chain
from app.rectification.models import LEVELS, MODES, SOURCES, Issue
from app.rectification.queries import same
from app.rectification.states import closed_on
from app.web import short_day
from checklists.periods import Period

Row = Mapping[str, Any]
SAME = ["found_on", "category", "text", "scope", "unit", "leader", "owner", "measures", "target", "note", "mechanism"]
PRINTED = (
    ("问题来源", "source"),
    ("问题具体描述", "text"),
    ("责任人", "owner"),
    ("整改措施", "measures"),
    ("计划完成时限", "due_on"),
    ("当前进展", "progress"),
    ("实际完成时间", "finished_on"),
    ("佐证材料", "evidence"),
    ("复核人", "verifier"),
    ("销号状态", "status"),
    ("销号日期", "closed_on"),
    ("所属清单", "lists"),
)
SOURCE_CODES = {word: code for code, word in SOURCES.items()}
LEVEL_CODES = {word: code for code, word in LEVELS.items()}
MODE_CODES = {word: code for code, word in MODES.items()}


def values_of(row: Row) -> dict[str, Any]:
    """One row as acts take it; the steps are not among them."""
    values = {key: row[key] for key in SAME if key in row}
    due = row.get("due_on")
    word = due if isinstance(due, str) else ""  # 长期坚持 and 立行立改 may stand in the date's cell
    mode = MODE_CODES.get(row.get("mode") or word, "")
    stage = row.get("status") == paper.STAGE and not mode
    return values | {
        "source": SOURCE_CODES.get(row.get("source") or "", row.get("source")),
        "level": LEVEL_CODES.get(row.get("level") or "", ""),
        "mode": mode or ("long_term" if stage else "by_date" if due else ""),
        "due_on": None if word else due,
        "lists": row.get("lists") or (),
    }


def row(session: Session, issue: Issue) -> dict[str, Any]:
    """One row of the export; reading it again changes nothing."""
    undated = {"long_term": "长期坚持", "at_once": "立行立改"}.get(issue.mode)
    return {key: getattr(issue, key) or None for key in SAME} | {
        "id": issue.id,
        "source": SOURCES.get(issue.source, issue.source),
        "level": LEVELS.get(issue.level),
        "mode": MODES.get(issue.mode),
        "due_on": issue.due_on or undated,
        "progress": issue.updates[-1].text if issue.updates else None,
        "extensions": len(issue.extensions) or None,
        "extension_reason": "\n".join(filter(None, map(entries.said, issue.extensions))) or None,
        "evidence": entries.numbered([(one.number, one.name) for one in issue.evidence]),
        "lists": tuple(one.name for one in issue.lists),
        **paper.written(issue),
    }


def printed(session: Session, issue: Issue) -> tuple[object, ...]:
    """序号 and the cells of PRINTED, as words."""
    cells = row(session, issue)
    shown = (cells[key] for _, key in PRINTED)
    words = ("、".join(c) if isinstance(c, tuple) else short_day(c) if isinstance(c, date) else c for c in shown)
    return issue.number, *words


def add(session: Session, actor: Actor, branch_id: int, row: Row) -> Issue:
    """A new issue with the steps the row proves. Without 发现日期 the first day it names, or today, and says so."""
    values = values_of(row)
    if not values.get("found_on"):
        today: date = session.info["clock"].today()
        known = [day for key in ("due_on", "finished_on", "closed_on") if isinstance(day := row.get(key), date)]
        values["found_on"] = min([*known, today])
        said = f"台账没有写发现日期，暂按{short_day(values['found_on'])}计。"
        values["note"] = f"{values['note']}\n{said}" if values.get("note") else said
    issue = acts.add(session, actor, branch_id, values)
    entries.enter(session, actor, issue, row)
    return issue


def change(session: Session, actor: Actor, issue: Issue, row: Row) -> Issue:
    acts.change(session, actor, issue, values_of(row), None)
    entries.enter(session, actor, issue, row)
    return issue


def match(session: Session, branch_id: int, row: Row) -> Issue | None:
    values = values_of(row)
    return same(session, branch_id, values["source"], values["text"]) if values.get("text") else None


def all_of(session: Session, branches: frozenset[int]) -> list[Issue]:
    """Every issue of these branches by branch and 序号."""
    query = select(Issue).where(Issue.branch_id.in_(branches)).order_by(Issue.branch_id, Issue.number)
    return list(session.scalars(query))


def rows(session: Session, branches: frozenset[int], period: Period) -> Iterable[Issue]:
    """What was found up to the period's end and not closed before its beginning."""
    query = select(Issue).where(Issue.branch_id.in_(branches), Issue.found_on <= period.last)
    found = session.scalars(query.order_by(Issue.branch_id, Issue.number))
    return [one for one in found if (closed_on(chain(one)) or period.last) >= period.first]


LEDGERS = (Ledger("issues", Issue, match, add, change, row, rows),)
