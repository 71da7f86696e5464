"""Taking a ledger out by the page: masked, for whom it is meant, and whole only for a reason that is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from app.audit import AuditRow
from app.db import Database
from app.imports.files import write_file
from app.imports.registry import DOORS
from app.main import open_office
from app.settings import Settings
from tests.harness.callers import Caller
from tests.harness.web import DAY
from tests.harness.world import AWAY, HOME, OPERATOR, PASSWORD, TOP, World

Arrive = Callable[[], Caller]
PAIRINGS = (
    "党支部,帮扶党员,帮扶对象,残疾人证号,残疾类别,残疾等级,家庭住址,联系电话,帮扶需求,帮扶承诺,承诺时限,结对时间\n"
    f"{HOME},林远帆,竹清禾,99014130268996042,视力,二级,云岭区滨河社区3组55号,19911110000,康复,帮助申请轮椅,2025-09-20,2025-01-10\n"
)
NUMBERS = ("99014130268996042", "滨河社区3组", "19911110000")
ASKED = "/export/file?form=pairings&period=2025&format=csv"


@pytest.fixture
def enter(caller: Arrive, world: World, db: Database, settings: Settings) -> Callable[[str], Caller]:
    """Somebody signed in at a branch that is paired with one household."""
    file = settings.data_dir / "结对.csv"
    file.parent.mkdir(exist_ok=True)
    file.write_text(PAIRINGS, encoding="utf-8")
    office = open_office(replace(settings, database_url=db.url), db.info["clock"])
    write_file(office, OPERATOR, "pairings", file, branch=HOME)
    office.db.close()

    def signed_in(name: str) -> Caller:
        person = caller()
        assert person.sign_in(name, PASSWORD).status_code == 303
        return person

    return signed_in


def audits(db: Database) -> list[str]:
    with db.read() as session:
        return list(session.scalars(select(AuditRow.detail).where(AuditRow.action == "export.unmasked")))


def test_a_default_export_is_masked_and_changes_nothing(enter: Callable[[str], Caller], db: Database) -> None:
    answer = enter("secretary").get(ASKED)
    text = answer.content.decode("utf-8-sig")
    name = unquote(answer.headers["content-disposition"])
    assert f"{HOME}_结对帮扶台账_2025年_{DAY:%Y%m%d}.csv" in name
    assert "竹*禾" in text
    assert [number for number in (*NUMBERS, "竹清禾") if number in text] == []
    assert audits(db) == []


def test_the_own_branch_may_take_the_names_and_nobody_else(enter: Callable[[str], Caller]) -> None:
    own = enter("secretary").get(f"{ASKED}&names=plain").content.decode("utf-8-sig")
    above = enter("superior").get(f"{ASKED}&names=plain").content.decode("utf-8-sig")
    assert "竹清禾" in own
    assert [number for number in NUMBERS if number in own] == []
    assert "竹清禾" not in above
    assert "竹*禾" in above


def test_an_unmasked_export_needs_a_reason_and_a_confirmation(enter: Callable[[str], Caller], db: Database) -> None:
    secretary = enter("secretary")
    refused = secretary.send("/export/unmasked?form=pairings", "/export/unmasked")
    assert refused.status_code == 422
    assert "请写明为什么要导出未遮盖的内容" in refused.text
    assert "请确认会妥善保管这份文件" in refused.text
    assert audits(db) == []
    typed: dict[str, str | list[str]] = {"reason": "慰问金发放核对证号", "confirm": "1", "format": "csv"}
    answer = secretary.send("/export/unmasked?form=pairings", "/export/unmasked", **typed)
    assert [number for number in NUMBERS if number not in answer.content.decode("utf-8-sig")] == []
    [detail] = audits(db)
    assert "慰问金发放核对证号" in detail
    assert '"rows": 1' in detail


@pytest.mark.parametrize("name", ["committee", "discipline", "superior"])
def test_only_the_secretary_takes_it_unmasked(enter: Callable[[str], Caller], name: str) -> None:
    person = enter(name)
    assert person.get("/export/unmasked").status_code == 403
    fields = person.fields("/display") | {"form": "pairings", "period": "2025", "reason": "核对", "confirm": "1"}
    assert person.post("/export/unmasked", fields).status_code == 403


@pytest.mark.parametrize("form", ["talks", "integrity-talks"])
def test_what_was_said_in_talks_is_never_taken_out(enter: Callable[[str], Caller], form: str) -> None:
    secretary = enter("secretary")
    fields = secretary.fields("/export/unmasked") | {"form": form, "reason": "核对", "confirm": "1"}
    assert secretary.post("/export/unmasked", fields).status_code == 422


def test_a_superior_exports_all_below_it_and_a_branch_only_itself(enter: Callable[[str], Caller]) -> None:
    rows = enter("superior").get("/export/file?form=branches&period=2025&format=csv").content.decode("utf-8-sig")
    assert [name for name in (TOP, HOME, AWAY) if f"\n{name}," not in rows] == []
    own = enter("stranger").get("/export/file?form=branches&period=2025&format=csv").content.decode("utf-8-sig")
    assert HOME not in own
    assert "竹*禾" not in enter("stranger").get(ASKED).content.decode("utf-8-sig")


@pytest.mark.parametrize(
    "query",
    ["form=nothing&period=2025&format=csv", "form=visits&period=x&format=csv", "form=visits&period=2025&format=exe"],
)
def test_what_cannot_be_exported_is_refused_in_words(enter: Callable[[str], Caller], query: str) -> None:
    answer = enter("secretary").get(f"/export/file?{query}")
    assert answer.status_code == 422
    assert "Traceback" not in answer.text


def test_a_range_of_days_goes_before_the_period_chosen(enter: Callable[[str], Caller]) -> None:
    answer = enter("secretary").get(f"{ASKED}&range=2024-01-01..2024-12-31")
    assert "竹*禾" not in answer.content.decode("utf-8-sig")
    assert "2024年" in unquote(answer.headers["content-disposition"])


def test_every_ledger_has_a_door_for_its_readers(enter: Callable[[str], Caller]) -> None:
    page = enter("secretary").get("/export").text
    assert [door.form.title for door in DOORS.values() if f">{door.form.title}</option>" not in page] == []
