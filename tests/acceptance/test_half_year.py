"""The seed's half-year: from the ledgers of the demo to the report, on the command line and on the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.demo import HOME, PASSWORD
from tests.harness.callers import Caller
from tests.harness.office import Office
from tests.harness.server import Server, qingdan

PERIOD = ("--period", "2025H1", "--on", "2025-07-01")


def report_of(data: Path, branch: str = HOME) -> dict[str, Any]:
    file = data / "out.json"
    qingdan(data, "report", "--branch", branch, *PERIOD, "--to", str(file))
    made: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return made


def figure(report: dict[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(it for it in report["figures"] if it["key"] == key)
    return found


@pytest.fixture
def secretary(demo: Server) -> Iterator[Caller]:
    with httpx.Client(base_url=demo.url, timeout=30) as client:
        person = Caller(client)
        person.sign_in("lin", PASSWORD)
        yield person


def test_the_seeds_figures_come_out(demo_data: Path) -> None:
    report = report_of(demo_data)
    expected = {
        "committee_meetings": 6,
        "member_meetings": 3,
        "theme_days": 6,
        "issues_closed": 18,
        "integrity_issues_closed": 12,
        "reminder_rounds": 4,
        "reminders_delivered": 40,
        "inspections": 6,
        "appraisals": 12,
        "dues_paid_members": 10,
    }
    assert {key: figure(report, key)["value"] for key in expected} == expected
    visits, households = figure(report, "visits")["value"], figure(report, "households_visited")["value"]
    assert visits > 1000
    assert visits > households


def test_referred_figures_name_their_department(demo_data: Path) -> None:
    referred = [it for it in report_of(demo_data)["figures"] if it["key"] == "referred"]
    assert {it["value"] for it in referred} == {147, "150余"}
    assert all(it["department"] and "业务科室提供" in it["basis"] for it in referred)


def test_every_figure_equals_its_records(demo_data: Path) -> None:
    report = report_of(demo_data)
    for it in report["figures"]:
        if it["key"] == "referred" or it["value"] is None:
            continue
        subjects = {subject for record in it["records"] for subject in record.get("subjects", ())}
        counted = sum(record["amount"] for record in it["records"])
        if it["unit"] == "%":  # of the members in force
            assert it["value"] == 100 * len(subjects) // figure(report, "members")["value"], it["key"]
            continue
        assert it["value"] in (counted, len(subjects)), it["key"]


def test_what_no_room_records_yet_is_unknown_and_never_zero(demo_data: Path) -> None:
    unknown = figure(report_of(demo_data), "policies_applied")
    assert (unknown["value"], unknown["basis"]) == (None, "尚无记录")


def test_the_word_file_opens_and_says_so_in_sentences(demo_data: Path, office: Office) -> None:
    file = demo_data / "out.docx"
    qingdan(demo_data, "report", "--branch", HOME, *PERIOD, "--to", str(file))
    text = office.text(file)
    for words in ("支部委员会6次", "党员大会3次", "4批次、40人次", "销号18项", "147名", "150余人"):
        assert words in text, words


def test_the_superior_counts_over_the_union(demo_data: Path) -> None:
    report = report_of(demo_data, "云岭区直机关工委")
    assert figure(report, "committee_meetings")["unit"] == "支部次"
    assert figure(report, "inspections")["value"] == 6


def test_the_same_ledgers_give_the_same_report(demo_data: Path) -> None:
    assert report_of(demo_data)["fingerprint"] == report_of(demo_data)["fingerprint"]


@dataclass(frozen=True)
class Seen:
    """What the pages say of the committee's meetings."""

    counted: str
    fingerprint: str
    year: str
    asked_again: bool


def test_deleting_a_meeting_shows_everywhere_and_undoing_brings_all_back(secretary: Caller) -> None:
    def look() -> Seen:
        counted = secretary.get("/reports/records?period=2025H1&figure=committee_meetings").text
        return Seen(
            counted.split("<b>")[1].split("</b>")[0],
            secretary.get("/reports?period=2025H1").text.split("核验码：")[1][:64],
            secretary.get("/calendar").text.split("<table")[1].split("</table>")[0],
            "召开6月支部委员会" in secretary.get("/").text.split("本期已完成")[0],
        )

    before = look()
    path = secretary.get("/meetings?words=6月支部委员会").text.split('href="/meetings/')[-1].split('"')[0]
    assert secretary.send(f"/meetings/{path}", f"/meetings/{path}/delete").status_code == 303
    without = look()
    assert (before.counted, without.counted) == ("6次", "5次")
    assert (before.asked_again, without.asked_again) == (False, True)
    assert before.fingerprint != without.fingerprint
    assert before.year != without.year
    assert secretary.send("/meetings", f"/meetings/{path}/restore").status_code == 303
    assert look() == before
