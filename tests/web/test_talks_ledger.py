"""The forms talks and integrity-talks, in and out again as the one door for Excel does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.errors import Invalid
from app.talks import acts
from app.talks.ledger import LEDGERS
from app.talks.models import Talk
from checklists.ledgers import definitions
from checklists.ledgers.match import match
from checklists.periods import parse
from tests.harness.world import OPERATOR, World, build
from tests.sheets import sheet

BY_FORM = {ledger.form: ledger for ledger in LEDGERS}
TALKS = """
党支部|谈话时间|谈话地点|谈话人|谈话人职务|谈话对象|对象职务|谈话关系|谈话原因|谈话主要内容|跟进人|跟进时限
云岭区残联机关党支部|2025-06-03|办公室|林远帆|书记|何一苇、宋知秋|科员、干事|委员与党员|思想交流|希望调整值班|周晓禾|2025-07-10
云岭区残联机关党支部|2025-06-04||林远帆||周晓禾||支委之间|||
"""
INTEGRITY = """
谈话类型|谈话时间|谈话人|谈话对象|单位|职务|事由|整改要求|整改时限
例行谈话|2025-05-28|林远帆|何一苇|康复科|科长|节前提醒|完善台账|2025-06-30
任前谈话|2025-05-29|周晓禾|新任干部||||
提醒谈话|2025-05-30|林远帆|秦小满||||
"""


@pytest.fixture
def inside(any_db: Database) -> Iterator[tuple[Session, World]]:
    with any_db.write() as session:
        yield session, build(session)


def bring(session: Session, world: World, form: str, text: str) -> list[Talk]:
    read = match([sheet(text)], definitions.form(form))
    assert not read.errors, read.errors
    return [
        BY_FORM[form].add(session, OPERATOR, world.home, {k: v for k, v in row.values.items() if v not in (None, ())})
        for row in read.good
    ]


def test_each_one_talked_with_has_a_row_and_a_post(inside: tuple[Session, World]) -> None:
    session, world = inside
    talk, pair = bring(session, world, "talks", TALKS)
    heard = [(row.name, row.person_id, row.post) for row in talk.people if row.side == "counterpart"]
    assert heard == [("何一苇", world.people["何一苇"], "科员"), ("宋知秋", world.people["宋知秋"], "干事")]
    assert (talk.relation, pair.relation) == ("committee_member", "committee_pair")
    assert talk.follow_up_due == date(2025, 7, 10)


def test_the_third_kind_on_the_sheet_is_a_reminder_talk_and_leaves_in_no_export(
    inside: tuple[Session, World],
) -> None:
    session, world = inside
    assert [talk.kind for talk in bring(session, world, "integrity-talks", INTEGRITY)] == [
        "integrity",
        "integrity",
        "reminder",
    ]
    left = BY_FORM["integrity-talks"].rows(session, frozenset({world.home}), parse("2025"))
    assert [talk.integrity_kind for talk in left] == ["routine", "appointment"]


def test_a_reminder_talk_with_a_text_is_refused(inside: tuple[Session, World]) -> None:
    session, world = inside
    with pytest.raises(Invalid, match="不记内容"):
        bring(session, world, "integrity-talks", INTEGRITY.replace("秦小满||||", "秦小满|||迟到早退|"))


def test_a_case_matter_in_a_sheet_is_refused(inside: tuple[Session, World]) -> None:
    session, world = inside
    with pytest.raises(Invalid) as refused:
        bring(session, world, "talks", TALKS.replace("希望调整值班", "函询回复情况"))
    assert "纪检机关" in refused.value.errors["content"]


@pytest.mark.parametrize(("form", "text"), [("talks", TALKS), ("integrity-talks", INTEGRITY)])
def test_our_own_rows_are_found_again_and_say_the_same(inside: tuple[Session, World], form: str, text: str) -> None:
    session, world = inside
    bring(session, world, form, text)
    ledger, columns = BY_FORM[form], {column.key for column in definitions.form(form).layout}
    for talk in list(ledger.rows(session, frozenset({world.home}), parse("2025"))):
        row = ledger.row(session, talk)
        assert columns <= {*row, "serial"}
        given: dict[str, Any] = {
            key: value for key, value in row.items() if value not in (None, "", ()) and key != "id"
        }
        assert ledger.match(session, world.home, given) is talk
        ledger.change(session, OPERATOR, talk, given)
        assert ledger.row(session, talk) == row
    assert len(session.scalars(select(Talk)).all()) == len(text.strip().splitlines()) - 1


def test_the_page_keeps_the_posts_it_does_not_ask_for(inside: tuple[Session, World]) -> None:
    session, world = inside
    talk, _ = bring(session, world, "talks", TALKS)
    values = {"talked_on": talk.talked_on, "talkers": ("林远帆",), "counterparts": ("何一苇", "宋知秋")}
    acts.change(session, OPERATOR, talk, values, None)
    assert [row.post for row in talk.people] == ["书记", "科员", "干事"]
