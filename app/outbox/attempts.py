"""The attempts of one letter."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.outbox.models import AttemptRow


def last(session: Session, letter: int) -> AttemptRow | None:
    """The latest attempt, by which the message now under way is known; None before the first."""
    query = select(AttemptRow).where(AttemptRow.letter_id == letter)
    return session.scalars(query.order_by(AttemptRow.id.desc()).limit(1)).first()
