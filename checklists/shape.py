"""What is wrong with the shape of a branch on a day, each with its clause. Told; people judge and mend."""

from __future__ import annotations

import calendar
from datetime import date
from typing import NamedTuple

from checklists.facts import Profile

RULES = "《中国共产党支部工作条例（试行）》"
FEWEST, MOST = 3, 50  # full members; members
COMMITTEE_FROM = 7  # full members; probationary ones do not count
SMALLEST, LARGEST = 3, 7  # on a committee
STAGES = (1, 3, 6)  # months before a term ends


class Alarm(NamedTuple):
    """One thing: which, in words, by which article; `late` when a day has passed by."""

    kind: str
    words: str
    citation: str
    late: bool = False


def alarms(profile: Profile, day: date) -> tuple[Alarm, ...]:
    """A branch without a member has only just been set up: of its people nothing is said."""
    if not profile.subjects("member", day):
        return _term(profile, day)
    return (*_size(profile, day), *_committee(profile, day), *_secretary(profile, day), *_term(profile, day))


def _size(profile: Profile, day: date) -> list[Alarm]:
    members, full = (len(profile.subjects(kind, day)) for kind in ("member", "full_member"))
    found = []
    if full < FEWEST:
        found.append(Alarm("few", f"正式党员{full}名，不足{FEWEST}名，请考虑成立联合党支部", f"{RULES}第四条、第五条"))
    if members > MOST:
        found.append(Alarm("many", f"党员{members}名，一般不超过{MOST}名", f"{RULES}第四条"))
    return found


def _committee(profile: Profile, day: date) -> list[Alarm]:
    """Nothing while nobody has said whether there is a committee (decisions.md 8)."""
    if not any(since <= day for since, _ in profile.committee):
        return []
    full = len(profile.subjects("full_member", day))
    seats = len(profile.subjects("committee_member", day))
    citation = f"{RULES}第二十条"
    if not profile.has_committee(day):
        words = f"正式党员{full}名，已满{COMMITTEE_FROM}名，应当设立支部委员会"
        return [Alarm("no_committee", words, citation)] if full >= COMMITTEE_FROM else []
    found = []
    if full < COMMITTEE_FROM:
        words = f"正式党员{full}名，不足{COMMITTEE_FROM}名而设有支部委员会，请核对名册和支部设置"
        found.append(Alarm("committee", words, citation))
    if seats < SMALLEST:
        found.append(Alarm("seats", f"支部委员会{seats}人，少于{SMALLEST}人，请及时补选", f"{citation}、第二十一条"))
    if seats > LARGEST:
        found.append(Alarm("seats", f"支部委员会{seats}人，一般不超过{LARGEST}人", citation))
    return found


def _secretary(profile: Profile, day: date) -> list[Alarm]:
    if profile.subjects("secretary", day):
        return []
    return [Alarm("secretary", "支部书记空缺，请及时补选", f"{RULES}第二十一条")]


def _term(profile: Profile, day: date) -> tuple[Alarm, ...]:
    """Three stages before the term in office ends, and what is past."""
    in_office = [t for t in profile.tenures if t.began <= day and (t.renewed is None or day < t.renewed)]
    if not in_office:
        return ()
    ends = max(in_office).ends
    said = f"{ends.year}年{ends.month}月{ends.day}日"
    if ends < day:
        words = f"本届任期已于{said}届满，请按期换届或报批延期"
        return (Alarm("term", words, f"{RULES}第二十一条、第二十二条", late=True),)
    stage = next((months for months in STAGES if day >= months_on(ends, -months)), None)
    if stage is None:
        return ()
    return (Alarm("term", f"本届任期{said}届满，已进入届满前{stage}个月，请做好换届准备", f"{RULES}第二十二条"),)


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or earlier; where that month is shorter, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
