"""One form, or one row of the ledger, as household, person, pairing and promise: all of them or none."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.audit import Actor
from app.errors import Invalid
from app.pairing import rules
from app.pairing.acts import common, households, pairings
from app.pairing.acts.common import Values
from app.pairing.models import AssistedPerson, Household


def enrol(
    session: Session,
    actor: Actor,
    branch_id: int,
    home: Values,
    person: Values,
    pairing: Values,
    promise: Values,
    known: tuple[Household, AssistedPerson | None] | None = None,
) -> Household:
    """A new household, or one `known` already (by a visit, say) filled in; pairing and promise may be empty.

    Raises Invalid with the words for all four at once, before anything is made.
    """
    today = common.today(session)
    if promise:
        promise = {"made_on": begun_on(pairing, promise, today), **promise}
    errors = rules.household(home)
    errors |= rules.pairing(pairing) if pairing else {}
    errors |= rules.commitment(promise, today) if promise else {}
    if errors:
        raise Invalid(errors)
    if known is None:
        household = households.add(session, actor, branch_id, home)
        households.add_person(session, actor, household, person)
    else:
        household, somebody = known
        overlay(session, actor, household, somebody, home, person)
    if pairing:
        pairings.pair(session, actor, household, pairing)
    if promise:
        pairings.promise(session, actor, household, promise)
    return household


def begun_on(pairing: Values, promise: Values, today: date) -> date:
    """The day of a promise of which only the time limit was written: that of the pairing, and not after its limit."""
    days = (pairing.get("since"), promise.get("due_on"), today)
    return min(day for day in days if day is not None)


def overlay(
    session: Session, actor: Actor, household: Household, person: AssistedPerson | None, home: Values, own: Values
) -> None:
    """What is newly said of a household and of somebody in it; the person is added when there was none."""
    village = household.village or rules.village_of(str(home.get("address") or ""))
    households.change(session, actor, household, {**home, "village": village}, None)
    if person is None:
        households.add_person(session, actor, household, own)
    else:
        households.change_person(session, actor, household, person, own, None)
