"""党员先锋岗 and 责任区 on their pages: set up, written down, ended, brought back, printed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.branches.stations import acts
from app.branches.stations.records import write_down
from app.branches.stations.rules import Entry
from app.db import Database
from tests.harness.callers import Caller
from tests.harness.world import OPERATOR, PASSWORD, World

STATION = {
    "kind": "pioneer",
    "name": "办证窗口岗",
    "people": "何一苇、宋知秋",
    "promise": "来不了的上门办",
    "since": "2025-02-20",
}


@pytest.fixture
def secretary(caller: Callable[[], Caller], world: World) -> Caller:
    person = caller()
    person.sign_in("secretary", PASSWORD)
    return person


@pytest.fixture
def address(secretary: Caller) -> str:
    return str(secretary.send("/stations/new", **STATION).headers["location"])


def token(person: Caller) -> dict[str, list[str]]:
    return {"csrf": person.fields("/display", "/display")["csrf"]}


def test_an_empty_list_says_where_it_comes_from_and_a_new_one_stands_in_it(secretary: Caller) -> None:
    assert "第二十二条" in secretary.get("/stations").text
    address = secretary.send("/stations/new", **STATION).headers["location"]
    assert "办证窗口岗" in secretary.get("/stations").text
    assert "何一苇、宋知秋" in secretary.get(address).text
    assert "来不了的上门办" in secretary.get("/stations/print").text
    assert '"/stations"' in secretary.get("/branch").text


def test_a_failed_form_keeps_what_was_typed_and_names_the_twin(secretary: Caller, address: str) -> None:
    answer = secretary.send("/stations/new", **STATION)
    assert answer.status_code == 422
    assert "已有党员先锋岗“办证窗口岗”" in answer.text
    assert "来不了的上门办" in answer.text


def test_a_record_is_written_down_once_struck_out_and_brought_back(secretary: Caller, address: str) -> None:
    for _ in range(2):
        secretary.send(address, f"{address}/records", kept_on="2025-03-05", text="上门办证\n3本")
    page = secretary.get(address).text
    assert page.count("上门办证 3本</p>") + page.count("上门办证 3本 </p>") == 1
    assert secretary.send(address, f"{address}/records/1/delete").status_code == 303
    struck = secretary.get(address).text
    assert "还没有践诺记录" in struck
    assert f'action="{address}/records/1/restore"' in struck
    assert secretary.post(f"{address}/records/1/restore", token(secretary)).status_code == 303
    assert "上门办证 3本" in secretary.get(address).text


def test_a_record_of_a_day_ahead_is_refused_with_the_text_kept(secretary: Caller, address: str) -> None:
    answer = secretary.send(address, f"{address}/records", kept_on="2025-07-02", text="上门")
    assert answer.status_code == 422
    assert "做过以后再记" in answer.text
    assert "上门</textarea>" in answer.text


def test_ending_takes_it_off_the_list_and_resuming_puts_it_back(secretary: Caller, address: str) -> None:
    assert secretary.send(address, f"{address}/end", until="2025-02-20").status_code == 422
    assert secretary.send(address, f"{address}/end", until="2025-06-30").status_code == 303
    assert "2025年6月30日撤销" in secretary.get(address).text
    assert f'href="{address}"' not in secretary.get("/stations").text
    assert f'href="{address}"' in secretary.get("/stations?show=ended").text
    secretary.send(address, f"{address}/resume")
    assert f'href="{address}"' in secretary.get("/stations").text


def test_deleting_is_undone_unless_the_name_is_taken(secretary: Caller, address: str) -> None:
    secretary.send(address, f"{address}/delete")
    assert secretary.get(address).status_code == 404
    twin = secretary.send("/stations/new", **STATION).headers["location"]
    assert secretary.post(f"{address}/restore", token(secretary)).status_code == 422
    secretary.send(twin, f"{twin}/delete")
    assert secretary.post(f"{address}/restore", token(secretary)).headers["location"] == address


def test_correcting_a_moved_record_shows_both(secretary: Caller, address: str) -> None:
    first, second = (secretary.fields(f"{address}/edit") for _ in range(2))
    assert secretary.post(f"{address}/edit", {**first, "promise": "当日办"}).status_code == 303
    answer = secretary.post(f"{address}/edit", {**second, "promise": "次日办"})
    assert answer.status_code == 409
    assert "当日办" in answer.text


def test_a_branch_may_call_them_otherwise(secretary: Caller, address: str) -> None:
    assert secretary.send("/stations/words", pioneer="", area="责任区").status_code == 422
    secretary.send("/stations/words", pioneer="党员示范岗", area="党员责任区")
    for page in (address, "/stations", "/stations/print", "/stations/new"):
        text = secretary.get(page).text
        assert "党员示范岗" in text, page
        assert "党员先锋岗" not in text, page


def test_the_other_branch_finds_nothing_and_the_superior_only_reads(
    secretary: Caller, address: str, caller: Callable[[], Caller], world: World
) -> None:
    secretary.send(address, f"{address}/records", kept_on="2025-03-05", text="上门办证")
    stranger, superior = caller(), caller()
    stranger.sign_in("stranger", PASSWORD)
    assert stranger.get(address).status_code == 404
    for act in ("delete", "end", "records", "records/1/delete"):
        assert stranger.post(f"{address}/{act}", token(stranger) | {"until": "2025-06-30"}).status_code == 404, act
    superior.sign_in("superior", PASSWORD)
    page = superior.get(f"{address}?branch={world.home}").text
    assert "上门办证" in page
    assert f"{address}/edit" not in page
    assert "记一次践诺" not in page


def test_the_list_asks_as_little_for_fifty_as_for_one(
    db: Database, world: World, secretary: Caller, statements: list[str]
) -> None:
    def add(first: int, last: int) -> None:
        with db.write() as session:
            for number in range(first, last):
                values = STATION | {"name": f"岗{number}", "people": ("何一苇",), "since": World.day(number)}
                station = acts.add(session, OPERATOR, world.home, values)
                write_down(session, OPERATOR, station, [Entry(World.day(number), "做了")])

    def asked() -> int:
        statements.clear()
        secretary.get("/stations")
        return len(statements)

    add(0, 1)
    one = asked()
    add(1, 60)
    assert asked() == one
