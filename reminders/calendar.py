"""Calendar files (RFC 5545): the days of a letter still ahead, and one meeting."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from reminders.nouns import Notice, Stage
from reminders.sms import one_line

_AHEAD = frozenset({Stage.SOON, Stage.TEN_DAYS, Stage.THREE_DAYS, Stage.DUE, Stage.DRAFT, Stage.APPROVE})
_PRODUCT = "-//qingdan//qingdan//ZH"
_CHINA = ZoneInfo("Asia/Shanghai")
_SHOWN_FOR = timedelta(hours=1)  # where no end is written: some phones show an entry without one as none


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a phone needs to know of a meeting; times are "14:30" in China, or empty."""

    id: int
    title: str
    day: date
    starts: str
    ends: str
    place: str
    words: str
    version: int  # a later file moves the entry of an earlier one
    cancelled: bool = False


def calendar(told: Iterable[tuple[Notice, Callable[[], str]]], now: datetime, domain: str) -> bytes:
    """An entry for each notice whose day is today or later, described by its sentence; b"" where none is.

    `now` is the moment by the clock on the wall: the same letter makes the same bytes.
    """
    ahead = [(notice, said()) for notice, said in told if _still_ahead(notice, now.date())]
    if not ahead:
        return b""
    made = _published()
    for notice, sentence in ahead:
        made.add_component(_entry(notice, sentence, now, domain))
    return bytes(made.to_ical())


def of_meeting(meeting: Meeting, now: datetime, domain: str) -> bytes:
    """One entry: at its hour in China where that is known, else for the whole day."""
    made, entry = _published(), Event()
    entry.add("uid", f"meeting-{meeting.id}@{domain}")
    entry.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    entry.add("sequence", meeting.version)
    start, end = _hours(meeting)
    entry.add("dtstart", start)
    entry.add("dtend", end)
    for name, words in (("summary", meeting.title), ("location", meeting.place)):
        if words:
            entry.add(name, one_line(words))
    entry.add("description", "\n".join(map(one_line, meeting.words.splitlines())))
    entry.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    made.add_component(entry)
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _hours(meeting: Meeting) -> tuple[date, date]:
    if not meeting.starts:
        return meeting.day, meeting.day + timedelta(days=1)
    start = datetime.combine(meeting.day, time.fromisoformat(meeting.starts), _CHINA)
    end = datetime.combine(meeting.day, time.fromisoformat(meeting.ends), _CHINA) if meeting.ends else None
    return start, end if end is not None and end > start else start + _SHOWN_FOR


def _published() -> Calendar:
    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")  # for information: nobody is invited, and nothing is to be answered
    return made


def day_of(notice: Notice) -> date:
    """The day that is meant: rectification ends on its day, all else on the last working day before it."""
    return notice.due_on if notice.issue else notice.latest_on


def uid(notice: Notice, domain: str) -> str:
    """The same at every stage of a matter, so that a later letter moves the entry and adds no second one."""
    about = f"{notice.rule}|{notice.subject}|{notice.person}"
    return f"{hashlib.sha256(about.encode()).hexdigest()[:32]}@{domain}"


def _still_ahead(notice: Notice, today: date) -> bool:
    return notice.stage in _AHEAD and day_of(notice) >= today


def _entry(notice: Notice, sentence: str, now: datetime, domain: str) -> Event:
    day = day_of(notice)
    entry = Event()
    entry.add("uid", uid(notice, domain))
    entry.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))  # some phones show an entry without an end as none
    entry.add("summary", one_line(notice.title))
    entry.add("description", one_line(sentence))
    entry.add("transp", "TRANSPARENT")  # a day to remember keeps nobody busy
    return entry
