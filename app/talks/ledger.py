"""The forms talks and integrity-talks, as the one door for Excel uses them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.branches.models import Branch
from app.ledgers import Ledger
from app.talks import acts
from app.talks.contents import day_of, opened
from app.talks.models import INTEGRITY_KINDS, RELATIONS, Talk
from app.talks.people import joined, names, same
from app.talks.rules import EVERYTHING
from checklists.periods import Period

Row = Mapping[str, Any]
RELATION_CODES = {word: code for code, word in RELATIONS.items()}
INTEGRITY_CODES = {word: code for code, word in INTEGRITY_KINDS.items()}
SAME = (
    "talked_on",
    "talkers",
    "counterparts",
    "talker_post",
    "counterpart_post",
    "counterpart_unit",
    "follow_up_by",
    "follow_up_due",
    *EVERYTHING,
)


def _heart(row: Row) -> tuple[str, dict[str, Any]]:
    relation = row.get("relation") or ""
    return "heart", _same(row) | {"relation": RELATION_CODES.get(relation, relation)}


def _integrity(row: Row) -> tuple[str, dict[str, Any]]:
    """廉政谈话 and 提醒谈话 share a sheet and nothing else."""
    code = INTEGRITY_CODES.get(row.get("kind") or "", "")
    return "reminder" if code == "reminder" else "integrity", _same(row) | {"integrity_kind": code}


def _same(row: Row) -> dict[str, Any]:
    return {key: row[key] for key in SAME if row.get(key) is not None}


Reader = Callable[[Row], tuple[str, dict[str, Any]]]


def _match(read: Reader) -> Callable[[Session, int, Row], Talk | None]:
    def match(session: Session, branch_id: int, row: Row) -> Talk | None:
        kind, values = read(row)
        if not all(values.get(key) for key in ("talked_on", "talkers", "counterparts")):
            return None
        return same(session, branch_id, kind, values["talked_on"], values)

    return match


def _add(read: Reader) -> Callable[[Session, Actor, int, Row], Talk]:
    def add(session: Session, actor: Actor, branch_id: int, row: Row) -> Talk:
        kind, values = read(row)
        return acts.add(session, actor, branch_id, kind, values)

    return add


def _change(read: Reader) -> Callable[[Session, Actor, Talk, Row], Talk]:
    def change(session: Session, actor: Actor, talk: Talk, row: Row) -> Talk:
        return acts.change(session, actor, talk, read(row)[1], None)

    return change


def _row(session: Session, talk: Talk) -> dict[str, Any]:
    """A row with what was said opened; the one door masks it unless it was asked for with a reason."""
    said: dict[str, Any] = dict(opened(session, talk))
    if "demands_due" in said:
        said["demands_due"] = day_of(said["demands_due"])
    return said | {
        "id": talk.id,
        "talked_on": talk.talked_on,
        "talkers": names(talk, "talker"),
        "counterparts": names(talk, "counterpart"),
        "talker_post": joined(talk, "talker", "post"),
        "counterpart_post": joined(talk, "counterpart", "post"),
        "counterpart_unit": joined(talk, "counterpart", "unit"),
        "follow_up_by": talk.follow_up_by,
        "follow_up_due": talk.follow_up_due,
    }


def _heart_row(session: Session, talk: Talk) -> dict[str, Any]:
    branch = session.get_one(Branch, talk.branch_id).name
    return _row(session, talk) | {"branch": branch, "relation": RELATIONS[talk.relation]}


def _integrity_row(session: Session, talk: Talk) -> dict[str, Any]:
    return _row(session, talk) | {"kind": INTEGRITY_KINDS[talk.integrity_kind]}


def _rows(kind: str) -> Callable[[Session, frozenset[int], Period], Iterable[Talk]]:
    """提醒谈话 leaves the system in no ledger: that there was one is the branch's own affair."""

    def rows(session: Session, branches: frozenset[int], period: Period) -> Iterable[Talk]:
        query = select(Talk).where(Talk.branch_id.in_(branches), Talk.kind == kind)
        query = query.where(Talk.talked_on.between(period.first, period.last))
        return session.scalars(query.order_by(Talk.talked_on, Talk.id))

    return rows


LEDGERS = (
    Ledger("talks", Talk, _match(_heart), _add(_heart), _change(_heart), _heart_row, _rows("heart")),
    Ledger(
        "integrity-talks",
        Talk,
        _match(_integrity),
        _add(_integrity),
        _change(_integrity),
        _integrity_row,
        _rows("integrity"),
    ),
)
