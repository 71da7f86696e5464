"""What was not done in time is told plainly, and what comes next."""

from __future__ import annotations

from datetime import date

from checklists.facts import Record, State
from tests.unit.report_told import DAY, by_record, line, of_lines, said
from tests.unit.seed_half_year import event, report


def test_what_was_not_held_in_time_is_said_plainly_and_what_was_made_up_with_its_day() -> None:
    record = Record("theme_day", 4, date(2025, 5, 6), "主题党日")
    found = of_lines(
        line("committee_meeting", 202505, State.OVERDUE),
        line("committee_meeting", 202503, State.OVERDUE),
        line("theme_day", 202504, State.MET, done=1, made_up=1, records=(record,)),
        line("theme_day", 202506, State.SOON),
    )
    assert said(found, "对照") == (
        "对照要求，3月、5月支部委员会未按期开展，尚未补开；4月主题党日未按期开展，已于5月6日补开，主要原因是〔待补〕。"
    )


def test_a_reason_once_written_is_not_asked_again() -> None:
    found = of_lines(line("committee_meeting", 202503, State.OVERDUE, excused="书记外派，委员不足半数"))
    assert said(found, "对照").endswith("尚未补开，主要原因是书记外派，委员不足半数。")


def test_promises_past_their_day_are_told_without_the_name_of_anybody() -> None:
    found = of_lines(by_record("commitment", 1, State.OVERDUE), by_record("commitment", 2, State.OPEN))
    assert said(found, "对照") == "对照要求，1项帮扶承诺未按期兑现，主要原因是〔待补〕。"
    assert "兑现2项承诺" in said(found, "下半年")
    assert [it.id for it in found.behind("lines", "promises")] == [1, 2]


def test_overdue_rectification_is_told_by_its_figure() -> None:
    found = report([event("issue_overdue", 1, DAY)])
    assert said(found, "对照") == "对照要求，1项整改超期，主要原因是〔待补〕。"


def test_the_next_period_names_what_goes_on() -> None:
    found = of_lines(line("theme_day", 202506, State.SOON), line("committee_meeting", 202506, State.MET))
    assert said(found, "下半年") == "下半年，继续抓好党支部组织生活，〔待补〕。"


def test_a_meeting_made_up_beside_one_in_time_is_no_shortfall() -> None:
    record = Record("theme_day", 4, date(2025, 5, 6), "主题党日")
    found = of_lines(line("theme_day", 202504, State.MET, done=2, made_up=1, records=(record,)))
    assert [str(it) for it in found.sections[-2].sentences] == ["〔待补〕"]


def test_where_nothing_is_known_a_blank_is_left_to_be_written() -> None:
    empty = [it for it in of_lines().sections if it.heading.startswith("（一）")]
    assert [str(it) for it in empty[0].sentences] == ["〔待补〕"]
