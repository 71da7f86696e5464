"""参会便利需求 of those who are asked to come, for the organisers alone (practice.md, Sensitive 8)."""

from __future__ import annotations

import logging
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.branches.models import Person
from app.branches.particulars import opened
from app.crypto import SubjectKey, Unopened

log = logging.getLogger(__name__)


def needs(session: Session, people: Collection[int]) -> list[tuple[str, str]]:
    """(name, what is needed), in the order of the names; two statements, however many there are."""
    query = select(Person).where(Person.id.in_(people), Person.needs_sealed.is_not(None))
    found = list(session.scalars(query.order_by(Person.sort_key)))
    wanted = [person.subject_key_id for person in found]
    held = list(session.scalars(select(SubjectKey).where(SubjectKey.id.in_(wanted))))  # opened() finds them here
    said = [(person.name, _opened(session, person)) for person in found]
    del held
    return [(name, words) for name, words in said if words]


def _opened(session: Session, person: Person) -> str:
    try:
        return opened(session, person, "needs")
    except Unopened:  # one damaged entry hides nobody else's
        log.error("the needs of person %d cannot be opened; enter them anew", person.id)
        return "登记的内容打不开，请向本人再问一次"
