"""The dues of a year as a sheet, who is in arrears, and what was made public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.branches.dues import rules
from app.branches.dues.models import DuesPayment, DuesPublication, DuesRate
from app.branches.dues.rules import Account, Cell, Rate, Span
from app.branches.models import POST_ORDER, Membership, Person, Post
from app.branches.queries import holds

Who = tuple[int, int]  # branch, person


class Whose(NamedTuple):
    """Of which branches, and of one person where only one is asked about."""

    branches: list[int]
    person: int | None = None

    def of(self, model: Any) -> list[ColumnElement[bool]]:
        found = [model.branch_id.in_(self.branches)]
        return found if self.person is None else [*found, model.person_id == self.person]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who was of the branch within the time asked about, with the account of that time."""

    person_id: int
    branch_id: int
    name: str
    rank: tuple[int, str]
    account: Account


@dataclass(frozen=True, slots=True)
class Row:
    """One member and year, as the ledger has it."""

    member: Member
    cells: tuple[Cell, ...]
    monthly: int | None  # 月应交, the latest fixed for the year

    @property
    def due(self) -> int:
        """应交 of the months that are over."""
        return sum(cell.due or 0 for cell in self.cells if cell.state in (rules.PAID, rules.UNPAID))

    @property
    def paid(self) -> int:
        return sum(cell.paid or 0 for cell in self.cells)

    @property
    def unpaid(self) -> int:
        return sum(cell.unpaid for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Arrear:
    """Nothing paid for some months running: a fact, of which the branch finds out the reason."""

    person_id: int
    branch_id: int
    name: str
    months: tuple[int, ...]

    @property
    def stage(self) -> int:
        return rules.stage(len(self.months))

    @property
    def words(self) -> str:
        return f"{self.name}{len(self.months)}个月（{rules.spoken(self.months)}）"


def members(
    session: Session, branches: Iterable[int], first: date, last: date, *, person: int | None = None
) -> list[Member]:
    """The members between two days by branch, post and name, or one of them; four statements however many there are."""
    wanted = Whose(list(branches), person)
    rates, paid = _rates(session, wanted, last), _paid(session, wanted, first, last)
    ranks = _ranks(session, wanted, last)
    made = []
    for who, (name, sort, spans) in _spans(session, wanted, last).items():
        within = any(span.until is None or span.until > first for span in spans)
        if within or paid[who]:
            rank = (ranks.get(who, len(POST_ORDER)), sort)
            made.append(Member(who[1], who[0], name, rank, Account(rates[who], spans, paid[who])))
    return sorted(made, key=lambda one: (one.branch_id, one.rank))


def _spans(session: Session, whose: Whose, last: date) -> dict[Who, tuple[str, str, list[Span]]]:
    """Name, order and memberships of everybody who was of the branches up to a day."""
    query = select(Membership, Person.name, Person.sort_key).join(Person, Person.id == Membership.person_id)
    found: dict[Who, tuple[str, str, list[Span]]] = {}
    for one, name, sort in session.execute(query.where(*whose.of(Membership), Membership.since <= last)):
        known = found.setdefault((one.branch_id, one.person_id), (name, sort, []))
        known[2].append(Span(one.since, one.until))
    return found


def _rates(session: Session, whose: Whose, last: date) -> defaultdict[Who, list[Rate]]:
    found: defaultdict[Who, list[Rate]] = defaultdict(list)
    query = select(DuesRate.branch_id, DuesRate.person_id, DuesRate.since, DuesRate.monthly_fen)
    for branch, person, since, monthly in session.execute(
        query.where(*whose.of(DuesRate), DuesRate.since <= last, DuesRate.deleted_at.is_(None))
    ):
        found[branch, person].append(Rate(since, monthly))
    return found


def _paid(session: Session, whose: Whose, first: date, last: date) -> defaultdict[Who, dict[int, int]]:
    found: defaultdict[Who, dict[int, int]] = defaultdict(dict)
    query = select(DuesPayment.branch_id, DuesPayment.person_id, DuesPayment.month, DuesPayment.amount_fen)
    between = DuesPayment.month.between(rules.code_of(first), rules.code_of(last))
    for branch, person, month, amount in session.execute(
        query.where(*whose.of(DuesPayment), between, DuesPayment.deleted_at.is_(None))
    ):
        found[branch, person][month] = amount
    return found


def _ranks(session: Session, whose: Whose, day: date) -> dict[Who, int]:
    found: dict[Who, int] = {}
    query = select(Post.branch_id, Post.person_id, Post.title).where(*whose.of(Post), holds(Post, day))
    for branch, person, title in session.execute(query):
        found[branch, person] = min(found.get((branch, person), 99), POST_ORDER.index(title))
    return found


def sheet(session: Session, branches: Iterable[int], year: int, today: date, *, person: int | None = None) -> list[Row]:
    """Every member of the year with the twelve months."""
    found = []
    for member in members(session, branches, date(year, 1, 1), date(year, 12, 31), person=person):
        cells = tuple(rules.cell(member.account, month, today) for month in rules.year_months(year))
        found.append(Row(member, cells, rules.rate_in(member.account.rates, year * 100 + 12)))
    return found


def of_person(session: Session, branch: int, person: int, year: int, today: date) -> Row | None:
    """The one row of somebody, None for whom the branch had not that year."""
    return next(iter(sheet(session, [branch], year, today, person=person)), None)


def arrears(session: Session, branches: Iterable[int], today: date) -> list[Arrear]:
    """Who has paid nothing for two months running or more, looking back to the start of last year."""
    first = date(today.year - 1, 1, 1)
    found = []
    for member in members(session, branches, first, today):
        run = rules.unpaid_run(member.account, today, rules.code_of(first))
        if rules.stage(len(run)):
            found.append(Arrear(member.person_id, member.branch_id, member.name, run))
    return found


def rates_of(session: Session, branch: int, person: int) -> list[DuesRate]:
    """Everything ever fixed, the latest first."""
    query = select(DuesRate).where(DuesRate.branch_id == branch, DuesRate.person_id == person)
    return list(session.scalars(query.order_by(DuesRate.since.desc())))


def payments_of(session: Session, branch: int, person: int, year: int) -> list[DuesPayment]:
    query = select(DuesPayment).where(DuesPayment.branch_id == branch, DuesPayment.person_id == person)
    span = DuesPayment.month.between(year * 100 + 1, year * 100 + 12)
    return list(session.scalars(query.where(span).order_by(DuesPayment.month)))


def payment_of(session: Session, branch: int, person: int, month: int) -> DuesPayment | None:
    query = select(DuesPayment).where(DuesPayment.branch_id == branch, DuesPayment.person_id == person)
    return session.scalar(query.where(DuesPayment.month == month))


def publications(session: Session, branch: int, year: int) -> list[DuesPublication]:
    query = select(DuesPublication).where(DuesPublication.branch_id == branch, DuesPublication.year == year)
    return list(session.scalars(query.order_by(DuesPublication.published_on)))
