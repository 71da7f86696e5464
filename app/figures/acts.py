"""Every change to quoted figures; a newer value is a new row and the older one stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.db import expect_version
from app.errors import Invalid
from app.figures import rules
from app.figures.models import ReferredFigure
from app.figures.queries import same
from app.web import short_day

Values = Mapping[str, Any]
FIELDS = ("title", "value", "unit", "basis", "period", "as_of", "department", "provider", "voucher", "note")


def add(session: Session, actor: Actor, branch_id: int, values: Values) -> ReferredFigure:
    """A value as a department gave it, with its basis and as-of date. Raises Invalid."""
    checked = _checked(session, branch_id, values)
    figure = ReferredFigure(
        branch_id=branch_id,
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
        **{key: value for key, value in checked.items() if value is not None},
    )
    session.add(figure)
    session.flush()
    audit.note(session, actor, "figure.add", figure, title=figure.title, as_of=figure.as_of)
    return figure


def change(session: Session, actor: Actor, figure: ReferredFigure, values: Values, version: int | None) -> None:
    """A slip corrected. A newer value is not a correction: it is added. Raises Conflict."""
    expect_version(figure, version, values)
    merged = {key: getattr(figure, key) for key in FIELDS} | dict(values)
    for key, value in _checked(session, figure.branch_id, merged, figure).items():
        setattr(figure, key, "" if value is None else value)
    audit.note(session, actor, "figure.change", figure, fields=sorted(values))


def delete(session: Session, actor: Actor, figure: ReferredFigure) -> None:
    figure.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "figure.delete", figure)


def restore(session: Session, actor: Actor, figure: ReferredFigure) -> None:
    """The undo of `delete`. Raises Invalid when another row has taken its place meanwhile."""
    _alone(session, figure.branch_id, {key: getattr(figure, key) for key in FIELDS}, figure)
    figure.deleted_at = None
    audit.note(session, actor, "figure.restore", figure)


def _checked(session: Session, branch_id: int, values: Values, own: ReferredFigure | None = None) -> dict[str, Any]:
    """The values as they are kept: a period in its one spelling, so that H1 and 上半年 are the same."""
    found = rules.problems(values, session.info["clock"].today())
    if found:
        raise Invalid(found)
    period = rules.period_of(values["period"])
    assert period is not None
    kept = {key: values.get(key) for key in FIELDS} | {"period": rules.written(period)}
    _alone(session, branch_id, kept, own)
    return kept


def _alone(session: Session, branch_id: int, kept: Values, own: ReferredFigure | None) -> None:
    twin = same(session, branch_id, kept["title"], kept["period"], kept["as_of"])
    if twin is not None and twin is not own:
        words = f"“{kept['title']}”截至{short_day(kept['as_of'])}已有一个数值{twin.value}{twin.unit}"
        raise Invalid({"as_of": f"{words}，请核对截至日期，或打开那一条更正"})
