"""Dues as facts: who owes from when, what month was paid, what was made public; and the year that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Select, Text, and_, case, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from app.branches.dues.models import DuesPayment, DuesPublication, DuesRate, DuesYear
from app.branches.models import Membership
from app.facts import fact, key
from checklists.asking import owed
from checklists.catalogue import Catalogue
from checklists.facts import Obligation, Record
from checklists.units import Unit
from checklists.workdays import Workdays

ITEM = "dues_published"


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """No names and no amounts: a report tells how many members paid, and each record is a month."""
    return _owed(branches), _paid(branches), _published(branches)


def _owed(branches: frozenset[int]) -> Select[Any]:
    """From when to when a member owes: where a rate above 0 and a membership are both in force."""
    of_one = (DuesRate.branch_id, DuesRate.person_id)
    follows = func.lead(DuesRate.since).over(partition_by=of_one, order_by=DuesRate.since).label("until")
    columns = (DuesRate.id, DuesRate.branch_id, DuesRate.person_id, DuesRate.since, DuesRate.recorded_on)
    alive = (DuesRate.branch_id.in_(branches), DuesRate.deleted_at.is_(None))
    rate = select(*columns, DuesRate.monthly_fen, follows).where(*alive).subquery("rates")
    begins = case((rate.c.since > Membership.since, rate.c.since), else_=Membership.since)
    ends = case(
        (rate.c.until.is_(None), Membership.until),
        (or_(Membership.until.is_(None), rate.c.until < Membership.until), rate.c.until),
        else_=Membership.until,
    )
    made = fact(
        "dues_owed", rate.c.id, rate.c.branch_id, begins, rate.c.recorded_on, "月应交党费",
        unit=Unit.PERSONS, until=ends, subject=key("person", rate.c.person_id),
    )  # fmt: skip
    both = and_(Membership.person_id == rate.c.person_id, Membership.branch_id == rate.c.branch_id)
    overlap = and_(
        or_(Membership.until.is_(None), Membership.until > rate.c.since),
        or_(rate.c.until.is_(None), rate.c.until > Membership.since),
    )
    joined = made.select_from(rate.join(Membership, and_(both, overlap)))
    return joined.where(rate.c.monthly_fen > 0, Membership.deleted_at.is_(None))


def _paid(branches: frozenset[int]) -> Select[Any]:
    """A month of a member. Its number is the month's, so that the record leads to the month, not to a name."""
    month = DuesPayment.month
    title = cast(month // 100, Text) + literal("年") + cast(month % 100, Text) + literal("月党费")
    made = fact(
        "dues_paid", month, DuesPayment.branch_id, func.coalesce(DuesPayment.paid_on, DuesPayment.due_on),
        DuesPayment.recorded_on, title, unit=Unit.PERSONS, belongs_to=month, subject=key("person", DuesPayment.person_id),
    )  # fmt: skip
    return made.where(DuesPayment.branch_id.in_(branches), DuesPayment.deleted_at.is_(None))


def _published(branches: frozenset[int]) -> Select[Any]:
    year = DuesPublication.year
    made = fact(
        "dues_published", year, DuesPublication.branch_id, DuesPublication.published_on, DuesPublication.recorded_on,
        cast(year, Text) + literal("年党费收缴情况"), belongs_to=year * 100, subject=key("dues", year),
    )  # fmt: skip
    return made.where(DuesPublication.branch_id.in_(branches), DuesPublication.deleted_at.is_(None))


def asking(
    session: Session, branches: frozenset[int], catalogue: Catalogue, workdays: Workdays
) -> Iterator[Obligation]:
    """A year whose dues are kept here asks to be made public by its end."""
    query = select(DuesYear.branch_id, DuesYear.year, func.min(DuesYear.recorded_on))
    query = query.where(DuesYear.branch_id.in_(branches), DuesYear.deleted_at.is_(None))
    for branch, year, recorded_on in session.execute(query.group_by(DuesYear.branch_id, DuesYear.year)):
        record = Record(ITEM, year, recorded_on, f"{year}年")
        yield owed(catalogue.item(ITEM), record, date(year, 12, 31), workdays, branch=branch, subject=f"dues:{year}")
