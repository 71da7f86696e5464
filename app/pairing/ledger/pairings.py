"""Row ↔ record of 结对帮扶台账: one row is a pairing, its household, the disabled person and the promise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.branches.names import bare
from app.errors import Invalid
from app.ledgers import Ledger
from app.pairing import sealed
from app.pairing.acts import common, enrol, pairings
from app.pairing.ledger import pairing_parts as parts
from app.pairing.ledger.shared import Row, branch_name, told_by
from app.pairing.models import AssistedPerson, Commitment, Household, Pairing, Visit
from app.pairing.words import POLICIES, RELATIONS
from checklists.periods import Period


def match(session: Session, branch_id: int, row: Row) -> Pairing | None:
    """Household and member (decisions.md 36)."""
    home = parts.home_of(session, branch_id, row)
    return pairings.of_member(home, bare(row.get("member") or "")) if home is not None else None


def add(session: Session, actor: Actor, branch_id: int, row: Row) -> Pairing:
    home, person, pairing, promise = parts.of(session, row)
    with told_by(parts.COLUMNS):
        found = parts.home_of(session, branch_id, row)
        somebody = parts.person_of(found, row) if found else None
        if found is not None and somebody is not None and somebody.name != found.name:
            home["name"] = found.name  # the row names somebody of a household that is called otherwise
        known = (found, somebody) if found is not None else None
        household = enrol.enrol(session, actor, branch_id, home, person, pairing, promise, known)
    made = pairings.of_member(household, bare(row["member"]))
    assert made is not None
    return made


def change(session: Session, actor: Actor, pairing: Pairing, row: Row) -> Pairing:
    """已走访次数 and 最近走访日期 are counted from the visits, whatever the sheet says."""
    if bare(row["member"]) != pairing.member:
        raise Invalid({"member": f"这一条是{pairing.member}的结对；换人请另起一行，编号留空"})
    household = session.get_one(Household, pairing.household_id)
    home, person, given, promise = parts.of(session, row)
    somebody = parts.person_of(household, row)
    if somebody is not None and somebody.name != household.name:
        person["name"] = somebody.name
        if row["person"] == somebody.name:
            home["name"] = household.name
    with told_by(parts.COLUMNS):
        enrol.overlay(session, actor, household, somebody, home, person)
        kept = {key: value for key, value in given.items() if key != "member"}
        pairings.change(session, actor, pairing, kept, None)
        _promise(session, actor, household, pairing, promise)
    return pairing


def row(session: Session, pairing: Pairing) -> dict[str, Any]:
    """One row of the export, sealed fields opened; reading it again changes nothing."""
    household = session.get_one(Household, pairing.household_id)
    person = parts.person_of(household, {"person": household.name})
    promise = current(household, pairing.member)
    times, last = _visited(session, pairing.branch_id).get(household.id, (0, None))
    own = sealed.opened(session, household)
    return {
        "id": pairing.id,
        "branch": branch_name(session, pairing.branch_id),
        "member": pairing.member,
        "member_post": pairing.member_post,
        "person": household.name,
        **_personal(session, person),
        "address": own["address"],
        "phone": own["phone"],
        "household_size": household.size,
        "household": own["members"],
        "policy_status": tuple(POLICIES.get(one, one) for one in household.policies.split(",") if one),
        "relation": RELATIONS.get(household.relation, household.relation),
        "difficulties": household.difficulties,
        "needs": household.needs,
        "commitment": promise.text if promise else "",
        "commitment_due": promise.due_on if promise else None,
        "paired_on": pairing.since,
        "visits_due": pairing.visits_a_year,
        "visits_done": times or None,
        "last_visit_on": last,
        "outcome": pairing.outcome,
        "note": household.note,
    }


def rows(session: Session, branches: frozenset[int], period: Period) -> Iterable[Pairing]:
    """Pairings in force in the period by the household's name; the households are read at once and kept at hand."""
    query = select(Pairing).join(Household, Household.id == Pairing.household_id)
    query = query.where(Pairing.branch_id.in_(branches), Pairing.since <= period.last)
    query = query.where(or_(Pairing.until.is_(None), Pairing.until > period.first))
    query = query.where(or_(Household.ended_on.is_(None), Household.ended_on > period.first))
    homes = select(Household).where(Household.branch_id.in_(branches))
    session.info["pairing.kept"] = session.scalars(homes).all()  # an identity map alone holds nothing
    return session.scalars(query.order_by(Household.sort_key, Household.id, Pairing.since, Pairing.id))


def current(household: Household, owner: str) -> Commitment | None:
    """The promise the row speaks of: the member's open one that is due first, else the last one kept."""
    own = [made for made in household.commitments if made.owner == owner and made.deleted_at is None]
    open_ = [made for made in own if made.kept_on is None]
    if open_:
        return min(open_, key=lambda made: (made.due_on, made.id))
    return max(own, key=lambda made: (made.due_on, made.id), default=None)


def _promise(session: Session, actor: Actor, household: Household, pairing: Pairing, said: dict[str, Any]) -> None:
    """The open promise is corrected; after one that was kept, other words are a new promise."""
    made = current(household, pairing.member)
    if not said.get("text"):
        return
    if made is None or (made.kept_on is not None and made.text != said["text"]):
        made_on = enrol.begun_on({"since": pairing.since}, said, common.today(session))
        pairings.promise(session, actor, household, {"made_on": made_on, **said})
    else:
        pairings.change_promise(session, actor, made, {key: said[key] for key in ("text", "due_on")}, None)


def _personal(session: Session, person: AssistedPerson | None) -> dict[str, Any]:
    if person is None:
        return {}
    own = sealed.opened(session, person)
    return {
        "gender": person.gender or None,
        "birth_month": date.fromisoformat(f"{person.birth_month}-01") if person.birth_month else None,
        "certificate_no": own["certificate"],
        "disability": own["disability"] or None,
        "grade": own["grade"] or None,
        "guardian": person.guardian,
    }


def _visited(session: Session, branch_id: int) -> dict[int, tuple[int, date | None]]:
    """(times, last day) of 入户 by household, counted once a session."""
    cache: dict[int, dict[int, tuple[int, date | None]]] = session.info.setdefault("pairing.visited", {})
    if branch_id not in cache:
        query = select(Visit.household_id, func.count(Visit.id), func.max(Visit.visited_on))
        query = query.where(Visit.branch_id == branch_id, Visit.way == "home").group_by(Visit.household_id)
        cache[branch_id] = {home: (times, last) for home, times, last in session.execute(query)}
    return cache[branch_id]


LEDGER = Ledger("pairings", Pairing, match, add, change, row, rows)
