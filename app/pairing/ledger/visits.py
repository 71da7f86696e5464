"""Row ↔ record of 走访慰问记录."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.errors import Invalid
from app.ledgers import Ledger
from app.pairing.acts import visits
from app.pairing.known import known
from app.pairing.ledger.shared import Row, branch_name, code
from app.pairing.models import Visit
from app.pairing.words import ORGANISERS, WAYS
from checklists.periods import Period

SAME = (
    "visited_on",
    "situation",
    "difficulties",
    "policies",
    "solved",
    "gift_money",
    "gifts",
    "referral",
    "referred_to",
    "referral_due",
    "outcome",
    "note",
    "campaign",
)


def values(row: Row) -> dict[str, Any]:
    made: dict[str, Any] = {key: row[key] for key in SAME if key in row}
    for key in ("visitors", "companions"):
        if key in row:
            made[key] = "、".join(row[key] or ())
    for key, words in (("way", WAYS), ("organiser", ORGANISERS)):
        if row.get(key) is not None:
            made[key] = code(words, row[key])
    return made


def match(session: Session, branch_id: int, row: Row) -> Visit | None:
    """The visit of that household, day and visitors (decisions.md 36); a call on the same day is another record."""
    given = values(row)
    homes = known(session, branch_id).households(row.get("person") or "")
    if len(homes) != 1 or not given.get("visited_on") or not given.get("visitors"):
        return None
    found = visits.same(session, branch_id, homes[0], given)
    return session.get(Visit, found) if found is not None else None


def add(session: Session, actor: Actor, branch_id: int, row: Row) -> Visit:
    """A visit to a household nobody knows yet makes it, with the relation 其他 (decisions.md 38)."""
    given = values(row)
    visits.check(session, given)
    home = visits.household_of(session, actor, branch_id, row["person"], create=True)
    return visits.add(session, actor, branch_id, home, given)


def change(session: Session, actor: Actor, visit: Visit, row: Row) -> Visit:
    if visit.household_id not in known(session, visit.branch_id).households(row["person"]):
        raise Invalid({"person": "这一条走访的不是这一户；换一户请另起一行，编号留空"})
    return visits.change(session, actor, visit, values(row), None)


def row(session: Session, visit: Visit) -> dict[str, Any]:
    """One row of the export; reading it again changes nothing."""
    book = known(session, visit.branch_id)
    campaign = next((name for name, id_ in book.campaigns.items() if id_ == visit.campaign_id), "")
    return {key: getattr(visit, key) for key in SAME if key != "campaign"} | {
        "id": visit.id,
        "branch": branch_name(session, visit.branch_id),
        "person": book.alone(visit.household_id),
        "visitors": tuple(visit.visitors.split("、")),
        "companions": tuple(visit.companions.split("、")) if visit.companions else (),
        "organiser": ORGANISERS[visit.organiser],
        "way": WAYS[visit.way],
        "campaign": campaign,
    }


def rows(session: Session, branches: frozenset[int], period: Period) -> Iterable[Visit]:
    query = select(Visit).where(Visit.branch_id.in_(branches), Visit.visited_on.between(period.first, period.last))
    return session.scalars(query.order_by(Visit.visited_on, Visit.id))


LEDGER = Ledger("visits", Visit, match, add, change, row, rows)
