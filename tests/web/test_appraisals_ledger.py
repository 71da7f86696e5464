"""Form 8 in and out again, as counties keep it; and appraisals as facts, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.activities import acts as activities
from app.appraisals import acts
from app.appraisals.ledger import LEDGERS
from app.appraisals.models import Appraisal
from app.appraisals.queries import facts
from app.branches import members
from app.branches.models import Person
from app.db import Database
from app.errors import Invalid
from app.facts import events
from checklists.figures import Figure, compute
from checklists.ledgers import definitions
from checklists.ledgers.match import match
from checklists.periods import parse
from tests.harness.world import OPERATOR, World, build
from tests.sheets import sheet

LEDGER, FORM = LEDGERS[0], definitions.form("appraisals")
HELD = date(2025, 2, 27)
LAYOUTS = {
    "a table with a title": """
云岭区残联机关党支部2024年度民主评议党员情况汇总表
年度：2024|||
序号|党员姓名|党员类别|评定等次|备注
1|秦 小满|中共党员|优秀|
2|何一苇|正式|合格等次|
合计|2|||
""",
    "with the opinion and the day": """
评议年度*|评议日期|姓名*|人员类别*|民主评议结果*|支部意见
2024年度|2025年2月27日|秦小满|正式党员|优秀党员|工作踏实
2024|2025.2.27|何一苇|预备|合格党员|
""",
    "as another system writes it": """
所在党支部|被评议人|党员身份|评议等次|年份|身份证号
云岭区残联机关党支部|秦小满|党员|优秀|2024年|99010119850601001X
云岭区残联机关党支部|何一苇|中共预备党员|合格|2024年|
""",
}


@pytest.fixture
def inside(any_db: Database) -> Iterator[tuple[Session, World]]:
    with any_db.write() as session:
        yield session, build(session)


def bring(session: Session, world: World, text: str) -> list[Appraisal]:
    read = match([sheet(text)], FORM)
    assert not read.errors, read.errors
    given = [{k: v for k, v in row.values.items() if v not in (None, ())} for row in read.good]
    return [LEDGER.add(session, OPERATOR, world.home, row) for row in given]


def held(session: Session, world: World) -> None:
    values = {"title": "2024年度民主评议党员", "held_on": HELD}
    activities.add(session, OPERATOR, world.home, values, [{"kind": "appraisal"}])
    session.flush()


def figure(session: Session, *branches: int, period: str = "2025H1") -> Figure:
    found = compute(events(session, facts(frozenset(branches))), parse(period), date(2025, 7, 1))
    return next(it for it in found if it.key == "appraisals")


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_a_layout_of_some_county_is_read_as_it_is(inside: tuple[Session, World], text: str) -> None:
    session, world = inside
    held(session, world)
    rows = [LEDGER.row(session, one) for one in bring(session, world, text)]
    assert [(row["name"], row["result"], row["year"]) for row in rows] == [
        ("秦小满", "优秀", 2024),
        ("何一苇", "合格", 2024),
    ]
    assert {row["assessed_on"] for row in rows} == {HELD}  # from the sheet, or from the record of the meeting


def test_our_own_rows_are_found_again_and_change_nothing(inside: tuple[Session, World]) -> None:
    session, world = inside
    bring(session, world, LAYOUTS["with the opinion and the day"])
    columns = {column.key for column in FORM.layout}
    for one in list(LEDGER.rows(session, frozenset({world.home}), parse("2024"))):
        row = LEDGER.row(session, one)
        assert columns <= set(row)
        given: dict[str, Any] = {key: row[key] for key in columns - {"id"}}
        assert LEDGER.match(session, world.home, given) is one
        LEDGER.change(session, OPERATOR, one, given)
        assert LEDGER.row(session, one) == row


def test_the_grade_is_masked_and_the_names_are_not() -> None:
    assert {column.key for column in FORM.columns if column.sensitive} == {"result", "opinion"}


@pytest.mark.parametrize(("name", "words"), [("甲某", "不在本支部的党员名册里"), ("何一苇", "有2位“何一苇”")])
def test_a_name_that_is_nobody_or_two_is_asked_about(inside: tuple[Session, World], name: str, words: str) -> None:
    session, world = inside
    members.add_member(session, OPERATOR, world.home, {"name": "何一苇", "birth_month": "1988-05"})
    with pytest.raises(Invalid, match=words):
        bring(session, world, f"姓名|人员类别|评议结果|所属年度\n{name}|正式党员|合格|2024")


def test_a_sheet_without_a_day_and_no_meeting_is_kept_and_counted_nowhere(inside: tuple[Session, World]) -> None:
    session, world = inside
    (one,) = bring(session, world, "姓名|人员类别|评议结果|所属年度\n秦小满|正式党员|合格|2024")
    assert one.assessed_on is None
    assert figure(session, world.home).value is None


def test_a_person_is_counted_once_a_year_by_the_day_and_told_without_name_and_grade(
    inside: tuple[Session, World],
) -> None:
    session, world = inside
    bring(session, world, LAYOUTS["with the opinion and the day"])
    assert figure(session, world.home).value == 2
    assert figure(session, world.home, period="2025H2").value is None
    assert figure(session, world.home, world.away).value == 2
    assert figure(session, world.away).value is None
    told = events(session, facts(frozenset({world.home})))
    assert {(event.title, event.belongs_to) for event in told} == {("2024年度民主评议党员", 202400)}
    with pytest.raises(Invalid, match="2024年度的评议结果已经登记"):
        acts.add(session, OPERATOR, session.get_one(Person, world.people["秦小满"]), 2024, {"result": "basic"})


def test_who_was_probationary_on_the_day_stays_so_when_confirmed(inside: tuple[Session, World]) -> None:
    session, world = inside
    person = session.get_one(Person, world.people["秦小满"])
    values = {"result": "qualified", "assessed_on": HELD}
    members.set_category(session, OPERATOR, person, "probationary", date(2025, 1, 2), "")
    one = acts.add(session, OPERATOR, person, 2024, values)
    members.set_category(session, OPERATOR, person, "full", date(2025, 3, 1), "转正")
    assert one.category == "probationary"
