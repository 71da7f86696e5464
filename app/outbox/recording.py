"""The tick writes down: notices that are not yet known, and the letters that carry them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.outbox.models import LetterNotice, LetterRow, NoticeRow
from app.outbox.statements import insert
from reminders.letters import Entry, LetterState, NoticeState
from reminders.nouns import Key, Stage

AT_ONCE = 500  # entries a statement: databases bound the number of parameters
KEY = (NoticeRow.rule, NoticeRow.subject, NoticeRow.stage, NoticeRow.due_on, NoticeRow.person_id)
Place = tuple[int, str, int | None]  # person, channel, round: what one letter is for


def known(session: Session, since: date, branches: Collection[int]) -> frozenset[Key]:
    query = select(*KEY).where(NoticeRow.branch_id.in_(branches), NoticeRow.reached_on >= since)
    rows = session.execute(query.where(NoticeRow.state != NoticeState.CANCELLED.value))
    return frozenset(key(*row) for row in rows)


def key(rule: str, subject: str, stage: str, due_on: date, person: int) -> Key:
    return Key(rule, subject, Stage(stage), due_on, person)


def record(session: Session, entries: Iterable[Entry], now: datetime) -> int:
    """How many were new. One statement may not meet a key twice, so the first entry of a key counts."""
    first: dict[Key, Entry] = {}
    for entry in entries:
        first.setdefault(entry.notice.key, entry)
    some, new = list(first.values()), 0
    for start in range(0, len(some), AT_ONCE):
        noted = _note(session, some[start : start + AT_ONCE], now)
        new += len(noted)
        _carry(session, [(number, first[each]) for each, number in noted.items() if not first[each].skipped], now)
    return new


def _note(session: Session, entries: Sequence[Entry], now: datetime) -> dict[Key, int]:
    """The ids of the notices written now: new ones, and cancelled ones that hold again."""
    statement = insert(session, NoticeRow)
    again = {name: statement.excluded[name] for name in ("branch_id", "title", "reached_on", "state", "reason", "late")}
    upsert = statement.on_conflict_do_update(
        index_elements=[column.key for column in KEY],
        set_={**again, "noted_at": now},
        where=NoticeRow.state == NoticeState.CANCELLED.value,
    ).returning(NoticeRow.id, *KEY)
    rows = session.connection().execute(upsert, [_row(entry, now) for entry in entries])
    return {key(*row[1:]): row[0] for row in rows}


def _row(entry: Entry, now: datetime) -> dict[str, object]:
    notice = entry.notice
    return {
        "rule": notice.rule,
        "subject": notice.subject,
        "stage": notice.stage.value,
        "due_on": notice.due_on,
        "person_id": notice.person,
        "branch_id": notice.branch,
        "title": notice.title,
        "reached_on": notice.reached,
        "state": (NoticeState.SKIPPED_LATE if entry.skipped else NoticeState.TOLD).value,
        "reason": entry.skipped,
        "late": entry.late,
        "noted_at": now,
    }


@dataclass(slots=True)
class _Letters:
    """The letters there are for these people. Open ones are locked: nobody claims them meanwhile."""

    open: dict[Place, int] = field(default_factory=dict)
    when: dict[int, tuple[date, datetime]] = field(default_factory=dict)  # the open ones' day and moment
    days: dict[Place, set[date]] = field(default_factory=dict)  # those that have one
    made: dict[Place, dict[str, object]] = field(default_factory=dict)


def _carry(session: Session, told: Sequence[tuple[int, Entry]], now: datetime) -> None:
    """Each notice into one letter for each of its ways."""
    if not told:
        return
    letters = _find(session, [entry for _, entry in told])
    for _, entry in told:
        for way in entry.notice.ways:
            _make(letters, entry, way, now)
    if letters.made:
        places = (LetterRow.id, LetterRow.person_id, LetterRow.channel, LetterRow.round_id)
        new = insert(session, LetterRow).returning(*places)
        for number, person, channel, round_ in session.connection().execute(new, list(letters.made.values())):
            letters.open[person, channel, round_] = number
    carried = [
        (letters.open[place], number, entry)
        for number, entry in told
        for way in entry.notice.ways
        if (place := (entry.notice.person, way, entry.notice.round)) in letters.open
    ]
    if carried:
        link = insert(session, LetterNotice)
        again = link.on_conflict_do_update(index_elements=["letter_id", "notice_id"], set_={"withdrawn": ""})
        rows = [{"letter_id": letter, "notice_id": number, "withdrawn": ""} for letter, number, _ in carried]
        session.connection().execute(again, rows)
    _hasten(session, letters, [(letter, entry) for letter, _, entry in carried])


def _hasten(session: Session, letters: _Letters, carried: Sequence[tuple[int, Entry]]) -> None:
    """A letter put off to the next afternoon goes in the morning when that morning brings more."""
    soonest: dict[int, datetime] = {}
    for letter, entry in carried:
        day, at = letters.when.get(letter, (None, None))
        if day == entry.day and at and entry.due_at < soonest.get(letter, at):
            soonest[letter] = entry.due_at
    for letter, moment in soonest.items():
        session.execute(update(LetterRow).where(LetterRow.id == letter).values(next_at=moment, due_at=moment))


def _find(session: Session, entries: Sequence[Entry]) -> _Letters:
    found, row = _Letters(), LetterRow
    people, rounds = {each.notice.person for each in entries}, {each.notice.round for each in entries} - {None}
    place, living = (row.person_id, row.channel, row.round_id), row.state != LetterState.CANCELLED.value
    waiting = select(row.id, row.day, row.next_at, *place)
    waiting = waiting.where(row.state == LetterState.QUEUED.value, row.tried == 0)
    locked = waiting.where(row.person_id.in_(people)).order_by(row.id).with_for_update()
    for number, day, next_at, person, channel, round_ in session.execute(locked):
        if found.open.setdefault((person, channel, round_), number) == number:
            found.when[number] = day, next_at
    days = select(*place, row.day).where(row.person_id.in_(people), living)
    digests = days.where(row.round_id.is_(None), row.day >= min(each.day for each in entries))
    of_rounds = days.where(row.round_id.in_(rounds))
    for query in (digests, of_rounds):
        for person, channel, round_, day in session.execute(query):
            found.days.setdefault((person, channel, round_), set()).add(day)
    return found


def _make(letters: _Letters, entry: Entry, way: str, now: datetime) -> None:
    """A letter for the first day from the entry's on that has none; never a second one of a round."""
    place = (entry.notice.person, way, entry.notice.round)
    taken = letters.days.get(place, set())
    if place in letters.open or place in letters.made or (taken and entry.notice.round is not None):
        return
    day = entry.day
    while day in taken:
        day += timedelta(days=1)
    letters.made[place] = {
        "person_id": entry.notice.person,
        "channel": way,
        "day": day,
        "round_id": entry.notice.round,
        "state": LetterState.QUEUED.value,
        "reason": "",
        "tried": 0,
        "series": 0,
        "asked": 0,
        "due_at": entry.due_at + (day - entry.day),
        "next_at": entry.due_at + (day - entry.day),
        "changed_at": now,
        "lease_token": "",
    }
