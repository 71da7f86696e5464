"""Terms: entered on the page or by the form of branches, told of in time, answered by an election."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select, text

from app.branches import acts, terms
from app.branches.models import Branch, Term
from app.branches.queries import asking, facts, tenures
from app.db import Database
from app.facts import events
from checklists.catalogue import load
from checklists.progress import lines
from checklists.workdays import Workdays
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World, build

HELD = {"number": "3", "began_on": "2022-09-01", "ends_on": "2025-08-31"}
CATALOGUE, WORKDAYS = load(), Workdays.load()


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def test_a_term_that_ends_soon_is_told_on_the_branch_page_and_once_today(secretary: Caller) -> None:
    assert "登记本届" in secretary.get("/terms").text
    assert secretary.send("/terms/new", **HELD).status_code == 303
    assert "本届任期2025年8月31日届满，已进入届满前3个月" in secretary.get("/branch").text
    today = secretary.get("/").text
    assert "完成支部换届：第3届（至2025年8月31日）" in today
    assert "已进入届满前" not in today
    assert "第3届" in secretary.get("/terms/1").text


def test_other_alarms_stand_among_what_is_to_be_done(secretary: Caller, db: Database, world: World) -> None:
    with db.write() as session:
        home = session.get_one(Branch, world.home)
        acts.set_committee(session, OPERATOR, home, True, date(2023, 4, 18), "批复")
    today = secretary.get("/").text
    assert "支部委员会2人，少于3人" in today
    assert "第二十条" in today


def test_the_next_term_ends_the_one_before_and_answers_it(secretary: Caller, db: Database, world: World) -> None:
    secretary.send("/terms/new", **HELD)
    nxt = {"number": "4", "began_on": "2025-06-20", "ends_on": "2028-06-19"}
    assert secretary.send("/terms/new", **nxt).status_code == 303
    with db.read() as session:
        old = session.get_one(Term, 1)
        assert old.renewed_on == date(2025, 6, 20)
    assert "完成支部换届：第3届" in secretary.get("/").text  # among what is done
    assert "届满" not in secretary.get("/branch").text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"ends_on": "2022-09-01"}, "应换届时间2022年9月1日不晚于"),
        ({"extended_to": "2025-08-31", "approval": "工委"}, "提前换届请填换届日期"),
        ({"extended_to": "2026-02-28"}, "延期换届须经上级批准"),
        ({"renewed_on": "2025-07-02"}, "选举以后再登记"),
        ({"approval": "诫勉以后"}, "只填日期和文号"),
    ],
)
def test_a_wrong_term_is_answered_and_kept(secretary: Caller, typed: dict[str, str], words: str) -> None:
    answer = secretary.send("/terms/new", **HELD | typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="2022-09-01"' in answer.text


def test_one_day_begins_one_term_and_deleting_is_undone(secretary: Caller) -> None:
    secretary.send("/terms/new", **HELD)
    assert "已经登记" in secretary.send("/terms/new", **HELD).text
    secretary.send("/terms/1/edit", "/terms/1/delete")
    assert secretary.get("/terms/1").status_code == 404
    assert secretary.send("/terms/new", **HELD).status_code == 303
    fields = {"csrf": secretary.fields("/display", "/display")["csrf"], "once": "again"}
    assert secretary.post("/terms/1/restore", fields).status_code == 422


def test_the_other_branch_and_the_superior(caller: Callable[[], Caller], secretary: Caller, world: World) -> None:
    secretary.send("/terms/new", **HELD)
    stranger, superior = caller(), caller()
    stranger.sign_in("stranger", PASSWORD)
    superior.sign_in("superior", PASSWORD)
    assert [stranger.get(f"/terms/1{end}").status_code for end in ("", "/edit")] == [404, 404]
    assert superior.get("/terms/1").status_code == 200
    assert superior.get("/terms/1/edit").status_code == 403


def test_a_sheet_enters_corrects_and_renews_a_term(any_db: Database) -> None:
    with any_db.write() as session:
        world = build(session)
        home = session.get_one(Branch, world.home)
        for values in (
            {"appointed_on": date(2020, 2, 29)},
            {"appointed_on": date(2020, 2, 20)},
            {"appointed_on": date(2023, 4, 18), "term_ends_on": date(2026, 4, 17)},
            {"term_ends_on": date(2026, 4, 10)},
            {"name": home.name},
        ):
            acts.change_branch(session, OPERATOR, home, values)
        [first, second] = tenures(session, [home.id])[home.id]
    assert (first.began, first.ends, first.renewed) == (date(2020, 2, 20), date(2023, 2, 27), date(2023, 4, 18))
    assert (second.began, second.ends, second.renewed) == (date(2023, 4, 18), date(2026, 4, 10), None)


def test_a_term_asks_from_half_a_year_before_and_an_election_answers(any_db: Database) -> None:
    with any_db.write() as session:
        world = build(session)
        home = session.get_one(Branch, world.home)
        for began in (date(2019, 9, 1), date(2022, 9, 1)):
            acts.change_branch(session, OPERATOR, home, {"appointed_on": began})
        branches = frozenset({world.home, world.away, world.top})
        [owed] = asking(session, branches, CATALOGUE, WORKDAYS)
        assert owed.record is not None
        assert (owed.record.date, owed.due_on) == (date(2025, 2, 28), date(2025, 8, 31))
        term = terms.present(session, world.home)
        assert term is not None
        term.renewed_on = date(2025, 8, 30)
        session.flush()
        [line] = lines([owed], events(session, facts(branches)), date(2025, 8, 31), WORKDAYS)
    assert line.state.value == "met"


def test_terms_held_before_the_table_came_are_its_first_rows(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The migration reads the columns that branches had."""
    from alembic import command
    from alembic.config import Config

    from app.migrate import FOLDER

    database = Database(f"sqlite:///{tmp_path_factory.mktemp('old') / 'old.db'}")
    insert = "INSERT INTO branches (id, name, kind, asked_from, term_years, appointed_on, term_ends_on, partner, unit, version, recorded_on) "
    with database.writer.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        for number, days in enumerate(("'2023-04-18', NULL", "NULL, '2026-04-17'", "NULL, NULL"), 1):
            values = f"VALUES ({number}, '支部{number}', 'branch', '2025-01-01', 3, {days}, '', '', 1, '2025-01-01')"
            connection.execute(text(insert + values))
        command.upgrade(config, "head")
    with database.read() as session:
        held = [(t.branch_id, t.began_on, t.ends_on) for t in session.scalars(select(Term).order_by(Term.branch_id))]
    database.close()
    span = (date(2023, 4, 18), date(2026, 4, 17))
    assert held == [(1, *span), (2, *span)]
