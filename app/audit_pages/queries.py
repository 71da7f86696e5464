"""Rows of the audit log, newest first, and whether its chain holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from textwrap import wrap

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app import audit
from app.accounts.models import Account
from app.audit import AuditRow
from app.audit_pages.words import action_words, fields_named
from app.clock import CHINA, local
from app.web import short_day

PAGE = 50
AT_ONCE = 2_000  # rows held in memory while the chain is checked


@dataclass(frozen=True, slots=True)
class Row:
    """One change in words."""

    seq: int
    when: str
    who: str
    what: str
    branch: str
    record: str
    fields: str


@dataclass(frozen=True, slots=True)
class Page:
    rows: tuple[Row, ...]
    older: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """How far the chain was followed; `broken` is the first row that does not follow from the one before it."""

    count: int
    head: str
    broken: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader looks for; an empty part asks nothing."""

    noun: str = ""
    who: str = ""
    day: date | None = None
    before: int | None = None

    def conditions(self) -> Iterable[ColumnElement[bool]]:
        if self.noun:
            yield AuditRow.action.startswith(f"{self.noun}.", autoescape=True)
        if self.who:
            named = select(Account.id).where(Account.name == self.who)
            yield or_(AuditRow.actor == self.who, AuditRow.account_id.in_(named))
        if self.day:
            first = datetime.combine(self.day, time.min, CHINA)
            yield AuditRow.at >= first
            yield AuditRow.at < first + timedelta(days=1)
        if self.before is not None:
            yield AuditRow.seq < self.before


def listed(session: Session, wanted: Wanted, branches: Mapping[int, str]) -> Page:
    query = select(AuditRow, Account.name).outerjoin(Account, Account.id == AuditRow.account_id)
    query = query.where(*wanted.conditions()).order_by(AuditRow.seq.desc()).limit(PAGE + 1)
    found = session.execute(query).all()
    rows = tuple(_row(row, account, branches) for row, account in found[:PAGE])
    return Page(rows, str(rows[-1].seq) if len(found) > PAGE else "")


def followed(session: Session) -> Chain:
    """The whole chain, from its first row; the head is what a copy kept elsewhere is compared with."""
    last = session.execute(select(AuditRow.seq, AuditRow.hash).order_by(AuditRow.seq.desc()).limit(1)).first()
    rows = session.scalars(select(AuditRow).order_by(AuditRow.seq).execution_options(yield_per=AT_ONCE))
    broken = audit.broken(rows, session.info["audit_key"])
    return Chain(last.seq, " ".join(wrap(last.hash, 8)), broken) if last else Chain(0, "", broken)


def _row(row: AuditRow, account: str | None, branches: Mapping[int, str]) -> Row:
    at = local(row.at)
    record = f"{row.table_name} {row.record_id}" if row.record_id is not None else row.table_name
    return Row(
        seq=row.seq,
        when=f"{short_day(at.date())} {at:%H:%M:%S}",
        who=f"{row.actor}（{account}）" if account and account != row.actor else row.actor,
        what=action_words(row.action),
        branch=branches.get(row.branch_id or 0, ""),
        record=record,
        fields=fields_named(row.action, row.detail),
    )
