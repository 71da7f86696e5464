"""One form, or one row of the ledger, as household, person, pairing and promise: all of them or none."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.audit import Actor
from app.errors import Invalid
from app.pairing import rules
from app.pairing.acts import common, households, pairings
from app.pairing.acts.common import Values
from app.pairing.models import Household


def enrol(
    session: Session, actor: Actor, branch_id: int, home: Values, person: Values, pairing: Values, promise: Values
) -> Household:
    """A new household; pairing and promise are left out when they are empty. Raises Invalid with all words at once."""
    today = common.today(session)
    errors = rules.household(home)
    errors |= rules.pairing(pairing) if pairing else {}
    errors |= rules.commitment({"made_on": today, **promise}, today) if promise else {}
    if errors:
        raise Invalid(errors)
    household = households.add(session, actor, branch_id, home)
    households.add_person(session, actor, household, person)
    if pairing:
        pairings.pair(session, actor, household, pairing)
    if promise:
        pairings.promise(session, actor, household, promise)
    return household
