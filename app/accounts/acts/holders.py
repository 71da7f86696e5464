"""Accounts as the security administrator keeps them: added, ended, let in again."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import audit
from app.accounts import passwords
from app.accounts.acts.grants import is_last_security_admin
from app.accounts.acts.signing import end_sessions
from app.accounts.models import Account, Failure
from app.audit import Actor
from app.errors import Invalid, NotFound, Refusal


def add_account(
    session: Session, actor: Actor, name: str, shown_name: str, password: str, *, must_change: bool = True
) -> Account:
    """A new account without any grant. Raises Invalid when the name is taken."""
    if session.scalar(select(Account.id).where(Account.name == name)) is not None:
        raise Invalid({"name": f"用户名“{name}”已经有了，请换一个"})
    account = Account(
        name=name,
        shown_name=shown_name or name,
        password_hash=passwords.hashed(password),
        must_change=must_change,
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
    )
    session.add(account)
    session.flush()
    audit.note(session, actor, "account.add", account, name=name)
    return account


def disable(session: Session, actor: Actor, name: str) -> Account:
    """End an account and all its sessions at once (R41)."""
    account = session.scalar(select(Account).where(Account.name == name))
    if account is None:
        raise NotFound(f"没有用户“{name}”")
    if is_last_security_admin(session, account, session.info["clock"].today()):
        raise Refusal(f"“{name}”是最后一位安全管理员，停用后没有人能管理用户", "请先让另一个人担任安全管理员")
    account.disabled_at = session.info["clock"].now()
    end_sessions(session, account.id)
    audit.note(session, actor, "account.disable", account)
    return account


def enable(session: Session, actor: Actor, account: Account) -> None:
    """Let in again, with the roles as they stand."""
    account.disabled_at = None
    audit.note(session, actor, "account.enable", account)


def one_time_password(session: Session, actor: Actor, account: Account) -> str:
    """A new password to be handed over and changed at the first sign-in; the old one and all sessions end."""
    password = passwords.one_time()
    account.password_hash, account.must_change = passwords.hashed(password), True
    end_sessions(session, account.id)
    _forget_failures(session, account)
    audit.note(session, actor, "account.one_time_password", account)
    return password


def unlock(session: Session, actor: Actor, account: Account) -> None:
    """Nobody can keep another out for ever by guessing (R45)."""
    _forget_failures(session, account)
    audit.note(session, actor, "account.unlock", account)


def _forget_failures(session: Session, account: Account) -> None:
    session.execute(delete(Failure).where(Failure.name == account.name))
