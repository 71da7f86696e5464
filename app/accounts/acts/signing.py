"""Signing in and out, one's own password and display."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app import audit
from app.accounts import passwords
from app.accounts.models import Account, Failure, SignedIn
from app.audit import Actor
from app.errors import Invalid, Refusal

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
WINDOW = timedelta(minutes=15)
FAILURES_PER_NAME, FAILURES_PER_ADDRESS = 5, 50
SEEN_EVERY = timedelta(minutes=5)
WRONG = "用户名或密码不对"


class Locked(Refusal):
    """Too many failures; the same words whether or not the name exists (R45)."""

    status = 429

    def __init__(self) -> None:
        super().__init__("连续登录失败次数过多", "请15分钟后再试，或请安全管理员解除锁定")


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in(session: Session, name: str, password: str, address: str, now: datetime) -> str | None:
    """A fresh session token, or None when name or password is wrong.

    The failure is written by the caller's transaction, so this returns and does not raise. Raises Locked.
    """
    recent = select(func.count()).select_from(Failure).where(Failure.at > now - WINDOW)
    from_there = session.scalar(recent.where(Failure.address == address)) or 0
    if is_locked(session, name, now) or from_there >= FAILURES_PER_ADDRESS:
        raise Locked
    account = session.scalar(select(Account).where(Account.name == name, Account.disabled_at.is_(None)))
    known = account.password_hash if account else passwords.NOBODY
    if not passwords.matches(known, password) or account is None:
        session.add(Failure(name=name[:100], address=address, at=now))
        audit.note(session, Actor(None, name[:100]), "account.sign_in_failed", address=address)
        return None
    if passwords.outdated(account.password_hash):
        account.password_hash = passwords.hashed(password)
    session.execute(delete(Failure).where(Failure.name == name))
    session.execute(delete(SignedIn).where(SignedIn.created_at < now - ABSOLUTE))
    token = secrets.token_urlsafe(32)
    session.add(SignedIn(token_hash=token_hash(token), account_id=account.id, created_at=now, seen_at=now))
    audit.note(session, Actor(account.id, account.shown_name), "account.sign_in", account, address=address)
    return token


def is_locked(session: Session, name: str, now: datetime) -> bool:
    """Whether so many sign-ins failed under this name that no further one is looked at for now."""
    failures = select(func.count()).select_from(Failure).where(Failure.name == name, Failure.at > now - WINDOW)
    return (session.scalar(failures) or 0) >= FAILURES_PER_NAME


def signed_in(session: Session, token: str, now: datetime) -> tuple[Account, bool] | None:
    """The account of a live session, and whether `seen_at` is due to be written again."""
    row = session.get(SignedIn, token_hash(token))
    if row is None or now - row.seen_at > IDLE or now - row.created_at > ABSOLUTE:
        return None
    account = session.get(Account, row.account_id)
    if account is None or account.disabled_at is not None:
        return None
    return account, now - row.seen_at > SEEN_EVERY


def touch(session: Session, token: str, now: datetime) -> None:
    row = session.get(SignedIn, token_hash(token))
    if row is not None:
        row.seen_at = now


def sign_out(session: Session, actor: Actor, token: str) -> None:
    session.execute(delete(SignedIn).where(SignedIn.token_hash == token_hash(token)))
    audit.note(session, actor, "account.sign_out")


def end_sessions(session: Session, account_id: int) -> None:
    """Whoever is signed in with the account signs in anew."""
    session.execute(delete(SignedIn).where(SignedIn.account_id == account_id))


def change_password(session: Session, account: Account, old: str, new: str, profile: str) -> None:
    """A new password; every other session of the account ends. Raises Invalid."""
    if not passwords.matches(account.password_hash, old):
        raise Invalid({"old_password": "原密码不对，请再输一次"})
    passwords.check_new(new, account.name, profile)
    account.password_hash = passwords.hashed(new)
    account.must_change = False
    end_sessions(session, account.id)
    audit.note(session, Actor(account.id, account.shown_name), "account.change_password", account)


def set_display(session: Session, actor: Actor, *, text_size: str, high_contrast: bool, plain_pages: bool) -> None:
    account = session.get_one(Account, actor.account_id)
    account.text_size = text_size if text_size in ("standard", "large", "huge") else "standard"
    account.high_contrast, account.plain_pages = high_contrast, plain_pages
    audit.note(session, actor, "account.display", account)
