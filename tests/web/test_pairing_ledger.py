"""The room's ledgers: one row begins four records, a visit may make its household, our own export changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import func, select

from app.audit import AuditRow
from app.db import Database
from app.errors import Invalid
from app.pairing import sealed
from app.pairing.acts import households, pairings
from app.pairing.models import AssistedPerson, Commitment, Household, Pairing, Visit
from tests.harness.world import OPERATOR, World
from tests.web.pairing_sheets import BY_FORM, NEEDS, PAIR, VISITS, bring, counts, rows


@pytest.fixture
def load(db: Database, world: World) -> Callable[[str, str], list[str]]:
    def loaded(form: str, text: str) -> list[str]:
        with db.write() as session:
            return bring(session, form, world.home, rows(form, text))

    return loaded


Load = Callable[[str, str], list[str]]


def test_one_row_is_household_person_pairing_and_promise(load: Load, db: Database, world: World) -> None:
    assert load("pairings", PAIR) == ["new"]
    with db.read() as session:
        home = session.get_one(Household, 1)
        assert (home.name, home.village, home.policies, home.relation) == ("竹清禾", "白鹭村", "dibao,包联户", "paired")
        assert sealed.opened(session, home.persons[0])["disability"] == "视力"
        [pairing], [made] = home.pairings, home.commitments
        assert (pairing.member_id, pairing.since) == (world.people["周晓禾"], date(2025, 1, 10))
        assert (made.made_on, made.due_on, made.owner) == (date(2025, 1, 10), date(2025, 3, 20), "周晓禾")


def test_the_same_sheet_again_changes_nothing(load: Load, db: Database) -> None:
    """已走访次数 is counted, so a sheet that states another number is no correction."""
    load("pairings", PAIR)
    load("visits", VISITS)
    before = counts(db)
    with db.read() as session:
        noted = session.scalar(select(func.count(AuditRow.seq)))
    assert load("pairings", PAIR.replace("|7\n", "|1\n")) == ["same"]
    assert load("visits", VISITS) == ["same"] * 3
    assert counts(db) == before
    with db.read() as session:
        assert session.scalar(select(func.count(AuditRow.seq))) == noted


def test_a_person_is_known_by_the_certificate_number_whatever_the_name(load: Load, db: Database) -> None:
    load("pairings", PAIR)
    assert load("pairings", PAIR.replace("竹清禾", "竹青禾").replace("63080", "6308 0")) == ["updated"]
    assert counts(db)["households"] == 1
    with db.read() as session:
        assert (session.get_one(Household, 1).name, session.get_one(AssistedPerson, 1).name) == ("竹青禾", "竹青禾")


def test_another_number_in_another_village_is_another_person(load: Load, db: Database) -> None:
    load("pairings", PAIR)
    other = PAIR.replace("白鹭村", "青石村").replace("1963", "1971").replace("周晓禾", "何一苇")
    assert load("pairings", other) == ["new"]
    assert counts(db)["households"] == 2


def test_a_second_member_is_a_second_pairing_of_one_household(load: Load, db: Database) -> None:
    load("pairings", PAIR)
    assert load("pairings", PAIR.replace("周晓禾", "何一苇").replace("帮助申请轮椅", "协调改造卫生间")) == ["new"]
    found = counts(db)
    assert (found["households"], found["assisted_persons"], found["pairings"], found["commitments"]) == (1, 1, 2, 2)
    assert load("pairings", PAIR) == ["same"]


def test_an_open_promise_is_corrected_and_after_a_kept_one_comes_another(load: Load, db: Database) -> None:
    load("pairings", PAIR)
    assert load("pairings", PAIR.replace("2025-03-20", "2025-09-20")) == ["updated"]
    with db.write() as session:
        made = session.get_one(Commitment, 1)
        assert made.due_on == date(2025, 9, 20)
        pairings.keep(session, OPERATOR, made, date(2025, 6, 1), "")
    load("pairings", PAIR.replace("2025-03-20", "2025-09-20"))
    assert counts(db)["commitments"] == 1
    load("pairings", PAIR.replace("帮助申请轮椅|2025-03-20", "陪同换领证件|2025-12-20"))
    assert counts(db)["commitments"] == 2


def test_a_visit_makes_the_household_nobody_knew_once(load: Load, db: Database) -> None:
    load("pairings", PAIR)
    assert load("visits", VISITS) == ["new"] * 3
    assert counts(db)["households"] == 2
    with db.read() as session:
        made = [
            (v.household_id, v.way, v.organiser, v.gift_money, v.campaign_id) for v in session.scalars(select(Visit))
        ]
    assert made == [(1, "home", "branch", 50_000, 1), (2, "home", "town", None, 1), (2, "phone", "branch", None, None)]


def test_a_household_known_by_a_visit_is_filled_in_by_the_pairing(load: Load, db: Database) -> None:
    load("visits", VISITS)
    assert load("pairings", PAIR.replace("竹清禾", "云素柏")) == ["new"]
    with db.read() as session:
        home = session.get_one(Household, 2)
        assert (home.relation, home.village, len(home.persons)) == ("paired", "白鹭村", 1)


def test_two_households_of_a_name_are_an_error_that_names_both(load: Load, db: Database, world: World) -> None:
    with db.write() as session:
        for village in ("白鹭村", "青石村"):
            households.add(session, OPERATOR, world.home, {"name": "云素柏", "village": village})
    with pytest.raises(Invalid) as refused:
        load("visits", VISITS)
    assert "云素柏（白鹭村）、云素柏（青石村）" in refused.value.errors["person"]
    load("visits", VISITS.replace("云素柏", "云素柏（青石村）"))
    assert counts(db)["households"] == 3


def test_what_is_wrong_is_told_by_the_columns_of_the_sheet(load: Load, db: Database) -> None:
    with pytest.raises(Invalid) as refused:
        load("visits", VISITS.replace("2025-05-07", "2025-08-07"))
    assert set(refused.value.errors) == {"visited_on"}
    assert counts(db)["households"] == 0
    with pytest.raises(Invalid) as refused:
        load("pairings", PAIR.replace("政策身份", "家庭人口").replace("低保、包联户", "0"))
    assert set(refused.value.errors) == {"household_size"}
    for village in ("白鹭村", "青石村"):
        load("pairings", PAIR.replace("白鹭村", village).replace("51012319630801001X42", ""))
    with pytest.raises(Invalid) as refused:
        load("needs", NEEDS)
    assert set(refused.value.errors) == {"person"}


def test_another_household_or_member_under_an_old_number_is_refused(load: Load, db: Database, world: World) -> None:
    load("pairings", PAIR)
    load("visits", VISITS)
    with db.write() as session:
        for form, model, other in (
            ("pairings", Pairing, {"member": "何一苇"}),
            ("visits", Visit, {"person": "云素柏"}),
        ):
            ledger, record = BY_FORM[form], session.get_one(model, 1)
            with pytest.raises(Invalid, match="另起一行"):
                ledger.change(session, OPERATOR, record, ledger.row(session, record) | other)
