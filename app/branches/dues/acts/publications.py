"""That a year's dues were made public."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.branches.dues.checks import publication_problems
from app.branches.dues.models import DuesPublication
from app.errors import Invalid
from app.web import short_day


def publish(
    session: Session, actor: Actor, branch: int, year: int, published_on: date, place: str, total: int, note: str = ""
) -> DuesPublication:
    """When, where and which total was told. Raises Invalid."""
    if found := publication_problems(year, published_on, total, session.info["clock"].today()):
        raise Invalid(found)
    _alone(session, branch, year, published_on)
    publication = DuesPublication(
        branch_id=branch,
        year=year,
        published_on=published_on,
        place=place,
        total_fen=total,
        note=note,
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
    )
    session.add(publication)
    session.flush()
    audit.note(session, actor, "dues.publish", publication, on=published_on)
    return publication


def delete(session: Session, actor: Actor, publication: DuesPublication) -> None:
    publication.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "dues.delete_publication", publication)


def restore(session: Session, actor: Actor, publication: DuesPublication) -> None:
    """The undo of `delete`. Raises Invalid when the same day was entered again."""
    _alone(session, publication.branch_id, publication.year, publication.published_on)
    publication.deleted_at = None
    audit.note(session, actor, "dues.restore_publication", publication)


def _alone(session: Session, branch: int, year: int, published_on: date) -> None:
    query = select(DuesPublication.id).where(DuesPublication.branch_id == branch, DuesPublication.year == year)
    if session.scalar(query.where(DuesPublication.published_on == published_on)) is not None:
        raise Invalid({"published_on": f"{short_day(published_on)}的公布已经登记过，请核对日期"})
