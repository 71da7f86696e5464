"""What `due` gives on a day (decisions.md 12)."""

from __future__ import annotations

from datetime import date

from checklists.facts import Event, Exemption, Line, Obligation, Profile, Record, State
from checklists.progress import due, owed
from tests.unit.rules import CATALOGUE, WORKDAYS, adopting, branch, event

JULY = date(2025, 7, 1)


def on_the_desk(
    profile: Profile, *events: Event, records: tuple[Obligation, ...] = (), on: date = JULY
) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in due(profile, CATALOGUE, events, records, on, WORKDAYS):
        found.setdefault(line.obligation.item, []).append(line)
    return found


def issue(id: int, found_on: date, due_on: date) -> Obligation:
    record = Record("issue", id, found_on, "台账不全")
    return owed(CATALOGUE.item("issue"), record, due_on, WORKDAYS, branch=1, subject=f"issue:{id}")


def test_periods_containing_the_day_are_given_even_when_met() -> None:
    found = on_the_desk(branch(), event("theme_day", JULY))
    [*_, july] = found["theme_day"]
    assert (july.obligation.title, july.state) == ("开展7月主题党日", State.MET)
    assert found["member_meeting"][-1].obligation.title == "召开第三季度党员大会"
    assert found["life_meeting"][0].obligation.title == "召开2025年度组织生活会"


def test_a_month_is_under_way_to_its_last_day() -> None:
    held = event("theme_day", date(2025, 6, 5))
    assert on_the_desk(branch(asked_from=date(2025, 6, 1)), held, on=date(2025, 6, 30))["theme_day"]
    assert len(on_the_desk(branch(asked_from=date(2025, 6, 1)), held, on=JULY)["theme_day"]) == 1


def test_earlier_periods_are_given_while_unmet() -> None:
    held = [event("theme_day", date(2025, month, 5), month) for month in (1, 2, 3, 5)]
    periods = [line.obligation.period for line in on_the_desk(branch(), *held)["theme_day"]]
    assert periods == [202504, 202506, 202507]


def test_earlier_ones_go_back_to_the_start_of_last_year_and_name_it() -> None:
    old = branch(asked_from=date(2020, 1, 1))
    [first, *_] = on_the_desk(old)["theme_day"]
    assert first.obligation.title == "开展2024年1月主题党日"


def test_an_earlier_month_that_was_exempt_is_not_brought_up() -> None:
    exempt = branch(exemptions=(Exemption("theme_day", date(2025, 1, 1), date(2025, 6, 30), "借调"),))
    assert len(on_the_desk(exempt)["theme_day"]) == 1


def test_what_records_ask_is_given_open_or_closed_since_the_start_of_last_year() -> None:
    records = tuple(issue(n, date(2023, 1, 1), date(2025, 6, 30)) for n in (1, 2, 3))
    events = [
        event("issue_closed", date(2023, 12, 29), 1, subjects=("issue:1",)),
        event("issue_closed", date(2024, 1, 1), 2, subjects=("issue:2",)),
    ]
    shown = {line.obligation.subject: line.state for line in on_the_desk(branch(), *events, records=records)["issue"]}
    assert shown == {"issue:2": State.MET, "issue:3": State.OVERDUE}


def test_a_record_of_tomorrow_asks_nothing_today() -> None:
    later = issue(1, date(2025, 7, 2), date(2025, 7, 31))
    assert "issue" not in on_the_desk(branch(), records=(later,))
    assert "issue" in on_the_desk(branch(), records=(later,), on=date(2025, 7, 2))


def test_next_years_first_festival_is_given_in_the_quarter_of_its_round() -> None:
    profile = branch(adoptions=adopting("festival_reminders"))
    assert "festival_new_year" not in on_the_desk(profile, on=date(2025, 9, 30))
    [ahead] = on_the_desk(profile, on=date(2025, 12, 22))["festival_new_year"]
    assert (ahead.obligation.title, ahead.state) == ("推送2026年元旦廉政提醒", State.SOON)


def test_the_most_pressing_comes_first() -> None:
    dates = [line.obligation.latest_on for line in due(branch(), CATALOGUE, (), (), JULY, WORKDAYS)]
    assert dates == sorted(dates)


def test_subjects_are_those_in_force_on_the_day() -> None:
    [hours] = on_the_desk(branch(3))["member_hours"]
    assert hours.required == 3 * 320
