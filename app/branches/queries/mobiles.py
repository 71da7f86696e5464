"""Telephone numbers, for those who send to them."""

from __future__ import annotations

import logging
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.branches.models import Person
from app.crypto import Unopened, sealer

log = logging.getLogger(__name__)


def mobiles(session: Session, people: Collection[int]) -> dict[int, str]:
    """Telephone numbers, opened only to send to them; who has none, or one that cannot be opened, is left out."""
    seal = sealer(session)
    query = select(Person.id, Person.subject_key_id, Person.mobile_sealed)
    rows = session.execute(query.where(Person.id.in_(people), Person.mobile_sealed.is_not(None)))
    found: dict[int, str] = {}
    for person, subject, sealed in rows:
        try:
            found[person] = seal.open(session, subject, "people.mobile", sealed)
        except Unopened:  # one damaged number holds up nobody else's letter
            log.error("the mobile number of person %d cannot be opened; enter it anew", person)
    return found
