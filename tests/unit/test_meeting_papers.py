"""What a meeting needs on paper: the notice's six lines, the calendar entry, the record in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from app.activities.models import Activity, Attendance, Part
from app.activities.papers import notice
from app.activities.papers.record import paper
from app.activities.papers.sign_in import signers
from app.activities.resolutions.models import Resolution
from app.activities.votes.models import Candidate, Motion, WrittenOpinion
from reminders.calendar import Meeting, of_meeting

DAY = date(2025, 7, 4)
NOW = datetime(2025, 7, 1, 1, 0, tzinfo=UTC)
BRANCH = "云岭区残联机关党支部"


def gathering(**values: Any) -> Activity:
    plain = {column.name: "" for column in Activity.__table__.columns if str(column.type) in ("TEXT", "VARCHAR")}
    return Activity(**plain | {"branch_id": 1, "title": "7月党员大会", "held_on": DAY} | values)


def row(name: str, presence: str, reason: str = "", **more: Any) -> Attendance:
    return Attendance(
        **{"name": name, "presence": presence, "reason": reason, "excused": False, "suspended": False} | more
    )


def part(kind: str, topic: str = "", **more: str) -> Part:
    blank = dict.fromkeys(("speaker", "source", "measures", "minutes", "agenda"), "")
    return Part(**blank | {"kind": kind, "topic": topic} | more)


def entry(meeting: Meeting) -> Any:
    """The one entry, read as a phone reads it."""
    calendar = Calendar.from_ical(of_meeting(meeting, NOW, "qingdan.example"))
    assert calendar["method"] == "PUBLISH"
    (found,) = calendar.walk("VEVENT")
    return found


def test_the_notice_is_six_lines_and_the_last_asks_and_names_nobody() -> None:
    meeting = gathering(
        starts_at="14:30",
        place="三楼会议室",
        agenda="一、学习文件；\n二、讨论计划。",
        material="计划（草案）",
        leave_to="宋知秋",
    )
    assert notice.of(meeting) == (
        "时间：2025年7月4日 星期五 14:30，7月党员大会",
        "地点：三楼会议室",
        "议题：一、学习文件；二、讨论计划",
        "会前材料：计划（草案）",
        "请假：请向宋知秋请假",
        "便利需求：需要手语翻译、大字材料、无障碍场地等便利的，请提前告知宋知秋。",
    )


def test_what_is_not_known_is_said_to_be_open_and_listed() -> None:
    meeting = gathering()
    assert notice.of(meeting)[1] == "地点：待定"
    assert notice.missing(meeting) == ["开始时间", "地点", "请假联系人"]


def test_a_phone_shows_the_meeting_at_its_hour_in_china() -> None:
    found = entry(Meeting(9, "7月党员大会", DAY, "14:30", "16:00", "三楼", "时间：…\n地点：三楼", 3))
    start, end = found.decoded("dtstart"), found.decoded("dtend")
    assert start.astimezone(UTC) == datetime(2025, 7, 4, 6, 30, tzinfo=UTC)
    assert end - start == timedelta(minutes=90)
    assert str(found["uid"]) == "meeting-9@qingdan.example"
    assert str(found["description"]) == "时间：…\n地点：三楼"


def test_without_an_hour_it_is_a_day_and_a_cancelled_one_goes_away() -> None:
    found = entry(Meeting(9, "7月党员大会", DAY, "", "", "", "", 4, cancelled=True))
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (DAY, DAY + timedelta(days=1))
    assert (str(found["status"]), int(found["sequence"])) == ("CANCELLED", 4)


def test_the_record_counts_the_list_and_names_no_suspended_member() -> None:
    meeting = gathering(absences="另有其人", enlarged=False)
    meeting.roll = [
        row("甲", "present"),
        row("乙", "leave", "出差"),
        row("丙", "absent"),
        row("丁", "present", suspended=True),
        row("戊", "absent", "卧床", excused=True),
        row("己", "observer"),
    ]
    made = paper(meeting, BRANCH, [], [])
    assert (made.due, made.present) == ("4人", "2人")
    assert made.absences == "乙（请假：出差）、丙（缺席）"
    assert made.observers == "己"
    assert made.others == "经批准不计入应到会1人；不计入表决基数1人"
    assert "丁" not in str(made)


def test_an_empty_record_prints_blanks_and_invents_nothing() -> None:
    made = paper(gathering(), BRANCH, [], [])
    assert (made.place, made.host, made.due, made.absences, made.others, made.blocks) == ("", "", "", "", "", ())


def test_who_came_is_unknown_until_somebody_is_marked() -> None:
    listed = gathering(frozen_on=DAY)
    listed.roll = [row("甲", ""), row("乙", "")]
    for meeting in (listed, gathering(stated_due=2)):
        made = paper(meeting, BRANCH, [], [])
        assert (made.due, made.present) == ("2人", "")


def test_parts_votes_and_resolutions_stand_in_their_order() -> None:
    meeting = gathering(agenda="接收预备党员", remarks="有不同意见", resolution="按期落实")
    meeting.parts = [part("lecture", "守纪律", speaker="林远帆", minutes="讲了三点")]
    vote = Motion(kind="admission", subject="接收新党员", person="新人", votes_for=7, votes_against=1, abstained=0)
    vote.opinions = [WrittenOpinion(name="乙", opinion="for")]
    vote.declared_on, vote.passed = DAY, True
    made = paper(meeting, BRANCH, [vote], [Resolution(text="报上级审批", owner="宋知秋", due_on=date(2025, 7, 10))])
    assert [(it.heading, it.lines) for it in made.blocks] == [
        ("会议议题", ("接收预备党员",)),
        ("党课：守纪律", ("主讲人：林远帆", "讲了三点")),
        ("发言要点", ("有不同意见",)),
        ("表决情况", ("接收预备党员，接收新党员，新人：赞成7票、不赞成1票、弃权0票、会前书面同意1人。通过。",)),
        ("会议决议", ("按期落实", "报上级审批（责任人宋知秋，2025年7月10日前完成）")),
    ]


def test_candidates_have_no_name_on_paper_before_the_result_is_declared() -> None:
    vote = Motion(kind="election", subject="选举支部委员", person="")
    vote.candidates = [Candidate(name="甲", votes=9, elected=True), Candidate(name="乙", votes=2, elected=False)]
    assert "甲" not in str(paper(gathering(), BRANCH, [vote], []))
    vote.declared_on = DAY
    assert "当选：甲（9票）。" in str(paper(gathering(), BRANCH, [vote], []))


def test_the_frozen_list_signs_and_says_who_is_excused_or_sits_in() -> None:
    meeting = gathering(frozen_on=DAY)
    meeting.roll = [row("甲", "", person_id=1), row("乙", "", person_id=2, excused=True), row("丙", "observer")]
    assert [(it.name, it.note) for it in signers(meeting, (), ())] == [
        ("甲", ""),
        ("乙", "经批准不计入应到会"),
        ("丙", "列席"),
    ]
