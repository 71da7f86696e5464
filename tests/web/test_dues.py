"""Dues on their pages: a month ticked at once and taken back, amounts with their first month, who sees what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from app.branches import members
from app.branches.dues.acts import payments, rates
from app.branches.dues.acts.payments import How
from app.branches.dues.models import DuesPayment, DuesRate
from app.branches.models import Person
from app.db import Database
from tests.harness.callers import Caller, Forms
from tests.harness.world import OPERATOR, PASSWORD, World

Arrive = Callable[[], Caller]
JUNE = "/dues/months/202506"


@pytest.fixture
def enter(caller: Arrive, world: World) -> Callable[[str], Caller]:
    def signed_in(name: str) -> Caller:
        person = caller()
        assert person.sign_in(name, PASSWORD).status_code == 303
        return person

    return signed_in


@pytest.fixture
def secretary(enter: Callable[[str], Caller]) -> Caller:
    return enter("secretary")


@pytest.fixture
def fixed(db: Database, world: World) -> World:
    """Everybody owes 10 yuan a month since January."""
    with db.write() as session:
        for id_ in world.people.values():
            rates.fix(session, OPERATOR, session.get_one(Person, id_), date(2025, 1, 1), 1000)
    return world


def paid(db: Database, month: int = 202506) -> set[int]:
    with db.read() as session:
        return set(session.scalars(select(DuesPayment.person_id).where(DuesPayment.month == month)))


def test_a_month_is_ticked_in_one_form_and_undone_in_one_step(secretary: Caller, db: Database, fixed: World) -> None:
    two = [str(fixed.people[name]) for name in ("林远帆", "何一苇")]
    answer = secretary.send(JUNE, paid=two)
    assert answer.headers["location"] == "/dues?year=2025"
    assert paid(db) == set(map(int, two))
    page = secretary.get("/dues?year=2025")
    assert "登记2名已交" in page.text
    forms = Forms(page.text).found
    [undo] = [action for action in forms if "unmark" in action]
    assert secretary.post(undo, forms[undo]).headers["location"] == JUNE
    assert "已撤销2025年6月的2笔登记" in secretary.get(JUNE).text
    assert paid(db) == set()


def test_only_what_the_form_changed_is_done(secretary: Caller, db: Database, fixed: World) -> None:
    """While the form stood open somebody else entered a payment: a missing tick does not take it back."""
    lin, he, zhou = (fixed.people[name] for name in ("林远帆", "何一苇", "周晓禾"))
    secretary.send(JUNE, paid=[str(lin), str(he)])
    form = secretary.fields(JUNE)
    with db.write() as session:
        payments.pay(session, OPERATOR, session.get_one(Person, zhou), 202506, 1000, How(date(2025, 6, 30)))
    assert secretary.post(JUNE, form | {"paid": [str(he)]}).status_code == 303
    assert paid(db) == {he, zhou}


def test_the_rest_is_marked_with_one_button_and_sending_twice_marks_once(
    secretary: Caller, db: Database, fixed: World
) -> None:
    form = secretary.fields(JUNE) | {"act": "all"}
    first, second = (secretary.post(JUNE, form) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert len(paid(db)) == len(fixed.people)


def test_paying_for_a_quarter_asks_for_the_consent_and_keeps_the_ticks(
    secretary: Caller, db: Database, fixed: World
) -> None:
    one = str(fixed.people["林远帆"])
    answer = secretary.send(JUNE, paid=one, way="quarterly")
    assert answer.status_code == 422
    assert "按季交纳要经支部同意" in answer.text
    assert f'value="{one}" checked' in answer.text
    assert paid(db) == set()


def test_several_months_are_paid_back_with_a_word_where_it_is_late(
    secretary: Caller, db: Database, fixed: World
) -> None:
    lin = fixed.people["林远帆"]
    with db.write() as session:
        rates.fix(session, OPERATOR, session.get_one(Person, lin), date(2024, 11, 1), 1000)
    assert secretary.send(f"/dues/{lin}", f"/dues/{lin}/pay").status_code == 422
    answer = secretary.send(f"/dues/{lin}", f"/dues/{lin}/pay", months=["202411", "202501"])
    assert answer.status_code == 303
    assert "补交一般不超过6个月" in secretary.get(f"/dues/{lin}").text
    assert (paid(db, 202411), paid(db, 202501), paid(db, 202412)) == ({lin}, {lin}, set())


def test_the_years_amounts_are_carried_forward_and_only_changes_are_new_rows(
    secretary: Caller, db: Database, fixed: World
) -> None:
    lin, he = fixed.people["林远帆"], fixed.people["何一苇"]
    form = secretary.fields("/dues/rates?year=2026", "/dues/rates")
    assert (form["since"], form[f"monthly-{lin}"]) == (["2026-01"], ["10"])
    assert secretary.post("/dues/rates", form | {f"monthly-{lin}": "12.5"}).status_code == 303
    with db.read() as session:
        found = session.execute(select(DuesRate.person_id, DuesRate.since, DuesRate.monthly_fen))
        assert {(p, s.year, m) for p, s, m in found if p in (lin, he)} == {
            (lin, 2025, 1000),
            (lin, 2026, 1250),
            (he, 2025, 1000),
        }
    wrong = secretary.send("/dues/rates?year=2026", "/dues/rates", **{f"monthly-{he}": "十元"})
    assert wrong.status_code == 422
    assert "何一苇的月应交“十元”不是金额" in wrong.text
    assert 'value="十元"' in wrong.text


def test_the_same_month_has_one_amount_and_nothing_is_free_without_a_ground(secretary: Caller, fixed: World) -> None:
    page = f"/dues/{fixed.people['林远帆']}"
    twice = secretary.send(page, f"{page}/rate", since="2025-01", monthly="20")
    assert twice.status_code == 422
    assert "已核定为10元" in twice.text
    free = secretary.send(page, f"{page}/rate", since="2025-07", monthly="0")
    assert free.status_code == 422
    assert "请写明依据" in free.text
    assert (
        secretary.send(page, f"{page}/rate", since="2025-07", monthly="0", basis="区直机关工委批准").status_code == 303
    )
    assert "免" in secretary.get("/dues").text


def test_a_payment_is_corrected_once_and_the_second_sees_both_texts(
    secretary: Caller, db: Database, fixed: World
) -> None:
    lin = fixed.people["林远帆"]
    secretary.send(JUNE, paid=str(lin))
    with db.read() as session:
        address = f"/dues/payments/{session.scalars(select(DuesPayment.id)).one()}"
    first, second = (secretary.fields(address) for _ in range(2))
    assert secretary.post(address, first | {"amount": "12"}).status_code == 303
    late = secretary.post(address, second | {"amount": "11"})
    assert late.status_code == 409
    assert "12" in late.text
    secretary.send(address, f"{address}/delete")
    assert paid(db) == set()
    assert secretary.send(f"/dues/{lin}", f"{address}/restore").status_code == 303
    assert paid(db) == {lin}


def test_the_year_asks_the_database_no_more_for_many_members(
    secretary: Caller, db: Database, fixed: World, statements: list[str]
) -> None:
    def asked() -> int:
        statements.clear()
        assert secretary.get("/dues").status_code == 200
        return len(statements)

    few = asked()
    with db.write() as session:
        for number in range(30):
            values = {"name": f"同志{number}", "category": "full", "joined_on": date(2010, 7, 1)}
            person = members.add_member(session, OPERATOR, fixed.home, values)
            rates.fix(session, OPERATOR, person, date(2025, 1, 1), 1000)
    assert asked() == few


def test_a_branch_that_keeps_no_dues_here_is_told_what_to_do_first(secretary: Caller) -> None:
    page = secretary.get("/dues").text
    assert "还没有核定月应交的有8名" in page
    assert "核定月应交以后" in secretary.get(JUNE).text
    assert secretary.get("/dues/months/202513").status_code == 404
