"""The form reminders (廉政提醒发送台账), as the one door for Excel uses it: rounds entered by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.errors import Invalid
from app.integrity.models import NODES, WAYS, ReminderRound
from app.integrity.rounds import acts, rules
from app.integrity.rounds.queries import letters_of
from app.integrity.rounds.states import Letters
from app.ledgers import Ledger
from checklists.periods import Period

Row = Mapping[str, Any]
NODE_CODES = {word: code for code, word in NODES.items()}
WAY_CODES = {word: code for code, word in WAYS.items()}
# of the sheet → of the record
SAME = {
    "sent_on": "day",
    "audience": "audience",
    "due": "stated_due",
    "delivered": "stated_delivered",
    "failed": "stated_failed",
    "text": "text",
    "sender": "sender",
    "note": "note",
}


def _values(row: Row) -> dict[str, Any]:
    values = {ours: row[theirs] for theirs, ours in SAME.items() if row.get(theirs) is not None}
    values["nodes"] = tuple(NODE_CODES.get(word, word) for word in row.get("nodes") or ())
    values["ways"] = tuple(WAY_CODES.get(word, word) for word in row.get("ways") or ())
    return values


def _match(session: Session, branch_id: int, row: Row) -> ReminderRound | None:
    values = _values(row)
    if not values["nodes"] or not values.get("day"):
        return None
    return acts.same(session, branch_id, rules.joined(values["nodes"], NODES), values["day"])


def _add(session: Session, actor: Actor, branch_id: int, row: Row) -> ReminderRound:
    return acts.enter(session, actor, branch_id, _values(row))


def _change(session: Session, actor: Actor, round_: ReminderRound, row: Row) -> ReminderRound:
    """A round of the program's own is not rewritten from a sheet; read back unchanged, it stays as it is."""
    if round_.by_hand:
        return acts.change(session, actor, round_, _values(row), None)
    own = _row(session, round_)
    if any(row.get(key) not in (None, (), own[key]) for key in (*SAME, "nodes", "ways")):
        title = rules.title_of(round_.nodes, round_.year, round_.subject)
        raise Invalid({"sent_on": f"“{title}”由本系统发送，人数和内容以发送记录为准，请在廉政提醒页面修改"})
    return round_


def _row(session: Session, round_: ReminderRound) -> dict[str, Any]:
    row: dict[str, Any] = {theirs: getattr(round_, ours) for theirs, ours in SAME.items()}
    if not round_.by_hand:
        letters = letters_of(session, [round_.id]).get(round_.id, Letters())
        row |= {"delivered": letters.sent or None, "failed": letters.failed or None}
    return row | {
        "id": round_.id,
        "nodes": tuple(NODES[code] for code in rules.split(round_.nodes)),
        "ways": tuple(WAYS[code] for code in rules.split(round_.ways)),
    }


def _rows(session: Session, branches: frozenset[int], period: Period) -> Iterable[ReminderRound]:
    """The rounds of the period; a prepared one that nothing was sent of is no entry of a ledger of what was sent."""
    query = select(ReminderRound).where(
        ReminderRound.branch_id.in_(branches), ReminderRound.day.between(period.first, period.last)
    )
    found = list(session.scalars(query.order_by(ReminderRound.day, ReminderRound.id)))
    letters = letters_of(session, [round_.id for round_ in found])
    return [round_ for round_ in found if round_.by_hand or letters.get(round_.id, Letters()).sent]


LEDGER = Ledger("reminders", ReminderRound, _match, _add, _change, _row, _rows)
