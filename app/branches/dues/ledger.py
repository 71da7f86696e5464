"""The form dues (党费收缴台账): a row is one member and year, its months the payments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.branches.dues import queries, reading
from app.branches.dues.acts import payments, rates
from app.branches.dues.acts.payments import How
from app.branches.dues.acts.years import in_ledger, row_of
from app.branches.dues.models import DuesYear
from app.branches.dues.queries import Row
from app.branches.models import Branch, Person
from app.branches.names import bare
from app.branches.queries import people_named
from app.errors import Invalid
from app.ledgers import Ledger
from checklists.periods import Period

Values = Mapping[str, Any]


def _match(session: Session, branch: int, values: Values) -> DuesYear | None:
    return row_of(session, branch, _person(session, branch, values).id, reading.year_of(values))


def _add(session: Session, actor: Actor, branch: int, values: Values) -> DuesYear:
    year = in_ledger(session, actor, _person(session, branch, values), reading.year_of(values))
    return _change(session, actor, year, values)


def _change(session: Session, actor: Actor, year: DuesYear, values: Values) -> DuesYear:
    """The amount first, then the months, then the sums the sheet states."""
    before = _sheet_row(session, year)
    person = session.get_one(Person, year.person_id)
    _fix(session, actor, person, year.year, reading.monthly_of(values))
    session.flush()
    _pay(session, actor, person, _sheet_row(session, year), values)
    session.flush()
    if found := reading.sums_that_differ(values, before, _sheet_row(session, year)):
        raise Invalid(found)
    if (note := values.get("note")) is not None and note != year.note:
        year.note = note
    return year


def _fix(session: Session, actor: Actor, person: Person, year: int, monthly: int) -> None:
    """A sheet names one amount a year: from January, or from the month in which the year's latest begins."""
    known = queries.rates_of(session, person.branch_id, person.id)
    latest = next((rate for rate in known if rate.since.year <= year), None)
    if latest is not None and latest.monthly_fen == monthly:
        return
    basis = "按台账" if monthly == 0 else ""
    if latest is not None and latest.since.year == year:
        rates.correct(session, actor, latest, monthly, latest.basis or basis)
    else:
        rates.fix(session, actor, person, date(year, 1, 1), monthly, basis)


def _pay(session: Session, actor: Actor, person: Person, row: Row, values: Values) -> None:
    for at, cell in enumerate(row.cells):
        key = f"m{at + 1}"
        amount = reading.paid(key, values.get(key), cell)
        if amount is None or amount == cell.paid:
            continue
        known = queries.payment_of(session, person.branch_id, person.id, cell.month)
        try:
            if known is None:
                payments.pay(session, actor, person, cell.month, amount, How())
            else:
                how = How(known.paid_on, known.way, known.consent, known.note)
                payments.change(session, actor, known, amount, how, None)
        except Invalid as invalid:
            raise Invalid({key: str(invalid)}) from invalid


def _row(session: Session, year: DuesYear) -> dict[str, Any]:
    row = _sheet_row(session, year)
    return {
        "id": year.id,
        "branch": session.get_one(Branch, year.branch_id).name,
        "name": session.get_one(Person, year.person_id).name,
        "monthly": row.monthly,
        **{f"m{at + 1}": cell.paid for at, cell in enumerate(row.cells)},
        "total": row.paid,
        "unpaid": row.unpaid,
        "note": year.note or None,
        "year": f"{year.year}年",
    }


def _rows(session: Session, branches: frozenset[int], period: Period) -> Iterable[DuesYear]:
    """Every member of the years; up to this year those without a row yet too, so that nobody is missing on the sheet."""
    today = session.info["clock"].today()
    for year in range(period.first.year, period.last.year + 1):
        query = select(DuesYear).where(DuesYear.branch_id.in_(branches), DuesYear.year == year)
        known = {(row.branch_id, row.person_id): row for row in session.scalars(query)}
        shown = queries.sheet(session, branches, year, today)
        for row in shown:
            if (row.monthly is not None and year <= today.year) or row.paid:
                place = (row.member.branch_id, row.member.person_id)
                blank = DuesYear(branch_id=place[0], person_id=place[1], year=year, note="")
                yield known.pop(place, blank)
        yield from known.values()


def _sheet_row(session: Session, year: DuesYear) -> Row:
    today = session.info["clock"].today()
    found = queries.of_person(session, year.branch_id, year.person_id, year.year, today)
    if found is None:
        name = session.get_one(Person, year.person_id).name
        raise Invalid({"name": f"{name}{year.year}年不在本支部，请核对年度，或先在党员名册里登记"})
    return found


def _person(session: Session, branch: int, values: Values) -> Person:
    found = people_named(session, branch, bare(values.get("name") or ""))
    if len(found) != 1:
        said = "有多位" if found else "名册里没有"
        raise Invalid({"name": f"本支部{said}“{values.get('name')}”，请先在党员名册里登记清楚"})
    return found[0]


LEDGERS = (Ledger("dues", DuesYear, _match, _add, _change, _row, _rows),)
