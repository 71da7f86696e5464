"""A year's grades on one form: nothing preset, each member's row with the version it was read at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.appraisals import acts
from app.appraisals.contents import results
from app.appraisals.models import RESULTS, Appraisal
from app.appraisals.queries import Assessed
from app.audit import Actor
from app.branches.models import Person
from app.errors import Conflict, Invalid
from app.web import Form


def grades(form: Form, rows: Sequence[Assessed]) -> dict[int, str]:
    """person id → what was chosen; whoever has none is left out."""
    return {row.person_id: chosen for row in rows if (chosen := form[f"result-{row.person_id}"])}


def record(
    session: Session, actor: Actor, rows: Sequence[Assessed], year: int, day: date, form: Form
) -> tuple[int, int]:
    """(new, changed). Raises Conflict with the grades that somebody else wrote meanwhile; then nothing is kept."""
    chosen = grades(form, rows)
    if wrong := {f"result-{person}": "请选择评议结果" for person, one in chosen.items() if one not in RESULTS}:
        raise Invalid(wrong)
    if not chosen:
        raise Invalid({"": "还没有选任何一名党员的评议结果"})
    held = [row.appraisal for row in rows if row.appraisal is not None]
    now = results(session, held)
    _expect(form, rows, chosen, now)
    new = changed = 0
    for row in rows:
        grade = chosen.get(row.person_id)
        if grade is None:
            continue
        values = {"result": grade, "assessed_on": day}
        if row.appraisal is None:
            acts.add(session, actor, session.get_one(Person, row.person_id), year, values)
            new += 1
        elif (now[row.appraisal.id], row.appraisal.assessed_on) != (grade, day):
            acts.change(session, actor, row.appraisal, values, None)
            changed += 1
    return new, changed


def _expect(form: Form, rows: Sequence[Assessed], chosen: dict[int, str], now: dict[int, str]) -> None:
    """A row that has moved on since the page was read, to another grade than the one chosen, is shown first."""
    moved: dict[str, Appraisal] = {
        row.name: row.appraisal
        for row in rows
        if row.appraisal is not None
        and row.person_id in chosen
        and form.number(f"version-{row.person_id}") != row.appraisal.version
        and now[row.appraisal.id] != chosen[row.person_id]
    }
    if moved:
        raise Conflict({name: RESULTS[now[one.id]] for name, one in moved.items()}, 0)
