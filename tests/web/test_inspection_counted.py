"""A round of 互查 as both books count it, and as the rows of a ledger tell it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.branches import members
from app.db import Database
from app.facts import events
from app.inspection import acts, queries
from app.inspection.ledger import LEDGERS
from app.inspection.models import Inspection
from app.rectification.models import Issue
from checklists.facts import Event
from checklists.figures import compute
from checklists.periods import parse
from tests.harness.world import AWAY, HOME, OPERATOR, World, build

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


def issues(session: Session) -> list[Issue]:
    return list(session.scalars(select(Issue).order_by(Issue.id)))


def told(session: Session, *branches: int) -> list[Event]:
    return list(events(session, queries.facts(frozenset(branches))))


def test_a_round_is_a_fact_of_both_sides_and_one_round_in_their_union(any_db: Database) -> None:
    with any_db.write() as session:
        world = build(session)
        members.add_member(session, OPERATOR, world.away, {"name": "梁语迟", "category": "full"})
        acts.add(session, OPERATOR, world.away, HEAD, [MEETS])
        back = {
            "inspecting_unit": HOME,
            "inspected_unit": AWAY,
            "inspectors": "林远帆",
            "inspected_on": date(2025, 6, 26),
        }
        acts.add(session, OPERATOR, world.home, HEAD | back, [MEETS])
        acts.add(session, OPERATOR, world.home, HEAD | back | {"inspected_on": date(2025, 5, 15)}, [MEETS])
    with any_db.read() as session:
        ours, theirs, union = (told(session, *b) for b in ((world.home,), (world.away,), (world.home, world.away)))
    assert {event.subjects[0] for event in ours} == {f"partner:{AWAY}|2025-05", f"partner:{AWAY}|2025-06"}
    assert {event.subjects[0] for event in theirs} == {f"partner:{HOME}|2025-05", f"partner:{HOME}|2025-06"}
    assert [(event.title, event.marks) for event in ours][1] == (f"接受{AWAY}检查", frozenset({"inspected"}))
    assert [(event.title, event.marks) for event in theirs][1] == (f"检查{HOME}", frozenset({"inspecting"}))
    for found in (ours, theirs, union):
        figure = next(one for one in compute(found, parse("2025H1"), date(2025, 7, 1)) if one.key == "inspections")
        assert figure.value == 2


def test_a_head_whose_rows_are_gone_is_no_round(db: Database, world: World) -> None:
    with db.write() as session:
        inspection = acts.add(session, OPERATOR, world.home, HEAD, [MEETS])
        inspection.rows[0].deleted_at = session.info["clock"].now()
        session.flush()
        assert told(session, world.home) == []


def test_the_rows_of_a_ledger_are_gathered_into_rounds_and_read_back_the_same(db: Database, world: World) -> None:
    (ledger,) = LEDGERS
    people = {"inspectors": ("梁语迟", "方问渠"), "companions": ("何一苇",)}
    first: dict[str, Any] = HEAD | people | FAILS | {"finding": "不符合"}
    second: dict[str, Any] = HEAD | people | MEETS | {"finding": "符合", "overall": "总体较好"}
    with db.write() as session:
        made = [ledger.add(session, OPERATOR, world.home, row) for row in (first, second)]
        inspection = session.get_one(Inspection, made[0].inspection_id)
        assert made[1].inspection_id == inspection.id
        assert (inspection.overall, inspection.inspectors) == ("总体较好", "梁语迟、方问渠")
        assert len(issues(session)) == 1
        rows = list(ledger.rows(session, frozenset({world.home}), parse("2025-06")))
        assert rows == made
        for row in rows:
            own = ledger.row(session, row)
            assert ledger.match(session, world.home, own) is row
            ledger.change(session, OPERATOR, row, own)
            assert ledger.row(session, row) == own
        assert not list(ledger.rows(session, frozenset({world.home}), parse("2025-07")))
        assert len(issues(session)) == 1
