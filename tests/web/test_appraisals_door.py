"""Form 8 through the one door: brought in by who sees every grade, taken out masked, and undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.appraisals import acts
from app.branches.models import Person
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import HOME, OPERATOR, PASSWORD, World
from tests.web.test_imports import upload, write

Enter = Callable[[str], Caller]
SHEET = "姓名,人员类别,评议结果,所属年度,评议日期\n秦小满,正式党员,优秀,2024,2025-02-27\n何一苇,正式党员,合格,2024,2025-02-27\n"
ASKED = "/export/file?form=appraisals&period=2024&format=csv"


@pytest.fixture
def enter(caller: Callable[[], Caller], world: World) -> Enter:
    def signed_in(name: str) -> Caller:
        person = caller()
        assert person.sign_in(name, PASSWORD).status_code == 303
        return person

    return signed_in


def brought_in(person: Caller, text: str = SHEET) -> str:
    address: str = upload(person, text.encode(), "评议.csv", form="appraisals").headers["location"]
    assert write(person, address).status_code == 303
    return address


def test_the_import_is_written_and_undone_as_a_whole(enter: Enter) -> None:
    secretary = enter("secretary")
    address = brought_in(secretary)
    assert "参加评议2人" in secretary.get("/appraisals?year=2024").text
    assert secretary.send(address, f"{address}/undo").status_code == 303
    assert "参加评议2人" not in secretary.get("/appraisals?year=2024").text


def test_a_default_export_is_masked_and_reading_it_again_changes_nothing(enter: Enter) -> None:
    secretary = enter("secretary")
    brought_in(secretary)
    content = secretary.get(ASKED).content
    text = content.decode("utf-8-sig")
    assert "秦小满" in text
    assert "优秀" not in text
    address = upload(secretary, content, "导出.csv", form="appraisals").headers["location"]
    assert "台账里都已经有了，不用写入" in secretary.get(address).text


def test_the_secretary_alone_takes_the_grades_out_for_a_reason(enter: Enter) -> None:
    secretary = enter("secretary")
    brought_in(secretary)
    typed = {"form": "appraisals", "period": "2024", "format": "csv", "reason": "报送上级", "confirm": "1"}
    refused = secretary.send("/export/unmasked", **(typed | {"reason": ""}))
    assert refused.status_code == 422
    fields = secretary.fields("/export/unmasked") | typed
    assert "优秀" not in refused.text
    answer = secretary.post("/export/unmasked", fields | {"period": "2024"})
    assert "优秀" in answer.content.decode("utf-8-sig")


@pytest.mark.parametrize("name", ["committee", "discipline"])
def test_a_sheet_of_guesses_tells_nobody_a_grade(enter: Enter, name: str) -> None:
    brought_in(enter("secretary"))
    other = enter(name)
    assert "民主评议党员结果" not in other.get("/import").text
    assert upload(other, SHEET.encode(), "评议.csv", form="appraisals").status_code == 422
    assert "优秀" not in other.get(ASKED).content.decode("utf-8-sig")


def test_a_name_of_nobody_is_an_error_that_names_the_remedy(enter: Enter) -> None:
    secretary = enter("secretary")
    answer = upload(secretary, SHEET.replace("秦小满", "甲某").encode(), "评议.csv", form="appraisals")
    assert "不在本支部的党员名册里" in secretary.get(answer.headers["location"]).text


def test_the_page_asks_as_few_questions_for_eight_as_for_one(
    enter: Enter, db: Database, world: World, statements: list[str]
) -> None:
    secretary = enter("secretary")

    def assess(*names: str) -> None:
        with db.write() as session:
            for name in names:
                person = session.get_one(Person, world.people[name])
                acts.add(session, OPERATOR, person, 2024, {"result": "qualified", "assessed_on": World.day(57)})

    def asked(path: str) -> int:
        statements.clear()
        assert secretary.get(path).status_code == 200
        return len(statements)

    assess("秦小满")
    pages = ("/appraisals?year=2024", "/appraisals/2024/print")
    few = [asked(path) for path in pages]
    assess(*(name for name in world.people if name != "秦小满"))
    assert [asked(path) for path in pages] == few
    assert few[0] <= 4 + 6, statements  # signing in, and what the page asks
    assert HOME in secretary.get(pages[0]).text
