"""The facts most likely to be got wrong, those that concern rules, each in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from checklists.facts import State, Strength
from checklists.kinds import KINDS
from checklists.periods import parse
from checklists.progress import asked
from checklists.units import Unit
from tests.unit.rules import CATALOGUE, LOCAL, WORKDAYS, adopting, ask, branch, event, line, people

JULY = date(2025, 7, 1)


def test_an_election_is_counted_over_those_due_unless_the_branch_says_otherwise() -> None:
    [pack] = [pack for pack in CATALOGUE.packs if pack.id == "branch_life"]
    [base] = [parameter for parameter in pack.parameters if parameter.name == "election_base"]
    assert base.choices[base.value] == "应到会"


def test_probationary_members_do_not_make_a_committee() -> None:
    assert not ask(branch(9, full=6), "committee_meeting", "2025")
    assert ask(branch(9, full=7), "committee_meeting", "2025")


def test_a_branch_below_seven_without_groups_is_never_red_for_their_meetings() -> None:
    items = {o.item for o in asked(branch(5), CATALOGUE, parse("2025"), WORKDAYS)}
    assert not items & {"committee_meeting", "group_meeting", "talk_committee", "talk_with_committee"}


def test_no_lecture_is_asked_of_a_branch_by_the_regulation() -> None:
    profile = branch(8)
    assert not ask(profile, "lecture", "2025")
    assert not ask(profile, "leading_lecture", "2025")  # it binds the secretary of the 党组
    assert CATALOGUE.item("leading_lecture").cadence == "year"


def test_56_hours_are_local_and_no_article_of_the_regulation() -> None:
    item = CATALOGUE.item("committee_hours")
    assert (item.at_least, CATALOGUE.pack(item.pack).scope, item.citation.article) == (560, "local", "")
    member = CATALOGUE.item("member_hours")
    assert (member.at_least, member.unit, member.citation.article) == (320, Unit.TENTH_HOURS, "第二十条")


def test_a_quarter_is_no_ninety_days() -> None:
    held = [event("member_meeting", date(2025, 3, 31), 1), event("member_meeting", date(2025, 4, 1), 2)]
    quarters = [line(branch(), "member_meeting", quarter, JULY, *held).done for quarter in ("2025Q1", "2025Q2")]
    assert quarters == [1, 1]
    gap = [event("member_meeting", date(2025, 1, 2), 1), event("member_meeting", date(2025, 6, 30), 2)]
    assert all(line(branch(), "member_meeting", q, JULY, *gap).state is State.MET for q in ("2025Q1", "2025Q2"))


def test_one_gathering_meets_several_duties_once_each() -> None:
    parts = [event(kind, date(2025, 6, 10)) for kind in ("theme_day", "lecture", "member_meeting")]
    profile = branch(8, adoptions=adopting("lectures"))
    for item, period in (("theme_day", "2025-06"), ("lecture", "2025Q2"), ("member_meeting", "2025Q2")):
        assert line(profile, item, period, JULY, *parts).done == 1


def test_the_year_of_an_organisational_life_meeting_is_not_that_of_its_day() -> None:
    profile = branch(asked_from=date(2024, 1, 1))
    held = event("life_meeting", date(2025, 2, 20), belongs_to=202400)
    assert line(profile, "life_meeting", "2024", JULY, held).made_up == 1
    assert line(profile, "life_meeting", "2025", JULY, held).done == 0
    waiting = line(profile, "life_meeting", "2024", date(2025, 2, 19))
    assert waiting.state is State.GRACE  # the first quarter is the usual time


def test_a_term_is_three_years_with_notice_six_months_ahead() -> None:
    assert CATALOGUE.parameter("term_years", branch()) == 3
    assert CATALOGUE.parameter("term_notice_months", branch()) == 6


def test_kinds_of_talk_and_reminder_do_not_answer_for_one_another() -> None:
    subjects = ("person:1", "person:2", "pair:1-2")
    for kind in ("integrity_talk", "reminder_round", "reminder_delivered"):
        assert line(branch(2), "talk_between_members", "2025", JULY, event(kind, JULY, subjects=subjects)).done == 0
    assert "提醒谈话" not in KINDS.values()  # it is no figure and answers nothing


def test_a_meeting_of_another_body_answers_nothing_of_the_branch() -> None:
    assert not {"党组会", "理事会", "民主生活会"} & set(KINDS.values())
    assert CATALOGUE.item("committee_meeting").answers == {"committee_meeting"}
    assert CATALOGUE.item("life_meeting").answers == {"life_meeting"}


def test_visits_count_households_not_visits() -> None:
    profile = branch(8, adoptions=adopting("five_ones"))
    visits = [event("visit", date(2025, 2, day), day, subjects=("household:1",)) for day in (3, 4, 5)]
    found = line(profile, "one_visit", "2025Q1", JULY, *visits)
    assert (found.done, len(found.records)) == (1, 3)


def test_a_lasting_issue_is_owed_until_it_is_closed_and_deadlines_are_no_constants() -> None:
    issue = CATALOGUE.item("issue")
    assert (issue.cadence, issue.grace) == ("record", 0)
    assert issue.answers == {"issue_closed"}


def test_no_rule_strikes_anybody_off_or_asks_attendance_of_the_frail() -> None:
    asked_of_each = {item.id for item in CATALOGUE.items if item.each in ("member", "committee_member")}
    assert asked_of_each == {"member_hours", "committee_hours", "talk_with_committee", "talk_between_members"}
    assert all(CATALOGUE.item(item).strength is Strength.USUAL for item in asked_of_each)
    assert not any("attendance" in kind for item in CATALOGUE.items for kind in item.answers)


def test_saturday_14_february_2026_is_worked_and_2027_is_provisional() -> None:
    assert WORKDAYS.is_workday(date(2026, 2, 14))
    assert WORKDAYS.provisional(2027)


def test_articles_are_those_of_the_text_and_not_of_an_invented_copy() -> None:
    articles = {item.id: item.citation.article for item in CATALOGUE.items if "支部" in item.citation.document}
    assert articles == {
        "member_meeting": "第十一条",
        "committee_meeting": "第十二条",
        "group_meeting": "第十三条",
        "leading_lecture": "第十六条",
        "resolution": "第十六条",
        "life_meeting": "第十七条",
        "appraisal": "第十八条",
        "talk_committee": "第十九条",
        "talk_with_committee": "第十九条",
        "talk_between_members": "第十九条",
        "term_of_office": "第二十一条",
    }


def test_the_word_as_a_rule_makes_a_duty_usual_and_its_absence_a_must() -> None:
    profile = branch(8, *people("committee_member", 1, 2), adoptions=adopting(*LOCAL))
    must = {o.item for o in asked(profile, CATALOGUE, parse("2025"), WORKDAYS) if o.strength is Strength.MUST}
    assert must == {"theme_day", "life_meeting"}


def test_an_inquorate_or_unsigned_meeting_still_meets_its_duty() -> None:
    held = replace(event("member_meeting", date(2025, 6, 5)), reviewed=False)
    assert line(branch(), "member_meeting", "2025Q2", JULY, held).state is State.MET
