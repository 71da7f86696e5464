"""The report as others read it: the promised document, and a fingerprint that only records move."""

from __future__ import annotations

import json
from datetime import date

from checklists.exporters import json_, markdown
from checklists.facts import Line, Obligation, State, Strength
from checklists.report import build, formal_name, to_json
from checklists.units import Unit
from tests.unit.seed_half_year import BRANCH, FIRST_HALF, ON, event, half_year, quoted, report

DAY = date(2025, 3, 31)


def line(branch: int, state: State) -> Line:
    asked = Obligation(
        branch,
        "theme_day",
        "开展3月主题党日",
        202503,
        DAY,
        DAY,
        DAY,
        Strength.MUST,
        "《条例》第十六条",
        frozenset({"theme_day"}),
    )
    return Line(asked, state, 1, 0, 0, 0)


def test_the_document_has_the_promised_keys() -> None:
    told = json.loads(json_.write(report()))
    assert list(told) == [
        "branch",
        "period",
        "as_of",
        "figures",
        "lines",
        "sentences",
        "unreviewed",
        "fingerprint",
    ]
    assert (told["branch"], told["period"], told["as_of"]) == ("江岸区残联机关党支部", "2025H1", "2025-07-01")
    promised = {"key", "title", "value", "unit", "basis", "breakdown", "records"}
    assert all(promised <= set(figure) for figure in told["figures"])
    assert set(told["figures"][0]["records"][0]) == {"kind", "id", "date", "title", "amount"}


def test_the_referred_figures_stand_before_the_members_with_their_department() -> None:
    keys = [figure["key"] for figure in to_json(report())["figures"]]
    assert keys[keys.index("services") :][:4] == ["services", "referred", "referred", "members"]
    children, devices = [it for it in to_json(report())["figures"] if it["key"] == "referred"]
    assert (children["value"], children["department"]) == (147, "康复科")
    assert devices["value"] == "150余"
    assert devices["basis"].startswith("业务科室提供")
    assert to_json(report())["figures"][keys.index("referred")]["records"][0]["amount"] == 147


def test_a_key_without_a_quotation_is_there_all_the_same() -> None:
    nothing = next(it for it in to_json(build(BRANCH, FIRST_HALF, ON, []))["figures"] if it["key"] == "referred")
    assert (nothing["value"], nothing["basis"]) == (None, "尚无记录")


def test_deleting_a_meeting_moves_figure_and_fingerprint_and_undoing_it_brings_both_back() -> None:
    events = half_year()
    whole = report(events)
    without = report([it for it in events if it.title != "4月支部委员会"])
    assert [it.figure("committee_meetings").value for it in (whole, without)] == [6, 5]
    assert whole.fingerprint != without.fingerprint
    assert whole.fingerprint == report(list(reversed(events))).fingerprint


def test_the_fingerprint_depends_on_the_clock_only_through_the_day_of_the_report() -> None:
    later = [build(BRANCH, FIRST_HALF, on, half_year(), (), quoted()) for on in (ON, ON, date(2025, 7, 2))]
    first, again, tomorrow = (to_json(it) for it in later)
    assert first == again
    assert first.pop("fingerprint") != tomorrow.pop("fingerprint")
    assert first | {"as_of": ""} == tomorrow | {"as_of": ""}


def test_what_is_held_and_not_signed_off_is_told_once() -> None:
    parts = [event(kind, 5, DAY, "3月主题党日", reviewed=False) for kind in ("theme_day", "lecture")]
    parts.append(event("attendance_due", 5, DAY, unit=Unit.PERSON_TIMES, reviewed=False))
    assert [it["title"] for it in to_json(build(BRANCH, FIRST_HALF, ON, parts))["unreviewed"]] == ["3月主题党日"]


def test_a_line_is_printed_as_promised() -> None:
    told = to_json(build(BRANCH, FIRST_HALF, ON, [], [line(1, State.OVERDUE)]))["lines"]
    assert told[0] | {"citation": ""} == {
        "item": "theme_day",
        "title": "开展3月主题党日",
        "branch": "江岸区残联机关党支部",
        "period": "2025-03",
        "required": 1,
        "done": 0,
        "on_time": 0,
        "made_up": 0,
        "exempt": None,
        "state": "overdue",
        "due_on": "2025-03-31",
        "latest_on": "2025-03-31",
        "strength": "must",
        "citation": "",
        "records": [],
    }


def test_a_superior_reads_counts_of_branches_by_state() -> None:
    lines = [line(1, State.MET), line(2, State.OVERDUE), line(3, State.OVERDUE)]
    branches = {number: f"第{number}支部" for number in (1, 2, 3)}
    told = to_json(build(branches, FIRST_HALF, ON, [], lines, name="机关党总支"))["lines"]
    assert told == [
        {"item": "theme_day", "title": "开展3月主题党日", "period": "2025-03", "branches": {"met": 1, "overdue": 2}}
    ]


def test_a_branch_signs_by_its_formal_name() -> None:
    assert formal_name("江岸区残联机关党支部") == "中共江岸区残联机关支部委员会"
    assert formal_name("江岸区残联第一支部", committee=False) == "中共江岸区残联第一支部"
    assert formal_name("中共江岸区残联机关支部委员会") == "中共江岸区残联机关支部委员会"


def test_markdown_tells_text_and_figures_and_no_markup_of_others() -> None:
    told = markdown.write(report([event("study", 1, DAY, "集中*学习*", reviewed=False)])).decode()
    assert told.startswith("# 中共江岸区残联机关支部委员会2025年上半年党建工作总结\n")
    assert "\n\n## 一、主要工作开展情况\n" in told
    assert "| 集中学习 | 1 | 次 |" in told
    assert "集中\\*学习\\*" in told
    assert report([event("study", 1, DAY, "集中*学习*", reviewed=False)]).fingerprint in told


def test_nothing_of_another_branch_is_counted() -> None:
    report = build(BRANCH, FIRST_HALF, ON, [event("study", 1, DAY, branch=2)])
    assert report.figure("study_sessions").value == 0
