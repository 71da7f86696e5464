"""Rounds of reminders that the program sent, as facts: 批次, 人次, and the festivals they answer.

A round's own record lies in a room above; its table is read here by name, and only where letters
of it were sent. Rounds entered by hand (人工登记) are that room's facts.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    Integer,
    Select,
    Subquery,
    Text,
    cast,
    column,
    func,
    literal,
    select,
    table,
    union_all,
)

from app.facts import fact, key
from app.outbox.models import LetterNotice, LetterRow, NoticeRow
from checklists.units import Unit
from checklists.workdays import FESTIVAL_CODES
from reminders.letters import LetterState

ROUNDS = table(
    "reminder_rounds",
    column("id", Integer),
    column("branch_id", Integer),
    column("nodes", Text),  # codes of festivals joined by ","
    column("year", Integer),
    column("recorded_on", Date),
    column("by_hand", Boolean),
    column("deleted_at", DateTime),
)


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """What was only written down (logged) is not among them: it reached nobody."""
    reached = _reached(branches)
    first = select(reached.c.round, func.min(reached.c.on).label("on")).group_by(reached.c.round).subquery("first_day")
    return _of("reminder_round", first, unit=Unit.BATCHES), _delivered(reached), _festivals(first)


def _reached(branches: frozenset[int]) -> Subquery:
    """Each person once a round, whatever the ways, on the day on which the first letter went."""
    # The second of these says nothing new, except to the database, which finds the index by it.
    sent = LetterRow.state == LetterState.SENT.value, LetterRow.state != LetterState.CANCELLED.value
    living = ROUNDS.c.deleted_at.is_(None), ROUNDS.c.by_hand.is_(False)
    return (
        select(LetterRow.round_id.label("round"), LetterRow.person_id, func.min(LetterRow.sent_on).label("on"))
        .join(ROUNDS, ROUNDS.c.id == LetterRow.round_id)
        .where(ROUNDS.c.branch_id.in_(branches), *living, *sent)
        .group_by(LetterRow.round_id, LetterRow.person_id)
        .subquery("reached")
    )


def _of(kind: str, when: Subquery, **more: Any) -> Select[Any]:
    """`when` has a round and a day."""
    title = (
        select(func.min(NoticeRow.title))
        .join(LetterNotice, LetterNotice.notice_id == NoticeRow.id)
        .join(LetterRow, LetterRow.id == LetterNotice.letter_id)
        .where(LetterRow.round_id == ROUNDS.c.id, LetterRow.state != LetterState.CANCELLED.value)
        .correlate(ROUNDS)
        .scalar_subquery()
    )
    made = fact(kind, ROUNDS.c.id, ROUNDS.c.branch_id, when.c.on, ROUNDS.c.recorded_on, title, **more)
    return made.join(when, when.c.round == ROUNDS.c.id)


def _delivered(reached: Subquery) -> Select[Any]:
    """A row a person; each day counts as many 人次 as were reached on it."""
    on_that_day = func.count().over(partition_by=(reached.c.round, reached.c.on))
    subject = key("person", reached.c.person_id)
    return _of("reminder_delivered", reached, amount=on_that_day, unit=Unit.PERSON_TIMES, subject=subject)


def _festivals(first: Subquery) -> Select[Any]:
    """A combined round answers each of its festivals."""
    codes = union_all(*(select(literal(code, Text).label("code")) for code in FESTIVAL_CODES)).subquery("festivals")
    subject = literal("festival:") + codes.c.code + "|" + cast(ROUNDS.c.year, Text)
    named = (literal(",") + ROUNDS.c.nodes + ",").contains(literal(",") + codes.c.code + ",")
    return _of("festival_round", first, subject=subject).join(codes, named)
