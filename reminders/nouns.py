"""The nouns of telling: a Recipient may be told, a Round is to be sent, a Notice tells one person one thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Stage(StrEnum):
    """How far a matter has come. A person is told of each stage once."""

    SOON = "soon"
    DUE = "due"
    TEN_DAYS = "ten_days"  # rectification, in calendar days
    THREE_DAYS = "three_days"
    OVERDUE = "overdue"
    DRAFT = "draft"  # a festival is near and nothing has been drafted
    APPROVE = "approve"  # the day of sending has come and the text is not approved
    SEND = "send"  # the approved text itself
    UNSENT = "unsent"  # letters of the branch did not go, and somebody must look (R18)


class Key(NamedTuple):
    """What makes a notice the same notice: the database refuses a second one."""

    rule: str  # the item's id, or "round"
    subject: str  # "branch:1/202503", "branch:1/issue:7", "round:4"
    stage: Stage
    due_on: date
    person: int


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone active who may be told something on behalf of one branch.

    `addresses` are the channels by which this person has an address, `ways` those of them by which
    they are told of work; a festival round goes by every way it names. The address itself is not
    here: it is read when a letter is sent (decisions.md 41).
    """

    person: int
    name: str
    branch: int
    unit: str  # the branch's name, as a letter signs it
    posts: frozenset[str] = frozenset()  # secretary, deputy, discipline, … as the branch keeps them
    member: bool = True  # of the Party, here; staff who only get festival rounds are not
    ways: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """A festival round (廉政提醒) of one branch: whom it goes to, when, and whether it may.

    `recorded_on` is the day of its record and never changes: moved to another day, it is still
    the same round and nobody gets it twice.
    """

    id: int
    branch: int
    title: str  # 2026年春节廉政提醒
    recorded_on: date
    send_on: date
    lapses_on: date  # the festival's first day off: from it on nothing is sent
    nodes: tuple[str, ...] = ()  # "festival:spring|2026"; a combined round names both
    approved_on: date | None = None
    done: bool = False  # carried out another way and entered by hand
    recipients: tuple[int, ...] = ()  # empty: every member of the branch
    ways: tuple[str, ...] = ("email", "sms")  # of these, those a person can be reached by
    subject: str = ""
    text: str = ""
    sms: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One person is told that one matter has reached one stage.

    Only its key, branch, title and day are kept; the words are those of the day it is sent, since
    it is planned anew then. `passed`: a later stage has begun, so it is not to be sent any more.
    """

    rule: str
    subject: str
    stage: Stage
    due_on: date
    person: int
    branch: int
    unit: str
    title: str
    reached: date  # the local day on which the stage began
    latest_on: date  # the last working day on which it can still be done
    left: int = 0  # to latest_on in working days, for rectification to due_on in calendar days
    last_day: bool = False  # the day planned for is latest_on itself
    issue: bool = False
    usual: bool = False
    citation: str = ""
    ways: tuple[str, ...] = ()
    round: int | None = None
    passed: bool = False

    @property
    def key(self) -> Key:
        return Key(self.rule, self.subject, self.stage, self.due_on, self.person)
