"""The form figures (业务数据引用), as the one door for Excel uses it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.figures import acts, queries, rules
from app.figures.models import ReferredFigure
from app.ledgers import Ledger
from checklists.periods import Period

Row = Mapping[str, Any]


def _match(session: Session, branch_id: int, row: Row) -> ReferredFigure | None:
    period = rules.period_of(row.get("period") or "")
    if period is None or not row.get("title") or not row.get("as_of"):
        return None
    return queries.same(session, branch_id, row["title"], rules.written(period), row["as_of"])


def _values(row: Row) -> dict[str, Any]:
    return {key: row[key] for key in acts.FIELDS if key in row}


def _add(session: Session, actor: Actor, branch_id: int, row: Row) -> ReferredFigure:
    return acts.add(session, actor, branch_id, _values(row))


def _change(session: Session, actor: Actor, figure: ReferredFigure, row: Row) -> ReferredFigure:
    acts.change(session, actor, figure, _values(row), None)
    return figure


def _row(session: Session, figure: ReferredFigure) -> dict[str, Any]:
    values = {key: getattr(figure, key) for key in acts.FIELDS}
    return values | {"id": figure.id, "period": rules.words(figure.period)}


def _rows(session: Session, branches: frozenset[int], period: Period) -> Iterable[ReferredFigure]:
    """Those counted in the period, older values too."""
    query = select(ReferredFigure).where(
        ReferredFigure.branch_id.in_(branches), ReferredFigure.as_of.between(period.first, period.last)
    )
    return session.scalars(query.order_by(ReferredFigure.as_of, ReferredFigure.id))


LEDGERS = (Ledger("figures", ReferredFigure, _match, _add, _change, _row, _rows),)
