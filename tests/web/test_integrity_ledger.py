"""The forms risks and reminders, in and out again as the one door for Excel does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.errors import Invalid
from app.integrity.ledger import LEDGERS
from app.integrity.models import ReminderRound, RiskPoint
from app.integrity.rounds import acts
from checklists.ledgers import definitions
from checklists.ledgers.match import match
from checklists.periods import parse
from tests.harness.world import OPERATOR, World, build
from tests.sheets import sheet

BY_FORM = {ledger.form: ledger for ledger in LEDGERS}
RISKS = """
科室|风险点|风险等级|风险类别|主要表现形式|防控措施|部门负责人|排查年度|复核日期|复核结论
康复科|辅具账实不符|一级|业务流程风险|入库不登记|季度盘点|白露明|2024|2025-03-10|存在
办公室|公车私用|Ⅲ级|制度机制|节假日未封存|封存|何一苇|2024|2025-03-10|已消除
办公室|拆分采购|中|业务流程|化整为零|集体研究|何一苇|2025||
维权科|人情评定|高风险|岗位职责|亲属未回避|公示|秦小满||2025-05-22|维持原等级
"""
REMINDERS = """
提醒日期|提醒节点|方式|对象范围|应发人数|成功人数|失败人数|内容|发送人
2024-12-30|元旦、春节|会议、微信群|全体党员|12|10|2|讲了廉洁过节|周晓禾
2025-04-28|五一劳动节|当面|中层干部||||逐个提醒|
"""


@pytest.fixture
def inside(any_db: Database) -> Iterator[tuple[Session, World]]:
    with any_db.write() as session:
        yield session, build(session)


def bring(session: Session, world: World, form: str, text: str) -> list[Any]:
    read = match([sheet(text)], definitions.form(form))
    assert not read.errors, read.errors
    made = []
    for row in read.good:
        given = {k: v for k, v in row.values.items() if v not in (None, ()) and k != "branch"}
        found = BY_FORM[form].match(session, world.home, given)
        if found is None:
            made.append(BY_FORM[form].add(session, OPERATOR, world.home, given))
        else:
            laid_over = BY_FORM[form].row(session, found) | given
            made.append(BY_FORM[form].change(session, OPERATOR, found, laid_over))
    session.flush()
    return made


def test_grades_in_three_wordings_are_one_scale_and_the_first_is_the_highest(inside: tuple[Session, World]) -> None:
    session, world = inside
    made = bring(session, world, "risks", RISKS)
    assert [risk.level for risk in made] == ["high", "low", "middle", "high"]
    assert made[0].owner == "白露明"  # the sheet names the head alone
    assert [risk.since for risk in made] == [
        date(2024, 1, 1),
        date(2024, 1, 1),
        date(2025, 1, 1),
        date(2025, 5, 22),
    ]


def test_a_day_and_a_conclusion_in_the_row_are_one_review_however_often_it_is_read(
    inside: tuple[Session, World],
) -> None:
    session, world = inside
    bring(session, world, "risks", RISKS)
    first, gone, unreviewed, worded = bring(session, world, "risks", RISKS)
    assert [(review.reviewed_on, review.conclusion) for review in first.reassessments] == [
        (date(2025, 3, 10), "stands")
    ]
    assert gone.until == date(2025, 3, 10)
    assert unreviewed.reassessments == []
    assert [review.conclusion for review in worded.reassessments] == ["维持原等级"]
    assert worded.until is None
    assert len(session.scalars(select(RiskPoint)).all()) == 4


def test_a_day_without_a_conclusion_says_what_is_missing(inside: tuple[Session, World]) -> None:
    session, world = inside
    with pytest.raises(Invalid) as refused:
        bring(session, world, "risks", RISKS.replace("2025-03-10|存在", "2025-03-10|"))
    assert "复核结论" in refused.value.errors["conclusion"]


def test_rounds_come_in_as_entered_by_hand_with_both_festivals(inside: tuple[Session, World]) -> None:
    session, world = inside
    combined, labour = bring(session, world, "reminders", REMINDERS)
    assert (combined.nodes, combined.ways, combined.year) == ("new_year,spring", "meeting,group_chat", 2025)
    assert (combined.by_hand, combined.stated_due, combined.stated_delivered) == (True, 12, 10)
    assert labour.stated_delivered is None
    bring(session, world, "reminders", REMINDERS)
    assert len(session.scalars(select(ReminderRound)).all()) == 2


@pytest.mark.parametrize(("form", "text", "period"), [("risks", RISKS, "2025"), ("reminders", REMINDERS, "2025H1")])
def test_our_own_rows_say_what_the_records_say(
    inside: tuple[Session, World], form: str, text: str, period: str
) -> None:
    session, world = inside
    made = bring(session, world, form, text)
    ledger, columns = BY_FORM[form], {column.key for column in definitions.form(form).layout}
    records = list(ledger.rows(session, frozenset({world.home}), parse(period)))
    assert records
    for record in records:
        row = ledger.row(session, record)
        assert columns <= {*row, "serial"}
        version = record.version
        ledger.change(session, OPERATOR, record, row)
        session.flush()
        assert record.version == version
    assert {record.id for record in records} <= {record.id for record in made}


def test_a_round_the_program_sends_is_not_rewritten_from_a_sheet(inside: tuple[Session, World]) -> None:
    session, world = inside
    values = {"nodes": ("national",), "day": date(2025, 9, 28), "subject": "提醒", "text": "廉洁过节"}
    planned = acts.prepare(session, OPERATOR, world.home, values)
    ledger = BY_FORM["reminders"]
    row = ledger.row(session, planned)
    assert ledger.match(session, world.home, row) is planned
    assert ledger.change(session, OPERATOR, planned, row) is planned
    with pytest.raises(Invalid, match="以发送记录为准"):
        ledger.change(session, OPERATOR, planned, row | {"delivered": 12})
    assert list(ledger.rows(session, frozenset({world.home}), parse("2025"))) == []
