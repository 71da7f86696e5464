"""Who sees whose dues: the branch its own by name, the body above totals alone, another branch nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from app.branches.dues.acts import rates
from app.branches.dues.models import DuesPayment, DuesRate
from app.branches.models import Person
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World

JUNE = "/dues/months/202506"


@pytest.fixture
def fixed(db: Database, world: World) -> World:
    """Everybody owes 10 yuan a month since January, and has paid nothing."""
    with db.write() as session:
        for id_ in world.people.values():
            rates.fix(session, OPERATOR, session.get_one(Person, id_), date(2025, 1, 1), 1000)
    return world


@pytest.fixture
def enter(caller: Callable[[], Caller], fixed: World) -> Callable[[str], Caller]:
    def signed_in(name: str) -> Caller:
        person = caller()
        assert person.sign_in(name, PASSWORD).status_code == 303
        return person

    return signed_in


def test_the_body_above_reads_totals_and_no_name(enter: Callable[[str], Caller], fixed: World) -> None:
    enter("secretary").send(JUNE, paid=str(fixed.people["林远帆"]))
    superior = enter("superior")
    assert "10" in superior.get(f"/dues?branch={fixed.top}").text
    for path in ("/dues", JUNE, "/dues/publications/2025"):
        answer = superior.get(f"{path}?branch={fixed.home}")
        assert answer.status_code == 200
        assert not [name for name in fixed.people if name in answer.text], path
    for path in (f"/dues/{fixed.people['林远帆']}", "/dues/print", "/dues/rates", "/export/file?form=dues&period=2025"):
        assert superior.get(path).status_code in (403, 404), path


def test_arrears_stand_among_what_is_to_do_for_the_branch_alone_and_conclude_nothing(
    enter: Callable[[str], Caller], fixed: World
) -> None:
    own = enter("secretary").get("/").text
    assert "核实党费未交的原因" in own
    assert "连续未交已满5个月" in own
    assert "林远帆6个月（2025年1月至6月）" in own
    assert not [word for word in ("脱党", "停止党籍", "除名") if word in own]
    assert "核实党费未交的原因" not in enter("superior").get(f"/?branch={fixed.home}").text


def test_another_branch_finds_nothing(enter: Callable[[str], Caller], db: Database, fixed: World) -> None:
    enter("secretary").send(JUNE, paid=str(fixed.people["林远帆"]))
    with db.read() as session:
        payment = session.scalars(select(DuesPayment.id)).one()
        rate = session.scalars(select(DuesRate.id)).first()
    stranger = enter("stranger")
    token = stranger.fields("/dues/publications/2025")["csrf"]
    for path in (f"/dues/{fixed.people['林远帆']}", f"/dues/payments/{payment}"):
        assert stranger.get(path).status_code == 404
    for path in (f"/dues/payments/{payment}/delete", f"/dues/rates/{rate}/delete", f"{JUNE}/unmark?made={payment}"):
        assert stranger.post(path, {"csrf": token}).status_code == 404, path
    with db.read() as session:
        assert session.scalars(select(DuesPayment.person_id)).all() == [fixed.people["林远帆"]]
