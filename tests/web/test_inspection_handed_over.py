"""What becomes of a 不符合: an issue here, paper outside, and never two of one problem."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.errors import Invalid
from app.inspection import acts
from app.inspection.models import Inspection
from app.rectification import acts as rectification
from app.rectification.models import Issue
from tests.harness.callers import Caller
from tests.harness.world import AWAY, HOME, OPERATOR, PASSWORD, World

DAY = date(2025, 6, 19)
HEAD = {"inspected_on": DAY, "inspecting_unit": AWAY, "inspected_unit": HOME, "inspectors": "梁语迟、方问渠"}
FAILS = {
    "item": "结对帮扶",
    "content": "走访有记录",
    "finding": "fails",
    "problem": "2户走访没有写困难诉求",
    "advice": "对照走访单补齐",
    "owner": "何一苇",
    "due_on": date(2025, 7, 18),
}
MEETS = {"item": "主题党日", "content": "有主题", "finding": "meets"}


@pytest.fixture
def lin(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def issues(session: Session) -> list[Issue]:
    return list(session.scalars(select(Issue).order_by(Issue.id)))


def test_a_partner_outside_gets_nothing_but_a_word_that_it_is_theirs_to_mend(
    lin: Caller, db: Database, world: World
) -> None:
    with db.write() as session:
        head = HEAD | {"inspecting_unit": HOME, "inspected_unit": "南山区残联", "inspectors": "林远帆"}
        acts.add(session, OPERATOR, world.home, head, [FAILS])
        assert issues(session) == []
    assert "对方不在本系统，请书面转交" in lin.get("/inspections/1").text


def test_an_inspector_from_outside_verifies_on_paper_alone(db: Database, world: World) -> None:
    with db.write() as session:
        head = HEAD | {"inspecting_unit": "南山区残联", "inspectors": "王某某"}
        acts.add(session, OPERATOR, world.home, head, [FAILS])
        (issue,) = issues(session)
        assert (issue.verifier, issue.verifier_id) == ("王某某", None)
        rectification.add_evidence(session, OPERATOR, issue, "走访单")
        rectification.apply(session, OPERATOR, issue, {"finished_on": date(2025, 7, 1)})
        signed = {"on_paper": True, "on": date(2025, 7, 1)}
        with pytest.raises(Invalid, match="须由检查人“王某某”核验"):
            rectification.take(session, OPERATOR, issue, "verified", signed | {"by": "周晓禾"})
        rectification.take(session, OPERATOR, issue, "verified", signed | {"by": "王某某"})


def test_a_problem_entered_by_hand_before_is_taken_up_and_not_doubled(db: Database, world: World) -> None:
    with db.write() as session:
        by_hand = {"source": "inspection", "text": FAILS["problem"], "found_on": DAY, "owner": "何一苇"}
        known = rectification.add(session, OPERATOR, world.home, by_hand)
        inspection = acts.add(session, OPERATOR, world.home, HEAD, [FAILS])
        assert issues(session) == [known]
        assert inspection.rows[0].issue_id == known.id


def test_nothing_of_a_round_is_kept_when_one_row_is_refused(db: Database, world: World) -> None:
    with pytest.raises(Invalid), db.write() as session:
        acts.add(session, OPERATOR, world.home, HEAD, [FAILS, FAILS | {"problem": ""}])
    with db.read() as session:
        assert issues(session) == []
        assert session.scalar(select(Inspection)) is None


def test_an_issue_deleted_on_purpose_is_not_made_again(lin: Caller, db: Database, world: World) -> None:
    with db.write() as session:
        inspection = acts.add(session, OPERATOR, world.home, HEAD, [FAILS])
        (issue,) = issues(session)
        rectification.delete(session, OPERATOR, issue)
        session.flush()
        acts.change_row(session, OPERATOR, inspection, inspection.rows[0], {"advice": "换一种办法"})
        assert issues(session) == []
    assert "整改事项已删除" in lin.get("/inspections/1").text
