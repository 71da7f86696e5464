"""The dry run says for each day what would be told, to whom and in which words."""

from __future__ import annotations

from datetime import date

from reminders.compose import Writer
from reminders.forecast import forecast
from tests.contracts.fakes import WORKDAYS, Records, issue, line, owed, person, render, spring_round

WRITER = Writer(render, "清单 <qingdan@example.org>")


def test_each_stage_stands_on_its_own_day_with_its_words() -> None:
    records = Records([line(owed()), line(issue(7, date(2026, 4, 3), date(2026, 1, 5)))], [person(1, "secretary")])
    found = list(forecast(records, WORKDAYS, WRITER, date(2026, 3, 23), 10))
    assert [(each.day.day, each.notice.stage.value, each.person, each.notice.ways) for each in found] == [
        (24, "soon", "测试1", ("email",)),
        (24, "ten_days", "测试1", ("email",)),
        (31, "due", "测试1", ("email",)),
        (31, "three_days", "测试1", ("email",)),
    ]
    assert found[0].text == "召开2026年3月支部委员会：应于2026年3月31日前完成，还有5个工作日。依据：《试用条例》第1条。"


def test_an_approved_round_shows_its_text_and_an_unapproved_one_the_reminder() -> None:
    records = Records([], [person(1, "secretary"), person(2)], [spring_round()])
    found = list(forecast(records, WORKDAYS, WRITER, date(2026, 2, 11), 3))
    assert [(each.day.day, each.notice.person, each.text) for each in found] == [
        (12, 1, "同志们：\n\n春节将至，请廉洁过节。"),
        (12, 2, "同志们：\n\n春节将至，请廉洁过节。"),
    ]
    records.rounds_ = [spring_round(None)]
    (only,) = forecast(records, WORKDAYS, WRITER, date(2026, 2, 11), 3)
    assert only.text == "2026年春节廉政提醒：应于2026年2月12日发出，尚未批准，批准后才会发送。"
