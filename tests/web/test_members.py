"""A member's page: what is left alone stays, what is emptied is emptied, an address is checked where it is typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.branches import members
from app.branches.models import Person
from app.branches.particulars import opened
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World
from tests.web.test_imports import upload

NUMBER = "19900001234"
FULL = {
    "gender": "男",
    "ethnicity": "汉族",
    "birth_month": "1980-05",
    "education": "大专",
    "job": "科员",
    "group": "第一党小组",
    "mobile": NUMBER,
    "told_by": "both",
    "needs": "大字材料",
    "note": "座机0571-88880000",
}


@pytest.fixture
def page(world: World, db: Database) -> str:
    """The page of somebody of whom everything is known."""
    with db.write() as session:
        person = session.get_one(Person, world.people["何一苇"])
        members.correct(session, OPERATOR, person, FULL)
    return f"/members/{world.people['何一苇']}"


@pytest.fixture
def secretary(caller: Callable[[], Caller], page: str) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


def held(db: Database, page: str) -> dict[str, str | None]:
    with db.read() as session:
        person = session.get_one(Person, int(page.rpartition("/")[2]))
        membership = members.current_membership(session, person)
        own = {key: getattr(person, key) for key in FULL if key not in ("group", "mobile", "needs")}
        sealed = {key: opened(session, person, key) for key in ("mobile", "needs")}
        group = "第一党小组" if membership and membership.group_id else None
        return own | sealed | {"group": group, "email": person.email}


def test_a_page_saved_as_it_stands_changes_nothing(secretary: Caller, db: Database, page: str) -> None:
    before = held(db, page)
    assert NUMBER not in secretary.get(page).text
    assert secretary.send(page).status_code == 303
    assert held(db, page) == before
    assert before["mobile"] == NUMBER


@pytest.mark.parametrize("typed", ["13800138000", "+86 138-0013-8000", "１３８００１３８０００"])
def test_a_new_number_is_kept_as_its_eleven_digits(secretary: Caller, db: Database, page: str, typed: str) -> None:
    assert secretary.send(page, mobile=typed).status_code == 303
    assert held(db, page)["mobile"] == "13800138000"


@pytest.mark.parametrize(
    "key", ["ethnicity", "birth_month", "education", "job", "group", "mobile", "email", "needs", "note"]
)
def test_an_emptied_field_is_emptied_and_no_other(secretary: Caller, db: Database, page: str, key: str) -> None:
    before = held(db, page)
    assert before[key]
    assert secretary.send(page, **{key: ""}).status_code == 303
    after = held(db, page)
    assert not after[key]
    assert after | {key: before[key]} == before


def test_an_emptied_number_is_no_number_to_send_to(secretary: Caller, db: Database, page: str) -> None:
    secretary.send(page, mobile="")
    with db.read() as session:
        assert session.get_one(Person, int(page.rpartition("/")[2])).mobile_sealed is None


WRONG = [
    ("mobile", "1380000", "请填11位手机号，座机写在备注里"),
    ("mobile", "abc", "请填11位手机号，座机写在备注里"),
    ("mobile", "0571-88880000", "请填11位手机号，座机写在备注里"),
    ("email", "foo bar@x", "请只填一个邮箱地址"),
    ("email", "a@b.example;c@d.example", "请只填一个邮箱地址"),
]


@pytest.mark.parametrize(("key", "typed", "remedy"), WRONG)
@pytest.mark.parametrize("new", [False, True], ids=["known", "new"])
def test_a_wrong_address_is_answered_and_what_was_typed_is_kept(
    secretary: Caller, db: Database, page: str, key: str, typed: str, remedy: str, new: bool
) -> None:
    before = held(db, page)
    person = {"name": "秋一一", "category": "full", "joined_on": "2001-07-01"} if new else {}
    answer = secretary.send("/members/new" if new else page, **person, **{key: typed, "note": "改了备注"})
    assert answer.status_code == 422
    assert f"“{typed}”" in answer.text
    assert remedy in answer.text
    assert f'value="{typed}"' in answer.text
    assert "改了备注" in answer.text
    assert held(db, page) == before


def test_a_mask_hides_nothing_of_somebody_new(secretary: Caller) -> None:
    typed = {"name": "秋一一", "category": "full", "joined_on": "2001-07-01", "mobile": "199****1234"}
    answer = secretary.send("/members/new", **typed)
    assert answer.status_code == 422
    assert "手机“199****1234”里有*号，请写完整" in answer.text


def test_an_old_wrong_address_does_not_stand_in_the_way_of_another_correction(
    secretary: Caller, db: Database, page: str
) -> None:
    with db.write() as session:
        session.get_one(Person, int(page.rpartition("/")[2])).email = "foo bar@x"
    assert secretary.send(page, job="科长").status_code == 303
    assert held(db, page)["job"] == "科长"


def roster(secretary: Caller, **cells: str) -> str:
    """The page of an uploaded roster of one row."""
    row = {"姓名": "何一苇", "出生年月": "1980-05", "入党时间": "2010-07-03", "人员类别": "正式党员"} | cells
    text = "\n".join((",".join(row), ",".join(row.values())))
    return str(upload(secretary, text.encode(), "名册.csv", form="members").headers["location"])


def test_a_blank_or_masked_cell_of_a_roster_leaves_what_is_there(secretary: Caller, db: Database, page: str) -> None:
    before = held(db, page)
    address = roster(secretary, 手机="199****1234", 邮箱="", 备注="", 所属党小组="", 工作岗位="科长")
    assert secretary.send(address, f"{address}/write").status_code == 303
    assert held(db, page) == before | {"job": "科长"}


@pytest.mark.parametrize(("key", "typed", "remedy"), WRONG)
def test_a_wrong_address_in_a_roster_is_an_error_of_its_row(
    secretary: Caller, page: str, key: str, typed: str, remedy: str
) -> None:
    shown = secretary.get(roster(secretary, **{"手机" if key == "mobile" else "邮箱": typed})).text
    assert f"“{typed}”" in shown
    assert remedy in shown
