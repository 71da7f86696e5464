"""The form appraisals, as the one door for Excel uses it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.appraisals import acts
from app.appraisals.contents import opened
from app.appraisals.models import RESULTS, Appraisal
from app.appraisals.queries import gathering, same
from app.audit import Actor
from app.branches.models import CATEGORIES, Branch, Person
from app.branches.queries import people_named
from app.errors import Invalid
from app.ledgers import Ledger
from checklists.periods import Period

Row = Mapping[str, Any]
RESULT_CODES = {word: code for code, word in RESULTS.items()}
CATEGORY_CODES = {word: code for code, word in CATEGORIES.items()}


def _match(session: Session, branch_id: int, row: Row) -> Appraisal | None:
    """By branch, name and year; a name that two people have finds nobody, and `add` says why."""
    found = people_named(session, branch_id, str(row.get("name") or ""))
    if len(found) != 1 or not row.get("year"):
        return None
    return same(session, branch_id, found[0].id, row["year"])


def _add(session: Session, actor: Actor, branch_id: int, row: Row) -> Appraisal:
    """A sheet without a day takes that of the year's 民主评议, if one is recorded."""
    values = _values(row)
    if not values.get("assessed_on"):
        today: date = session.info["clock"].today()
        held = gathering(session, branch_id, row["year"], today)
        values["assessed_on"] = held.held_on if held else None
    return acts.add(session, actor, _person(session, branch_id, str(row["name"])), row["year"], values)


def _change(session: Session, actor: Actor, appraisal: Appraisal, row: Row) -> Appraisal:
    if row["name"] != appraisal.name and _person(session, appraisal.branch_id, row["name"]).id != appraisal.person_id:
        raise Invalid({"name": f"编号{appraisal.id}是“{appraisal.name}”的评议结果，请核对姓名；新增的行请清空编号"})
    if row["year"] != appraisal.year:
        raise Invalid({"year": f"编号{appraisal.id}是{appraisal.year}年度的，请核对年度；新增的行请清空编号"})
    return acts.change(session, actor, appraisal, _values(row), None)


def _values(row: Row) -> dict[str, Any]:
    """What the sheet says, in the codes that are kept; a column it does not have says nothing."""
    values = {key: row[key] for key in ("assessed_on", "opinion") if row.get(key)}
    result, category = str(row.get("result") or ""), str(row.get("category") or "")
    return values | {"result": RESULT_CODES.get(result, result), "category": CATEGORY_CODES.get(category, "")}


def _person(session: Session, branch_id: int, name: str) -> Person:
    found = people_named(session, branch_id, name)
    if not found:
        raise Invalid({"name": f"“{name}”不在本支部的党员名册里，请核对姓名，或先登记到党员名册"})
    if len(found) > 1:
        told = "、".join(f"{one.name}（{one.birth_month or one.job or '出生年月未填'}）" for one in found)
        raise Invalid({"name": f"支部有{len(found)}位“{name}”：{told}，分不清是哪一位，请在民主评议的页面上登记"})
    return found[0]


def _row(session: Session, appraisal: Appraisal) -> dict[str, Any]:
    """A row with the grade opened; the one door masks it unless it was asked for with a reason."""
    said = opened(session, appraisal)
    return {
        "id": appraisal.id,
        "name": appraisal.name,
        "category": CATEGORIES[appraisal.category],
        "result": RESULTS[said["result"]],
        "year": appraisal.year,
        "branch": session.get_one(Branch, appraisal.branch_id).name,
        "assessed_on": appraisal.assessed_on,
        "opinion": said["opinion"],
    }


def _rows(session: Session, branches: frozenset[int], period: Period) -> Iterable[Appraisal]:
    """By 所属年度: what is asked for of 2024 is the appraisal of 2024, whenever it was held."""
    query = select(Appraisal).where(Appraisal.branch_id.in_(branches))
    query = query.where(Appraisal.year.between(period.first.year, period.last.year))
    return session.scalars(query.order_by(Appraisal.year, Appraisal.branch_id, Appraisal.id))


LEDGERS = (Ledger("appraisals", Appraisal, _match, _add, _change, _row, _rows),)
