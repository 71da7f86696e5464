"""The head of the sheet: which day, who inspected whom, and which of the two we are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.branches.models import Branch
from app.branches.queries import person_id_of
from app.errors import Invalid
from app.inspection import rules
from app.inspection.models import Inspection
from app.web import short_day
from checklists.ledgers.words import names

Values = Mapping[str, Any]
HEAD = (
    "inspected_on",
    "inspecting_unit",
    "inspected_unit",
    "inspectors",
    "companions",
    "way",
    "highlights",
    "overall",
)


def same(session: Session, branch_id: int, values: Values) -> Inspection | None:
    """The round kept by this branch: its day and the two units."""
    query = select(Inspection).where(Inspection.branch_id == branch_id)
    for key in ("inspected_on", "inspecting_unit", "inspected_unit"):
        query = query.where(getattr(Inspection, key) == values.get(key))
    return session.scalar(query)


def check_head(session: Session, branch: Branch, head: Values, own: Inspection | None = None) -> None:
    today: date = session.info["clock"].today()
    if errors := rules.problems(head, today):
        raise Invalid(errors)
    we_inspect = rules.side((branch.name, branch.unit), head["inspecting_unit"], head["inspected_unit"])
    if we_inspect is None:
        words = f"检查单位和受检单位里看不出哪个是本支部，请把本支部写成“{branch.name}”"
        raise Invalid({"inspecting_unit": words})
    twin = same(session, branch.id, head)
    if twin is not None and twin is not own:
        raise Invalid({"inspected_on": f"{short_day(head['inspected_on'])}的这一轮互查已经登记，请打开那一轮补充"})
    partner = _partner(session, branch, head, we_inspect)
    kept = select(Inspection).where(
        Inspection.branch_id == (partner.id if partner else 0),
        Inspection.partner_branch_id == branch.id,
        Inspection.inspected_on == head["inspected_on"],
        Inspection.we_inspect != we_inspect,
    )
    if session.scalar(kept) is not None:
        words = f"{partner.name if partner else ''}已登记当天的这一轮，两个支部共用一条记录，请不要再登记"
        raise Invalid({"inspected_on": words})


def set_head(session: Session, branch: Branch, inspection: Inspection, head: Values) -> None:
    for key in HEAD:
        if key in head:
            setattr(inspection, key, head[key] or "")
    units = inspection.inspecting_unit, inspection.inspected_unit
    inspection.we_inspect = bool(rules.side((branch.name, branch.unit), *units))
    partner = _partner(session, branch, {key: getattr(inspection, key) for key in HEAD}, inspection.we_inspect)
    inspection.partner_branch_id = partner.id if partner else None
    inspecting = branch.id if inspection.we_inspect else inspection.partner_branch_id
    chief = next(iter(names(inspection.inspectors)), "")
    inspection.inspector_id = person_id_of(session, inspecting, chief) if inspecting else None


def _partner(session: Session, branch: Branch, head: Values, we_inspect: bool) -> Branch | None:
    """The other side where it is a branch here, by its name or its unit's."""
    name = head["inspected_unit" if we_inspect else "inspecting_unit"]
    others = select(Branch).where(Branch.id != branch.id, Branch.kind == "branch")
    found = session.scalar(others.where(Branch.name == name))
    if found is None:
        of_unit = list(session.scalars(others.where(Branch.unit == name, Branch.unit != "")))
        found = of_unit[0] if len(of_unit) == 1 else None
    return found
