"""Quoted figures: written down as given, a newer value beside the older, and what a report quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.db import Database
from app.errors import Invalid
from app.figures import acts
from app.figures.ledger import LEDGERS
from app.figures.queries import referred
from checklists.ledgers import definitions
from checklists.ledgers.match import match
from checklists.periods import parse
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World, build
from tests.sheets import sheet

TODAY = date(2025, 7, 1)
CHILDREN: dict[str, Any] = {
    "title": "困难残疾儿童康复训练",
    "value": "147",
    "unit": "名",
    "basis": "全年名单",
    "period": "2025年全年",
    "as_of": date(2025, 6, 30),
    "department": "康复科",
}
SHEET = """
指标名称|数值|单位|统计口径|所属期间|截止日期|提供科室
辅具线上申请|150余|人|提出申请的人数|2025年上半年|2025-06-30|康复科
"""


@pytest.fixture
def inside(any_db: Database) -> Iterator[tuple[Session, World]]:
    with any_db.write() as session:
        yield session, build(session)


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def add(session: Session, world: World, **more: Any) -> int:
    figure = acts.add(session, OPERATOR, world.home, CHILDREN | more)
    session.flush()
    return figure.id


def test_a_report_quotes_the_latest_value_known_on_its_day_and_keeps_the_older(inside: tuple[Session, World]) -> None:
    session, world = inside
    add(session, world, value="120", as_of=date(2025, 3, 31))
    add(session, world)
    home = frozenset({world.home})
    [quoted] = referred(session, home, parse("2025H1"), TODAY)
    assert (quoted.value, quoted.period, quoted.department) == ("147", "2025年全年", "康复科")
    [earlier] = referred(session, home, parse("2025H1"), date(2025, 5, 1))
    assert earlier.value == "120"
    [quarter] = referred(session, home, parse("2025Q1"), TODAY)
    assert quarter.value == "120"
    assert referred(session, home, parse("2025H2"), date(2025, 12, 31)) == ()


def test_a_figure_of_the_reports_own_period_does_not_repeat_it(inside: tuple[Session, World]) -> None:
    session, world = inside
    add(session, world, period="2025H1")
    [quoted] = referred(session, [world.home], parse("2025H1"), TODAY)
    assert quoted.period == ""


def test_branches_quote_their_own_and_a_deleted_value_is_not_quoted(inside: tuple[Session, World]) -> None:
    session, world = inside
    figure = acts.add(session, OPERATOR, world.home, CHILDREN)
    acts.add(session, OPERATOR, world.away, CHILDREN | {"value": "9"})
    session.flush()
    both = referred(session, [world.home, world.away], parse("2025"), TODAY)
    assert [quoted.value for quoted in both] == ["147", "9"]
    acts.delete(session, OPERATOR, figure)
    session.flush()
    assert [quoted.value for quoted in referred(session, [world.home, world.away], parse("2025"), TODAY)] == ["9"]


def test_the_same_figure_of_the_same_day_is_one_however_its_period_is_written(inside: tuple[Session, World]) -> None:
    session, world = inside
    add(session, world)
    with pytest.raises(Invalid, match="已有一个数值147名"):
        add(session, world, period="2025", value="148")


def test_the_sheet_comes_in_and_our_own_row_says_the_same(inside: tuple[Session, World]) -> None:
    session, world = inside
    (ledger,) = LEDGERS
    read = match([sheet(SHEET)], definitions.form("figures"))
    assert not read.errors
    given = {key: value for key, value in read.good[0].values.items() if value not in (None, ())}
    figure = ledger.add(session, OPERATOR, world.home, given)
    session.flush()
    assert (figure.value, figure.period) == ("150余", "2025H1")
    [record] = ledger.rows(session, frozenset({world.home}), parse("2025H1"))
    row = ledger.row(session, record)
    assert {column.key for column in definitions.form("figures").layout} <= {*row, "serial"}
    assert ledger.match(session, world.home, row) is figure
    assert match([sheet(SHEET)], definitions.form("figures")).good[0].values["period"] == row["period"]


def test_a_newer_value_is_begun_from_the_older_and_both_are_shown(secretary: Caller) -> None:
    typed = {key: str(value) for key, value in CHILDREN.items()}
    first = secretary.send("/figures/new", **typed).headers["location"]
    begun = secretary.fields(f"/figures/new?after={first.rpartition('/')[2]}", "/figures/new")
    assert begun["title"] == [CHILDREN["title"]]
    assert begun["value"] == [""]
    assert begun["as_of"] == ["2025-07-01"]
    second = secretary.post("/figures/new", {**begun, "value": "149"}).headers["location"]
    page = secretary.get(second).text
    assert "147名" in page
    assert "149名" in page
    assert "历次数值" in page
    assert "147名" in secretary.get("/figures").text


def test_a_failed_form_says_how_to_write_the_period(secretary: Caller) -> None:
    typed = {key: str(value) for key, value in CHILDREN.items()}
    answer = secretary.send("/figures/new", **typed | {"period": "今年以来"})
    assert answer.status_code == 422
    assert "2025年上半年" in answer.text
    assert 'value="今年以来"' in answer.text


def test_deleting_is_undone_and_correcting_a_moved_record_shows_both(secretary: Caller) -> None:
    typed = {key: str(value) for key, value in CHILDREN.items()}
    address = secretary.send("/figures/new", **typed).headers["location"]
    first, second = (secretary.fields(f"{address}/edit") for _ in range(2))
    assert secretary.post(f"{address}/edit", {**first, "value": "146"}).status_code == 303
    answer = secretary.post(f"{address}/edit", {**second, "value": "145"})
    assert answer.status_code == 409
    assert "146" in answer.text
    secretary.send(address, f"{address}/delete")
    assert secretary.send("/figures", f"{address}/restore").headers["location"] == address


def test_the_superior_reads_and_the_other_branch_finds_nothing(
    secretary: Caller, caller: Callable[[], Caller], world: World
) -> None:
    address = secretary.send("/figures/new", **{k: str(v) for k, v in CHILDREN.items()}).headers["location"]
    superior, stranger = caller(), caller()
    superior.sign_in("superior", PASSWORD)
    page = superior.get(f"{address}?branch={world.home}").text
    assert "147名" in page
    assert f"{address}/edit" not in page
    stranger.sign_in("stranger", PASSWORD)
    assert stranger.get(address).status_code == 404
