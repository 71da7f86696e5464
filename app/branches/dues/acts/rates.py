"""月应交 fixed from a month on; another amount is another row, and only a slip is corrected in place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.branches.dues.acts.years import in_ledger
from app.branches.dues.checks import rate_problems
from app.branches.dues.models import DuesRate
from app.branches.dues.rules import yuan
from app.branches.models import Person
from app.errors import Invalid


def fix(session: Session, actor: Actor, person: Person, since: date, monthly: int, basis: str = "") -> DuesRate:
    """Another amount from a month on. Raises Invalid where that month has one already."""
    since = since.replace(day=1)
    _check(session, since, monthly, basis)
    twin = fixed_from(session, person, since)
    if twin is not None:
        words = f"{since.year}年{since.month}月起的月应交已核定为{yuan(twin.monthly_fen)}元"
        raise Invalid({"since": f"{words}，写错的请先删除那一条，再重新核定"})
    rate = DuesRate(
        branch_id=person.branch_id,
        person_id=person.id,
        since=since,
        monthly_fen=monthly,
        basis=basis.strip(),
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
    )
    session.add(rate)
    session.flush()
    in_ledger(session, actor, person, since.year)
    audit.note(session, actor, "dues.fix", rate, since=since)
    return rate


def correct(session: Session, actor: Actor, rate: DuesRate, monthly: int, basis: str) -> None:
    """A slip: the amount was another from the first day on."""
    _check(session, rate.since, monthly, basis)
    rate.monthly_fen, rate.basis = monthly, basis.strip()
    audit.note(session, actor, "dues.correct", rate, since=rate.since)


def fix_all(session: Session, actor: Actor, amounts: Mapping[Person, int], since: date, basis: str) -> list[DuesRate]:
    """The year's amounts in one go; nobody's is touched whose amount stays. One audit row."""
    with audit.as_one(session):
        made = [fix(session, actor, person, since, monthly, basis) for person, monthly in amounts.items()]
    if made:
        branch = made[0].branch_id
        audit.note(session, actor, "dues.fix", branch=branch, since=since, rows=len(made))
    return made


def delete(session: Session, actor: Actor, rate: DuesRate) -> None:
    rate.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "dues.delete_rate", rate, since=rate.since)


def restore(session: Session, actor: Actor, rate: DuesRate) -> None:
    """The undo of `delete`. Raises Invalid when another amount has taken its place."""
    if fixed_from(session, session.get_one(Person, rate.person_id), rate.since) is not None:
        raise Invalid({"since": "这个月起已另有月应交，不能恢复，请先删除那一条"})
    rate.deleted_at = None
    audit.note(session, actor, "dues.restore_rate", rate, since=rate.since)


def fixed_from(session: Session, person: Person, since: date) -> DuesRate | None:
    query = select(DuesRate).where(DuesRate.branch_id == person.branch_id, DuesRate.person_id == person.id)
    return session.scalar(query.where(DuesRate.since == since))


def _check(session: Session, since: date, monthly: int, basis: str) -> None:
    if found := rate_problems(since, monthly, basis, session.info["clock"].today()):
        raise Invalid(found)
