"""A letter that names days carries them as one calendar file, which phones and office programs can open."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.facts import Line
from reminders.calendar import calendar, uid
from reminders.nouns import Notice, Stage
from reminders.reading import read
from tests.contracts.fakes import issue, line, moment, owed
from tests.contracts.letters_words import HOSTILE, LINES, WRITER, built, html_of, notices, opened, round_letter

NOW = moment("2026-03-27 09:00")
(SOON,) = notices(LINES[0])


def attached(sealed: bytes) -> bytes:
    """The one calendar file of a letter, b"" where there is none."""
    parts = [part for part in opened(sealed).walk() if part.get_content_type() == "text/calendar"]
    assert len(parts) <= 1
    return bytes(parts[0].get_payload(decode=True)) if parts else b""


def entries(made: bytes) -> list[dict[str, str]]:
    """Read as RFC 5545 says, without the library that wrote it: unfolded, one property a line."""
    found: list[dict[str, str]] = []
    for each in re.sub(rb"\r\n[ \t]", b"", made).decode().split("\r\n"):
        name, _, value = each.partition(":")
        if each == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1].setdefault(name.partition(";")[0], value)
    return found


def test_each_day_that_lies_ahead_is_an_entry_and_those_that_have_passed_are_none() -> None:
    found = entries(attached(built(*LINES)))
    assert [(each["SUMMARY"], each["DTSTART"], each["DTEND"]) for each in found] == [
        ("召开2026年3月支部委员会", "20260331", "20260401"),
        ("整改台账第7号事项", "20260403", "20260404"),
    ]


def test_an_entry_says_what_the_letter_says_of_it() -> None:
    sealed = built(*LINES)
    for each in entries(attached(sealed)):
        assert each["DESCRIPTION"].replace("\\,", ",").replace("\\;", ";") in read("email", sealed).text


def test_another_reader_finds_the_same() -> None:
    made = icalendar.Calendar.from_ical(attached(built(*LINES)))
    assert (made["VERSION"], made["METHOD"]) == ("2.0", "PUBLISH")
    first, second = made.walk("VEVENT")
    assert (first.decoded("dtstart"), second.decoded("dtstart")) == (date(2026, 3, 31), date(2026, 4, 3))
    assert {each["TRANSP"] for each in (first, second)} == {"TRANSPARENT"}
    assert first.decoded("dtstamp") == NOW
    assert "ATTENDEE" not in first
    assert "ORGANIZER" not in first


def test_the_file_hangs_on_the_letter_and_changes_none_of_its_words() -> None:
    message = opened(built(*LINES))
    assert [part.get_content_type() for part in message.walk()] == [
        *("multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar")
    ]
    (file,) = message.iter_attachments()
    assert (file.get_filename(), file.get_param("method"), file.get_content_charset()) == (
        *("qingdan.ics", "PUBLISH", "utf-8"),
    )
    assert "召开2026年3月支部委员会" in html_of(message)
    assert built(*LINES) == built(*LINES)


@pytest.mark.parametrize("passed", [LINES[1], LINES[3]])
def test_a_letter_of_days_that_have_passed_has_no_file(passed: Line) -> None:
    assert attached(built(passed)) == b""
    assert attached(round_letter()) == b""


def test_rectification_is_due_on_its_day_and_a_duty_on_the_last_working_day() -> None:
    sunday = date(2026, 5, 31)
    duty = owed(due_on=sunday, latest_on=date(2026, 5, 29), grace_until=date(2026, 6, 3))
    both = line(duty), line(issue(7, sunday, date(2026, 1, 5)))
    told = notices(*both, day=date(2026, 5, 28))
    found = entries(calendar([(each, str) for each in told], moment("2026-05-28 09:00"), "x"))
    assert sorted(each["DTSTART"] for each in found) == ["20260529", "20260531"]


@pytest.mark.parametrize(("day", "count"), [("2026-03-31 23:59", 1), ("2026-04-01 00:00", 0)])
def test_today_is_still_ahead_and_yesterday_is_not(day: str, count: int) -> None:
    assert len(entries(calendar([(replace(SOON, stage=Stage.DUE), str)], moment(day), "x"))) == count


@pytest.mark.parametrize("stage", Stage)
def test_only_stages_with_a_day_to_come_are_entries(stage: Stage) -> None:
    none = stage in (Stage.OVERDUE, Stage.SEND, Stage.UNSENT)
    assert len(entries(calendar([(replace(SOON, stage=stage), str)], NOW, "x"))) == (not none)


def test_a_matter_keeps_its_uid_over_stages_and_changed_days_but_not_over_people() -> None:
    later = replace(SOON, stage=Stage.DUE, due_on=SOON.due_on + timedelta(days=9))
    assert uid(SOON, "x") == uid(later, "x")
    others = (replace(SOON, person=2), replace(SOON, subject="branch:1/202504"), replace(SOON, rule="lecture"))
    assert len({uid(each, "x") for each in (SOON, *others)}) == 4
    assert uid(SOON, "example.org").endswith("@example.org")


def told(title: str, sentence: str) -> list[tuple[Notice, Callable[[], str]]]:
    return [(replace(SOON, title=title), lambda: sentence)]


@given(st.text(max_size=200) | st.sampled_from(HOSTILE), st.text(max_size=400))
def test_whatever_a_title_holds_the_file_keeps_its_form(title: str, sentence: str) -> None:
    made = calendar(told(title, sentence), NOW, "example.org")
    lines = made.split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\r" in each or b"\n" in each or len(each) > 75 for each in lines)
    assert all(each.decode().replace("\u200d", "").strip() for each in lines[:-1])  # no character is cut in two
    assert len(entries(made)) == 1
    assert [each for each in lines if each.startswith((b"ATTENDEE", b"ATTACH", b"BEGIN:VALARM"))] == []
    (event,) = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert str(event["SUMMARY"]) == " ".join("".join(c if c.isprintable() else " " for c in title).split())


def test_a_long_sentence_is_folded_between_characters() -> None:
    made = calendar([(SOON, lambda: WRITER.sender + "说明，" * 100)], NOW, "example.org")
    assert 70 < max(map(len, made.split(b"\r\n"))) <= 75
    assert entries(made)[0]["DESCRIPTION"].endswith("说明，" * 100)
