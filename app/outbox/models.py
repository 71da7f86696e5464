"""Notices, the letters that carry them, every attempt, how channels are doing, and who ticks.

These are queues, no records: only here is a state kept (decisions.md 6), moves are in `attempts`
and not in audit (decisions.md 30). Names of states are those of reminders.letters.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base

TICK = "tick"  # the one lease there is
# What partial indexes hold. A query says it in the same words, by `text`: of parameters no planner
# knows that they are in the index, and it goes through all letters there ever were.
WAITING = "state IN ('queued', 'retry')"
CLAIMED = "state = 'inflight'"
DOUBTFUL = "state IN ('uncertain', 'checking')"
OF_SMS = "message_id NOT LIKE '<%'"


def _id() -> Mapped[int]:
    return mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


def _partly(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of the few rows that still matter among all that are done with."""
    condition = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


class NoticeRow(Base):
    """One person is to be told that one matter has reached one stage; the key refuses a second one (R1)."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("person_id", "subject", "rule", "stage", "due_on"),
        Index("ix_notices_branch", "branch_id", "reached_on"),
    )
    id: Mapped[int] = _id()
    rule: Mapped[str]  # the item's id, or "round"
    subject: Mapped[str]  # "branch:1/202503", "round:4"
    stage: Mapped[str]
    due_on: Mapped[date]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    title: Mapped[str]
    reached_on: Mapped[date]  # the day on which the stage began
    state: Mapped[str]  # told, skipped_late, cancelled
    reason: Mapped[str] = mapped_column(default="")  # why it was skipped or cancelled
    late: Mapped[bool] = mapped_column(default=False)  # 补发
    noted_at: Mapped[datetime]


class LetterRow(Base):
    """What one person is told by one channel: on one day, or of one round of reminders.

    `round_id` is a reminder_rounds row without a foreign key: that room lies above this one.
    Moments are business ones, except lease_until.
    """

    __tablename__ = "letters"
    __table_args__ = (
        Index("ix_letters_person", "person_id", "channel", "day"),
        _partly("ix_letters_waiting", "channel", "next_at", "id", where=WAITING),
        _partly("ix_letters_claimed", "lease_until", where=CLAIMED),
        _partly("ix_letters_doubtful", "channel", "next_at", where=DOUBTFUL),
        _partly(
            "uq_letters_day",
            *("person_id", "channel", "day"),
            where="round_id IS NULL AND state <> 'cancelled'",
            unique=True,
        ),
        _partly(
            "uq_letters_round",
            *("round_id", "person_id", "channel"),
            where="round_id IS NOT NULL AND state <> 'cancelled'",
            unique=True,
        ),
    )
    id: Mapped[int] = _id()
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    channel: Mapped[str]
    day: Mapped[date]
    round_id: Mapped[int | None] = mapped_column(default=None)
    state: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")  # of the last outcome, in words
    tried: Mapped[int] = mapped_column(default=0)  # within its series
    series: Mapped[int] = mapped_column(default=0)  # how often a person had it written anew
    asked: Mapped[int] = mapped_column(default=0)  # how often the gateway did not know it
    due_at: Mapped[datetime]  # when it was to go, whatever happened since
    next_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    sent_on: Mapped[date | None] = mapped_column(default=None)  # the day by which figures count it
    delivered_at: Mapped[datetime | None] = mapped_column(default=None)  # by its receipt: 已送达
    lease_token: Mapped[str] = mapped_column(default="")
    lease_until: Mapped[datetime | None] = mapped_column(default=None)  # on the real clock
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)  # what goes, from the first attempt on


class LetterNotice(Base):
    """A notice as a letter carries it, or carried it until it no longer held."""

    __tablename__ = "letter_notices"
    __table_args__ = (Index("ix_letter_notices_notice", "notice_id"),)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"), primary_key=True)
    withdrawn: Mapped[str] = mapped_column(default="")  # why, when it was taken back


class AttemptRow(Base):
    """One attempt, written before anything leaves; without a result nobody knows how it ended."""

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("letter_id", "token"),
        _partly("ix_attempts_serial", "reply", where=OF_SMS),  # of SMS, whose reply is a serial
    )
    id: Mapped[int] = _id()
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"))
    token: Mapped[str]  # of the claim
    message_id: Mapped[str] = mapped_column(index=True)  # by which relays and gateways speak of it
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    result: Mapped[str | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="")  # the server's own
    reply: Mapped[str] = mapped_column(Text, default="")
    parts: Mapped[int] = mapped_column(default=0)  # what an SMS is charged as
    accepted_on: Mapped[date | None] = mapped_column(default=None)  # the local day on which it was charged


class ReceiptRow(Base):
    """What a relay or gateway reported of a message it had accepted, or a bounce; one of each kind a message."""

    __tablename__ = "receipts"
    __table_args__ = (UniqueConstraint("message_id", "event"), Index("ix_receipts_letter", "letter_id"))
    id: Mapped[int] = _id()
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"))
    message_id: Mapped[str]
    event: Mapped[str]  # delivered, failed
    at: Mapped[datetime]  # when it happened, as they say
    code: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime]


class ChannelRow(Base):
    """How a channel is doing. Stopped: a person must look and resume it."""

    __tablename__ = "channels"
    name: Mapped[str] = mapped_column(primary_key=True)
    stopped: Mapped[bool] = mapped_column(default=False)
    paused_until: Mapped[datetime | None] = mapped_column(default=None)
    failures: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")
    accepted_at: Mapped[datetime | None] = mapped_column(default=None)  # when a letter last went, on the real clock
    free_at: Mapped[datetime | None] = mapped_column(default=None)  # the next letter's turn, on the real clock


class LeaseRow(Base):
    """Who ticks, under which fencing token, and when a tick was last finished."""

    __tablename__ = "leases"
    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str] = mapped_column(default="")
    token: Mapped[int] = mapped_column(default=0)
    until: Mapped[datetime | None] = mapped_column(default=None)  # on the real clock, as ticked_at
    ticked_at: Mapped[datetime | None] = mapped_column(default=None)
    ticked_for: Mapped[datetime | None] = mapped_column(default=None)  # the business moment
    leapt_at: Mapped[datetime | None] = mapped_column(default=None)  # when a leap of the clock was last seen
    leapt_by: Mapped[int] = mapped_column(default=0)  # seconds, negative when it went back
