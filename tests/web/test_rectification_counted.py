"""The facts of rectification on both databases: each holds from its day until a step back, and any day can be asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.audit import Actor
from app.db import Database
from app.facts import events
from app.rectification import acts, queries
from app.rectification.models import Issue
from app.rectification.states import Person, Step
from checklists.catalogue import load
from checklists.facts import Event, State
from checklists.figures import compute
from checklists.periods import parse
from checklists.progress import lines
from checklists.tallying import held
from checklists.workdays import Workdays
from tests.harness.world import OPERATOR, build

HE = Actor(7, "何一苇")
FOUND, DUE = date(2025, 2, 3), date(2025, 3, 14)
Tell = Callable[[Session, Issue], None]


def step(session: Session, issue: Issue, word: str, on: date, by: str = "", note: str = "因") -> None:
    acts.record(session, HE, issue, Step(word, on, Person(by), on_paper=True, note=note))


def closed(session: Session, issue: Issue, *, finished: date = date(2025, 3, 10), on: date = date(2025, 3, 12)) -> None:
    acts.add_evidence(session, HE, issue, f"说明{finished}")
    for word, day in (("finished", finished), ("applied", finished), ("verified", on), ("closed", on)):
        step(session, issue, word, day)


@pytest.fixture
def told(any_db: Database) -> Callable[..., list[Event]]:
    """told(what happened, **values) → the events of one issue of a fresh branch."""

    def tell(happened: Tell, **values: object) -> list[Event]:
        with any_db.write() as session:
            home = build(session).home
            base = {"source": "self_check", "found_on": FOUND, "due_on": DUE, "mode": "by_date", "text": "记录不全"}
            base |= {"owner": "白露明", "lists": ("廉政风险隐患", "支部问题清单")}
            happened(session, acts.add(session, OPERATOR, home, base | values))
        with any_db.read() as session:
            return list(events(session, queries.facts(frozenset({home}))))

    return tell


def on(found: list[Event], day: date) -> dict[str, frozenset[str]]:
    """What holds on the day: kind → marks."""
    return {event.kind: event.marks for event in held(found, day)}


def nothing(session: Session, issue: Issue) -> None:
    """Found, and no more."""


def test_what_is_found_is_open_and_overdue_from_the_day_after_its_date(told: Callable[..., list[Event]]) -> None:
    found = told(nothing)
    assert set(on(found, DUE)) == {"issue_found", "issue_open"}
    assert set(on(found, date(2025, 3, 15))) == {"issue_found", "issue_open", "issue_overdue"}
    assert on(found, DUE)["issue_found"] == {"source:自查", "list:廉政风险隐患", "list:支部问题清单"}
    assert {event.subjects for event in found} == {("issue:1",)}


def test_finished_and_closed_are_two_facts_on_two_days(told: Callable[..., list[Event]]) -> None:
    found = told(closed)
    assert "finished" not in on(found, date(2025, 3, 9))["issue_open"]
    assert "finished" in on(found, date(2025, 3, 11))["issue_open"]
    after = on(found, date(2025, 7, 1))
    assert set(after) == {"issue_found", "issue_finished", "issue_closed"}
    assert "on_time" in after["issue_closed"]


def test_closed_late_is_not_on_time_and_was_overdue_until_it_was_finished(told: Callable[..., list[Event]]) -> None:
    late = told(lambda s, i: closed(s, i, finished=date(2025, 3, 20), on=date(2025, 3, 25)))
    assert "issue_overdue" in on(late, date(2025, 3, 19))
    assert "issue_overdue" not in on(late, date(2025, 3, 20))
    assert "on_time" not in on(late, date(2025, 7, 1))["issue_closed"]


def test_reopened_it_is_open_again_and_the_days_before_stay_as_they_were(told: Callable[..., list[Event]]) -> None:
    def again(session: Session, issue: Issue) -> None:
        closed(session, issue)
        step(session, issue, "reopened", date(2025, 6, 2))

    found = told(again)
    assert set(on(found, date(2025, 6, 1))) == {"issue_found", "issue_finished", "issue_closed"}
    assert set(on(found, date(2025, 6, 2))) == {"issue_found", "issue_open", "issue_overdue"}
    assert next(event.until for event in found if event.kind == "issue_closed") == date(2025, 6, 2)


def test_a_new_date_after_reopening_makes_nothing_late_before_it(told: Callable[..., list[Event]]) -> None:
    def again(session: Session, issue: Issue) -> None:
        closed(session, issue, finished=date(2025, 3, 20), on=date(2025, 3, 25))
        later = {
            "new_due_on": date(2025, 7, 31),
            "on_paper": True,
            "by": "江听雨",
            "on": date(2025, 6, 2),
            "note": "反弹",
        }
        acts.take(session, HE, issue, "reopened", later)

    found = told(again)
    assert "issue_overdue" in on(found, date(2025, 3, 19)), "it was late then"
    assert "issue_overdue" not in on(found, date(2025, 7, 1))
    assert "on_time" not in on(found, date(2025, 5, 1))["issue_closed"], "the new date does not reach back"


def test_returned_it_is_not_finished_any_more(told: Callable[..., list[Event]]) -> None:
    def returned(session: Session, issue: Issue) -> None:
        acts.add_evidence(session, HE, issue, "说明")
        for word, day in (("finished", 10), ("applied", 11), ("returned", 12)):
            step(session, issue, word, date(2025, 3, day))

    found = told(returned)
    assert "issue_finished" in on(found, date(2025, 3, 11))
    (open_again,) = (event for event in held(found, date(2025, 3, 13)) if event.kind == "issue_open")
    assert "finished" not in open_again.marks
    assert "issue_finished" not in on(found, date(2025, 3, 13))
    assert "issue_overdue" in on(found, date(2025, 3, 15))


def test_an_approved_extension_moves_the_date(told: Callable[..., list[Event]]) -> None:
    def extended(session: Session, issue: Issue) -> None:
        approval = {"reason": "等采购", "approved_by": "江听雨", "approved_on": date(2025, 3, 10)}
        acts.extend(session, HE, issue, approval | {"new_due_on": date(2025, 4, 30)})
        closed(session, issue, finished=date(2025, 4, 10), on=date(2025, 4, 20))

    found = told(extended)
    assert not any(event.kind == "issue_overdue" for event in found)
    assert "on_time" in on(found, date(2025, 7, 1))["issue_closed"]


def test_long_term_counts_as_finished_only_once_it_is_closed(told: Callable[..., list[Event]]) -> None:
    def stage(session: Session, issue: Issue) -> None:
        acts.add_evidence(session, HE, issue, "说明")
        step(session, issue, "finished", date(2025, 3, 10))

    going_on = on(told(stage, mode="long_term", due_on=None), date(2025, 7, 1))
    assert "issue_finished" not in going_on
    assert "finished" not in going_on["issue_open"]


def test_deleted_it_is_no_fact(told: Callable[..., list[Event]]) -> None:
    assert told(lambda session, issue: acts.delete(session, HE, issue)) == []


def test_the_figures_and_the_line_are_answered_by_these_facts(any_db: Database) -> None:
    catalogue, workdays = load(), Workdays.load()
    with any_db.write() as session:
        home = build(session).home
        base = {"source": "self_check", "found_on": FOUND, "due_on": DUE, "mode": "by_date", "owner": "白露明"}
        done = acts.add(session, OPERATOR, home, base | {"text": "一", "lists": ("廉政风险隐患", "支部问题清单")})
        closed(session, done)
        acts.add(session, OPERATOR, home, base | {"text": "二", "lists": ("支部问题清单",)})
    with any_db.read() as session:
        found = events(session, queries.facts(frozenset({home})))
        asking = list(queries.asking(session, frozenset({home}), catalogue, workdays))
    figures = {figure.key: figure for figure in compute(found, parse("2025H1"), date(2025, 7, 1))}
    told = {key: figures[key].value for key in figures if key.startswith(("issues", "integrity_issues"))}
    assert told == {
        "issues_found": 2,
        "issues_finished": 1,
        "issues_closed": 1,
        "integrity_issues_closed": 1,
        "issues_on_time": 1,
        "issues_open": 1,
        "issues_overdue": 1,
        "issues_managed": 2,
    }
    assert figures["integrity_issues_closed"].breakdown["overlap"] == 1
    first, second = lines(asking, found, date(2025, 7, 1), workdays)
    assert (first.state, first.on_time) == (State.MET, 1)
    assert (second.state, second.obligation.title) == (State.OVERDUE, "完成整改第2项：二")
    assert second.obligation.owner.startswith("person:")
