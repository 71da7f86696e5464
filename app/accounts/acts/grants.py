"""Roles given from a day and ended from a day; a change of roles asks for a new sign-in (R43)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.accounts import rules
from app.accounts.acts.signing import end_sessions
from app.accounts.models import SECURITY, Account, Grant
from app.accounts.rules import Held
from app.audit import Actor
from app.errors import Invalid


def grant(
    session: Session,
    actor: Actor,
    account: Account,
    role: str,
    branch_id: int | None,
    since: date | None = None,
    *,
    person_id: int | None = None,
) -> Grant:
    """Give a role from a day on, by default today. `person_id` is who in the branch this account is, when known."""
    today = session.info["clock"].today()
    new = Held(role, branch_id, since or today)
    _hold(session, account.id, new)
    row = Grant(
        account_id=account.id,
        role=role,
        branch_id=branch_id,
        since=new.since,
        created_by=actor.account_id,
        recorded_on=today,
    )
    session.add(row)
    account.person_id = account.person_id or person_id
    session.flush()
    end_sessions(session, account.id)
    audit.note(session, actor, "account.grant", row, branch=branch_id, role=role, since=new.since)
    return row


def end_grant(session: Session, actor: Actor, row: Grant, until: date) -> None:
    """`until` is the first day on which it no longer holds; today's takes effect with the next request (R41)."""
    account = session.get_one(Account, row.account_id)
    if row.until is not None:
        raise Invalid({"grant": "这个角色已经登记了结束日期，请重新打开这一页"})
    if until < row.since:
        raise Invalid({"until": f"结束日期早于开始的{row.since:%Y-%m-%d}，请填这一天或以后"})
    today = session.info["clock"].today()
    if row.role == SECURITY and is_last_security_admin(session, account, max(until, today)):
        raise Invalid({"grant": "这是最后一位安全管理员，结束后没有人能管理用户。请先让另一个人担任安全管理员"})
    row.until = until
    end_sessions(session, account.id)
    audit.note(session, actor, "account.end_grant", row, role=row.role, until=until)


def resume_grant(session: Session, actor: Actor, row: Grant) -> None:
    """Take back its end, unless what was given since then does not go with it."""
    _hold(session, row.account_id, Held(row.role, row.branch_id, row.since), besides=row.id)
    row.until = None
    end_sessions(session, row.account_id)
    audit.note(session, actor, "account.resume_grant", row, role=row.role)


def is_last_security_admin(session: Session, account: Account, day: date) -> bool:
    """Whether without this account nobody would be security administrator from that day on, for good."""
    query = (
        select(Account.id)
        .join(Grant, Grant.account_id == Account.id)
        .where(Grant.role == SECURITY, Grant.since <= day, Grant.until.is_(None), Account.disabled_at.is_(None))
        .order_by(Account.id)
        .with_for_update()  # two who end each other at the same moment: the second sees the first
    )
    return set(session.scalars(query)) == {account.id}


def _hold(session: Session, account_id: int, new: Held, *, besides: int = 0) -> None:
    session.execute(
        select(Account.id).where(Account.id == account_id).with_for_update()
    )  # one change of roles at a time
    others = session.scalars(select(Grant).where(Grant.account_id == account_id, Grant.id != besides))
    found = rules.problems(new, [Held(one.role, one.branch_id, one.since, one.until) for one in others])
    if found:
        raise Invalid(found)
