"""Who sees what of helped persons: sealed in the file, masked on every page, in full once and for a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from app.audit import AuditRow
from app.db import Database
from app.pairing import sealed
from app.pairing.models import AssistedPerson, Household
from tests.harness.callers import Caller
from tests.harness.world import PASSWORD, World

Arrive = Callable[[], Caller]
SECRETS = {
    "certificate": "51012319630801001X42",
    "disability": "视力",
    "grade": "二级",
    "address": "云岭区青石镇白鹭村3组12号",
    "phone": "13800001234",
    "members": "独居，女儿在外务工",
}
PAGES = ("/pairs", "/pairs/1", "/pairings/1", "/commitments/1", "/visits", "/visits/1")
MORE = ("/needs", "/needs/1", "/services", "/services/1")


@pytest.fixture
def enter(caller: Arrive, world: World) -> Callable[[str], Caller]:
    """Somebody signed in, after the secretary has entered one household with all that can be said of it."""

    def sign_in(name: str) -> Caller:
        person = caller()
        assert person.sign_in(name, PASSWORD).status_code == 303
        return person

    secretary = sign_in("secretary")
    begun = {"name": "竹清禾", "guardian": "竹远山", "member": "周晓禾", "text": "申请轮椅", "due_on": "2025-08-01"}
    assert secretary.send("/pairs/new", **begun, **SECRETS).status_code == 303
    secretary.send("/visits/new?household=1", "/visits/new")
    secretary.send("/needs/new", name="竹清禾", kind="device", detail="轮椅一台")
    secretary.send("/services/new", name="竹清禾", kind="errand")
    secretary.get("/pairs")  # the last message names the person; it is read here
    return sign_in


def told(page: str) -> list[str]:
    return [text for text in SECRETS.values() if f"<dd>{text}</dd>" in page or f'value="{text}"' in page]


def revealing(db: Database) -> list[AuditRow]:
    with db.read() as session:
        return list(session.scalars(select(AuditRow).where(AuditRow.action == "household.reveal")))


@pytest.mark.parametrize("page", [*PAGES, *MORE])
def test_a_body_above_sees_masked_names_and_nothing_sealed(enter: Callable[[str], Caller], page: str) -> None:
    answer = enter("superior").get(f"{page}?branch=2")
    assert answer.status_code == 200
    for name in ("竹清禾", "竹远山", *SECRETS.values()):
        assert name not in answer.text
    assert "竹*禾" in answer.text


@pytest.mark.parametrize("page", [page for page in (*PAGES, *MORE) if page[-1].isdigit()])
def test_another_branch_finds_nothing(enter: Callable[[str], Caller], page: str) -> None:
    stranger = enter("stranger")
    assert stranger.get(page).status_code == 404
    assert "竹" not in stranger.get("/pairs").text


@pytest.mark.parametrize("name", ["superior", "discipline", "member", "inspector", "system_admin"])
def test_only_those_who_do_the_work_may_reveal_print_or_write(enter: Callable[[str], Caller], name: str) -> None:
    person = enter(name)
    for page in ("/visits/sheet", "/visits/new", "/pairs/1/edit", "/pairs/1/persons/1/edit", "/needs/new"):
        assert person.get(page).status_code == 403
    token = person.fields("/display")["csrf"]
    assert person.post("/pairs/1/reveal", {"csrf": token, "reason": "核对"}).status_code == 403


def test_the_own_branch_sees_names_and_masks(enter: Callable[[str], Caller]) -> None:
    page = enter("committee").get("/pairs/1").text
    assert told(page) == []
    for words in ("竹清禾", "竹远山", "5101", "1X42", "138****1234", "云岭区青石镇****"):
        assert words in page


def test_all_is_shown_once_for_a_reason_and_the_reason_is_kept(enter: Callable[[str], Caller], db: Database) -> None:
    secretary = enter("secretary")
    assert secretary.send("/pairs/1", "/pairs/1/reveal").status_code == 422
    fields = {**secretary.fields("/pairs/1", "/pairs/1/reveal"), "reason": "核对两项补贴"}
    answer = secretary.post("/pairs/1/reveal", fields)
    assert answer.status_code == 200
    assert sorted(told(answer.text)) == sorted(SECRETS.values())
    assert answer.text.count("51012319630801001X42") == 1
    assert answer.headers["cache-control"] == "no-store"
    assert secretary.post("/pairs/1/reveal", fields).headers["location"] == "/pairs/1"
    assert told(secretary.get("/pairs/1").text) == []
    [row] = revealing(db)
    assert "核对两项补贴" in row.detail
    assert row.actor == "secretary"


def test_after_thirty_within_an_hour_no_more_is_shown(enter: Callable[[str], Caller], db: Database) -> None:
    secretary = enter("secretary")
    fields = {**secretary.fields("/pairs/1", "/pairs/1/reveal"), "reason": "核对"}
    for number in range(30):
        assert secretary.post("/pairs/1/reveal", {**fields, "once": f"n{number}"}).status_code == 200
    answer = secretary.post("/pairs/1/reveal", {**fields, "once": "n30"})
    assert answer.status_code == 422
    assert told(answer.text) == []
    assert len(revealing(db)) == 30


def test_a_masked_field_that_is_sent_back_stays_as_it_was(enter: Callable[[str], Caller], db: Database) -> None:
    secretary = enter("secretary")
    assert secretary.send("/pairs/1/edit", difficulties="出行不便").status_code == 303
    assert secretary.send("/pairs/1/persons/1/edit", guardian="竹明远").status_code == 303
    assert secretary.send("/pairs/1/edit", phone="13900005678").status_code == 303
    with db.read() as session:
        home, person = session.get_one(Household, 1), session.get_one(AssistedPerson, 1)
        assert sealed.opened(session, home) | sealed.opened(session, person) == SECRETS | {"phone": "13900005678"}
        assert (home.difficulties, person.guardian) == ("出行不便", "竹明远")
    assert secretary.send("/pairs/1/edit", phone="").status_code == 303
    with db.read() as session:
        assert sealed.opened(session, session.get_one(Household, 1))["phone"] == ""


def test_nothing_sealed_lies_in_the_file_in_the_clear(enter: Callable[[str], Caller], db: Database) -> None:
    assert enter("secretary").get("/pairs/1").status_code == 200
    file = Path(db.url.removeprefix("sqlite:///"))
    stored = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    assert "竹清禾".encode() in stored
    assert not [secret for secret in SECRETS.values() if len(secret) > 2 and secret.encode() in stored]


@pytest.mark.parametrize("page", ["/pairs", "/visits", "/needs", "/services"])
def test_a_list_asks_the_same_few_questions_however_long_it_is(
    enter: Callable[[str], Caller], statements: list[str], page: str
) -> None:
    secretary = enter("secretary")
    for number in range(3):
        secretary.send("/visits/new", person=f"溪{'一二三'[number]}石", is_new="是")
        secretary.send("/needs/new", name="竹清禾", kind="device", detail=f"第{number}件")
    statements.clear()
    secretary.get(page)
    assert len(statements) <= 6, "\n".join(statements)
