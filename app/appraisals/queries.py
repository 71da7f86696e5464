"""What is read of appraisals: a year with its members, the own ones, and the facts that figures count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, cast, literal, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.types import Text

from app.activities.models import Activity, Part
from app.appraisals.contents import results
from app.appraisals.models import Appraisal
from app.branches.models import CATEGORIES, POSTS, Person
from app.branches.queries import roster
from app.facts import fact, key
from checklists.units import Unit


class Assessed(NamedTuple):
    """One member of the year: on the roster of the day, or assessed then and since gone."""

    person_id: int
    name: str
    category: str
    post: str
    appraisal: Appraisal | None

    @property
    def category_word(self) -> str:
        return CATEGORIES[self.category]

    @property
    def post_word(self) -> str:
        return POSTS.get(self.post, "")


class Gathering(NamedTuple):
    """The 民主评议 of the year, as it stands among the gatherings."""

    id: int
    title: str
    held_on: date


def of_year(session: Session, branch: int, year: int) -> list[Appraisal]:
    query = select(Appraisal).where(Appraisal.branch_id == branch, Appraisal.year == year)
    return list(session.scalars(query.order_by(Appraisal.id)))


def gathering(session: Session, branch: int, year: int, today: date) -> Gathering | None:
    """The last 民主评议 held for the year: its day is written down there and not asked again."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    query = select(Activity.id, Activity.title, Activity.held_on).join(Part, Part.activity_id == Activity.id)
    query = query.where(Activity.branch_id == branch, Part.kind == "appraisal", Activity.held_on <= today)
    query = query.where(Activity.cancelled_on.is_(None), Activity.is_draft.is_(False))
    own = and_(Activity.belongs_to.is_(None), Activity.held_on.between(first, last))
    query = query.where(or_(Activity.belongs_to == year * 100, own))
    row = session.execute(query.order_by(Activity.held_on.desc(), Activity.id.desc()).limit(1)).first()
    return Gathering(*row) if row else None


def day_of(found: Iterable[Appraisal], held: Gathering | None) -> date | None:
    """The day of the year's appraisal: as recorded, else that of the gathering."""
    days = [one.assessed_on for one in found if one.assessed_on]
    return max(days) if days else held.held_on if held else None


def members(session: Session, branch: int, found: Iterable[Appraisal], day: date) -> list[Assessed]:
    """Everybody on the roster of the day, full members first, each with the appraisal of the year if there is one."""
    by_person = {one.person_id: one for one in found}
    rows = []
    for row in roster(session, [branch], day):
        one = by_person.pop(row.person_id, None)
        rows.append(Assessed(row.person_id, row.name, one.category if one else row.category, row.post, one))
    rows += [Assessed(one.person_id, one.name, one.category, "", one) for one in by_person.values()]
    return sorted(rows, key=lambda row: row.category != "full")


def particulars(session: Session, rows: Iterable[Assessed]) -> dict[int, Person]:
    """person id → what the roster knows of them, for the sheets to print."""
    found = session.scalars(select(Person).where(Person.id.in_([row.person_id for row in rows])))
    return {person.id: person for person in found}


def tally(session: Session, found: Iterable[Appraisal]) -> dict[str, int]:
    """Grade → how many."""
    counts: dict[str, int] = {}
    for result in results(session, found).values():
        counts[result] = counts.get(result, 0) + 1
    return counts


def own(session: Session, branches: frozenset[int], person_id: int | None) -> list[Appraisal]:
    """The appraisals of one person, the latest first."""
    query = select(Appraisal).where(Appraisal.branch_id.in_(branches), Appraisal.person_id == (person_id or 0))
    return list(session.scalars(query.order_by(Appraisal.year.desc(), Appraisal.id.desc())))


def same(session: Session, branch: int, person_id: int, year: int) -> Appraisal | None:
    query = select(Appraisal).where(Appraisal.branch_id == branch, Appraisal.person_id == person_id)
    return session.scalar(query.where(Appraisal.year == year))


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """Whoever was assessed, on the day; the title names year and matter, no person and no grade."""
    query = fact(
        "appraised",
        Appraisal.id,
        Appraisal.branch_id,
        Appraisal.assessed_on,
        Appraisal.recorded_on,
        cast(Appraisal.year, Text) + literal("年度民主评议党员"),
        unit=Unit.PERSONS,
        belongs_to=Appraisal.year * 100,
        subject=key("person", Appraisal.person_id),
    )
    alive = (Appraisal.branch_id.in_(branches), Appraisal.deleted_at.is_(None), Appraisal.assessed_on.is_not(None))
    return (query.where(*alive),)
