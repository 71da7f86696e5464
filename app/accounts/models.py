"""Accounts, dated grants, our own sessions, sign-in failures and one-time form tokens."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Record, unique_alive

ROLES = {
    "secretary": "支部书记",
    "committee": "支部委员",
    "member": "党员",
    "superior": "上级党组织",
    "discipline": "纪检委员",
    "inspector": "检查人",
    "system_admin": "系统管理员",
    "security_admin": "安全管理员",
    "audit_admin": "审计管理员",
}
SECURITY = "security_admin"  # keeps the users
ADMINISTRATORS = ("system_admin", SECURITY, "audit_admin")  # three different people (R40)


class Account(Record):
    """Somebody who can sign in. A disabled one ends at the next request."""

    __tablename__ = "accounts"
    __table_args__ = (unique_alive("uq_accounts_name", "name"),)
    name: Mapped[str]
    shown_name: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    password_hash: Mapped[str]
    must_change: Mapped[bool] = mapped_column(default=False)
    disabled_at: Mapped[datetime | None] = mapped_column(default=None)
    text_size: Mapped[str] = mapped_column(default="standard")  # standard, large, huge
    high_contrast: Mapped[bool] = mapped_column(default=False)
    plain_pages: Mapped[bool] = mapped_column(default=False)


class Grant(Record):
    """A role in one branch from a day; `until` is the first day on which it no longer holds."""

    __tablename__ = "grants"
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    role: Mapped[str]
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branches.id"), default=None)
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)


class SignedIn(Base):
    """A session. The cookie's value is kept only as a hash; a row that is gone is signed out."""

    __tablename__ = "sessions"
    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class Failure(Base):
    """One failed sign-in, counted per account name and per address; survives restarts (R45)."""

    __tablename__ = "sign_in_failures"
    __table_args__ = (Index("ix_failures_name", "name", "at"), Index("ix_failures_address", "address", "at"))
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    address: Mapped[str]
    at: Mapped[datetime]


class FormToken(Base):
    """A form's one-time token with the answer it got: sent twice, it acts once (R20)."""

    __tablename__ = "form_tokens"
    token: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int]
    location: Mapped[str] = mapped_column(default="/")
    at: Mapped[datetime]
