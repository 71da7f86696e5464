"""What was paid: a month of one member, a month of many, months paid back; changed, deleted, brought back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.branches.dues.acts.years import in_ledger
from app.branches.dues.checks import payment_problems
from app.branches.dues.models import DuesPayment
from app.branches.dues.queries import payment_of
from app.branches.dues.rules import yuan
from app.branches.models import Person
from app.db import expect_version
from app.errors import Invalid, Refusal
from checklists.periods import of_code


class How(NamedTuple):
    """When and by which way it was paid; None and "" where a ledger does not say."""

    paid_on: date | None = None
    way: str = ""
    consent: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """What one marking did, so that it can be undone as one."""

    made: tuple[DuesPayment, ...]
    gone: tuple[DuesPayment, ...]


def pay(session: Session, actor: Actor, person: Person, month: int, amount: int, how: How) -> DuesPayment:
    """One month of one member. Raises Invalid, also where the month is paid already."""
    _check(session, month, amount, how)
    if (twin := payment_of(session, person.branch_id, person.id, month)) is not None:
        words = f"{person.name}{of_code(month).title}已登记交纳{yuan(twin.amount_fen)}元"
        raise Invalid({"month": f"{words}，写错的请打开那一笔更正"})
    payment = DuesPayment(
        branch_id=person.branch_id,
        person_id=person.id,
        month=month,
        due_on=of_code(month).last,
        amount_fen=amount,
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
        **how._asdict(),
    )
    session.add(payment)
    session.flush()
    in_ledger(session, actor, person, month // 100)
    audit.note(session, actor, "dues.pay", payment, month=month)
    return payment


def mark(
    session: Session,
    actor: Actor,
    month: int,
    paying: Sequence[tuple[Person, int]],
    unpaying: Iterable[Person],
    how: How,
) -> Marked:
    """A month of many members in one go: (member, amount) paid, and those taken back. One audit row."""
    gone, made = [], []
    with audit.as_one(session):
        for person in unpaying:
            if (payment := payment_of(session, person.branch_id, person.id, month)) is not None:
                delete(session, actor, payment)
                gone.append(payment)
        for person, amount in paying:
            if payment_of(session, person.branch_id, person.id, month) is None:
                made.append(pay(session, actor, person, month, amount, how))
    for one in (made + gone)[:1]:
        audit.note(session, actor, "dues.mark", branch=one.branch_id, month=month, paid=len(made), unpaid=len(gone))
    return Marked(tuple(made), tuple(gone))


def pay_back(
    session: Session, actor: Actor, person: Person, months: Sequence[tuple[int, int]], how: How
) -> tuple[DuesPayment, ...]:
    """Several months of one member at once, (month, amount) each."""
    return tuple(pay(session, actor, person, month, amount, how) for month, amount in months)


def change(session: Session, actor: Actor, payment: DuesPayment, amount: int, how: How, version: int | None) -> None:
    """A payment that was entered wrongly. Raises Conflict when somebody else saved it in between."""
    expect_version(payment, version, ("amount_fen", *How._fields))
    _check(session, payment.month, amount, how)
    payment.amount_fen = amount
    for name, value in how._asdict().items():
        setattr(payment, name, value)
    audit.note(session, actor, "dues.change", payment, month=payment.month)


def delete(session: Session, actor: Actor, payment: DuesPayment) -> None:
    payment.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "dues.delete", payment, month=payment.month)


def restore(session: Session, actor: Actor, payment: DuesPayment) -> None:
    """The undo of `delete`. Raises Invalid when the month was paid again meanwhile."""
    if payment_of(session, payment.branch_id, payment.person_id, payment.month) is not None:
        raise Invalid({"month": f"{of_code(payment.month).title}后来又登记了一笔，不能恢复"})
    payment.deleted_at = None
    audit.note(session, actor, "dues.restore", payment, month=payment.month)


def unmark(session: Session, actor: Actor, made: Iterable[DuesPayment], gone: Iterable[DuesPayment]) -> int:
    """The undo of `mark`, of all or nothing. Raises Refusal when one was changed since."""
    made, gone = list(made), list(gone)
    if any(payment.version != 1 for payment in made):
        raise Refusal("有一笔登记之后改动过，没有撤销", "请打开有关的党员逐笔处理")
    with audit.as_one(session):
        for payment in made:
            delete(session, actor, payment)
        session.flush()
        for payment in gone:
            restore(session, actor, payment)
    for one in (made + gone)[:1]:
        audit.note(session, actor, "dues.unmark", branch=one.branch_id, month=one.month, rows=len(made + gone))
    return len(made + gone)


def _check(session: Session, month: int, amount: int, how: How) -> None:
    today = session.info["clock"].today()
    if found := payment_problems(month, amount, how.paid_on, how.way, how.consent, today):
        raise Invalid(found)
