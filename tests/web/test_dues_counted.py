"""Dues as facts on both databases: arrears, the figure, the yearly publication that is asked for and answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.branches import members
from app.branches.dues.acts import payments, publications, rates
from app.branches.dues.acts.payments import How
from app.branches.dues.counted import asking, facts
from app.branches.dues.queries import arrears
from app.branches.models import Person
from app.db import Database
from app.errors import Invalid
from app.facts import events
from checklists.catalogue import load
from checklists.facts import Event, Line, State
from checklists.figures import compute
from checklists.periods import parse
from checklists.progress import lines
from checklists.workdays import Workdays
from tests.harness.world import OPERATOR, World, build

TODAY = date(2025, 7, 1)
WORKDAYS = Workdays.load()


@pytest.fixture
def inside(any_db: Database) -> Iterator[tuple[Session, World]]:
    with any_db.write() as session:
        yield session, build(session)


def person(session: Session, world: World, name: str, monthly: int, *months: int) -> Person:
    """Who owes so much since January, and has paid these months of the year."""
    found = session.get_one(Person, world.people[name])
    basis = "上级批准" if not monthly else ""
    rates.fix(session, OPERATOR, found, date(2025, 1, 1), monthly, basis)
    for month in months:
        payments.pay(session, OPERATOR, found, 202500 + month, monthly, How())
    session.flush()
    return found


def told(session: Session, world: World) -> list[Event]:
    return list(events(session, facts(frozenset({world.home}))))


def counted(session: Session, world: World, period: str = "2025H1", on: date = TODAY) -> int | None:
    known = [event for event in told(session, world) if event.on <= on]
    return next(it.value for it in compute(known, parse(period), on) if it.key == "dues_paid_members")


def published(session: Session, world: World, on: date) -> Line:
    asked = list(asking(session, frozenset({world.home}), load(), WORKDAYS))
    [line] = lines(asked, told(session, world), on, WORKDAYS)
    return line


def test_who_paid_every_month_is_counted_once(inside: tuple[Session, World]) -> None:
    session, world = inside
    person(session, world, "林远帆", 1000, *range(1, 7))
    person(session, world, "何一苇", 1000, 1, 2, 3, 5, 6)
    person(session, world, "周晓禾", 0)
    assert counted(session, world) == 1
    assert counted(session, world, "2025Q1") == 2


def test_another_amount_from_a_month_on_is_one_account_and_leaving_ends_it(inside: tuple[Session, World]) -> None:
    session, world = inside
    lin = person(session, world, "林远帆", 1000, *range(1, 5))
    rates.fix(session, OPERATOR, lin, date(2025, 3, 1), 1200)
    owed = sorted((event.on, event.until) for event in told(session, world) if event.kind == "dues_owed")
    assert owed == [(date(2025, 1, 1), date(2025, 3, 1)), (date(2025, 3, 1), None)]
    assert counted(session, world) == 0
    members.end_membership(session, OPERATOR, lin, date(2025, 5, 20), "转出")
    session.flush()
    assert counted(session, world) == 1


def test_a_record_names_a_month_and_nobody(inside: tuple[Session, World]) -> None:
    session, world = inside
    person(session, world, "林远帆", 1000, 3)
    person(session, world, "何一苇", 900, 3)
    [paid] = [event for event in told(session, world) if event.kind == "dues_paid"]
    assert (paid.id, paid.title, paid.amount, len(paid.subjects)) == (202503, "2025年3月党费", 1, 2)


def test_arrears_are_facts_from_two_months_on(inside: tuple[Session, World]) -> None:
    session, world = inside
    person(session, world, "林远帆", 1000, *range(1, 6))
    person(session, world, "何一苇", 1000, 1, 2)
    person(session, world, "周晓禾", 1000)
    home = frozenset({world.home})
    assert [(one.words, one.stage) for one in arrears(session, home, TODAY)] == [
        ("周晓禾6个月（2025年1月至6月）", 5),
        ("何一苇4个月（2025年3月至6月）", 4),
    ]
    assert [one.name for one in arrears(session, home, date(2025, 8, 1))] == ["林远帆", "周晓禾", "何一苇"]
    assert arrears(session, frozenset({world.away}), TODAY) == []


def test_a_year_kept_here_asks_to_be_made_public_and_is_answered(inside: tuple[Session, World]) -> None:
    session, world = inside
    assert list(asking(session, frozenset({world.home}), load(), WORKDAYS)) == []
    person(session, world, "林远帆", 1000, 1)
    line = published(session, world, TODAY)
    assert (line.state, line.obligation.title) == (State.OPEN, "完成2025年党费收缴情况的公布")
    assert line.obligation.record is not None
    assert line.obligation.record.id == 2025
    assert published(session, world, date(2026, 1, 20)).state is State.GRACE
    assert published(session, world, date(2026, 3, 1)).state is State.OVERDUE
    told = publications.publish(session, OPERATOR, world.home, 2025, TODAY, "党员大会", 1000)
    session.flush()
    assert published(session, world, TODAY).state is State.MET
    with pytest.raises(Invalid, match="已经登记过"):
        publications.publish(session, OPERATOR, world.home, 2025, TODAY, "公开栏", 1000)
    publications.delete(session, OPERATOR, told)
    session.flush()
    assert published(session, world, TODAY).state is State.OPEN


def test_a_month_is_paid_once_and_a_deleted_payment_leaves_room(inside: tuple[Session, World]) -> None:
    session, world = inside
    lin = person(session, world, "林远帆", 1000)
    first = payments.pay(session, OPERATOR, lin, 202506, 1000, How(TODAY))
    with pytest.raises(Invalid, match="林远帆2025年6月已登记交纳10元"):
        payments.pay(session, OPERATOR, lin, 202506, 1000, How(TODAY))
    payments.delete(session, OPERATOR, first)
    session.flush()
    payments.pay(session, OPERATOR, lin, 202506, 800, How(TODAY))
    with pytest.raises(Invalid, match="不能恢复"):
        payments.restore(session, OPERATOR, first)
