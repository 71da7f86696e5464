"""What the page of users shows: accounts with their roles, who is locked out; nothing that branches recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.accounts.acts.signing import FAILURES_PER_NAME, WINDOW
from app.accounts.models import ROLES, Account, Failure, Grant
from app.errors import NotFound
from app.web import short_day

PAGE = 50


@dataclass(frozen=True, slots=True)
class Seat:
    """One role of an account in words; `state` is now, later or past."""

    id: int
    title: str
    when: str
    state: str
    open: bool  # its end is not yet set


@dataclass(frozen=True, slots=True)
class Row:
    """One account in the list; `seats` are the roles it has or will have."""

    id: int
    name: str
    shown_name: str
    state: str
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of accounts in the order of their names; `after` is the cursor of the next."""

    rows: tuple[Row, ...]
    after: str = ""


def account_for(session: Session, account_id: int) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound("没有找到这个用户")
    return account


def grant_for(session: Session, account: Account, grant_id: int) -> Grant:
    found = session.scalar(select(Grant).where(Grant.id == grant_id, Grant.account_id == account.id))
    if found is None:
        raise NotFound("没有找到这个角色")
    return found


def listed(
    session: Session, names: Mapping[int, str], today: date, now: datetime, *, words: str = "", after: str = ""
) -> Page:
    query = select(Account).where(Account.name > after).order_by(Account.name).limit(PAGE + 1)
    if words:
        query = query.where(
            or_(Account.name.contains(words, autoescape=True), Account.shown_name.contains(words, autoescape=True))
        )
    found = session.scalars(query).all()
    shown = found[:PAGE]
    held = seats(session, [account.id for account in shown], names, today)
    locked = locked_names(session, [account.name for account in shown], now)
    rows = tuple(
        Row(
            account.id,
            account.name,
            account.shown_name,
            state_of(account, account.name in locked),
            tuple(seat for seat in held[account.id] if seat.state != "past"),
        )
        for account in shown
    )
    return Page(rows, shown[-1].name if len(found) > PAGE else "")


def state_of(account: Account, locked: bool) -> str:
    """disabled, locked, new (its one-time password was not changed yet) or well."""
    if account.disabled_at is not None:
        return "disabled"
    return "locked" if locked else "new" if account.must_change else "well"


def locked_names(session: Session, names: Iterable[str], now: datetime) -> frozenset[str]:
    """Those of the names under which too many sign-ins failed."""
    failed = select(Failure.name).where(Failure.name.in_(list(names)), Failure.at > now - WINDOW)
    return frozenset(session.scalars(failed.group_by(Failure.name).having(func.count() >= FAILURES_PER_NAME)))


def seats(session: Session, accounts: Iterable[int], names: Mapping[int, str], today: date) -> dict[int, list[Seat]]:
    """Account → its roles, the earliest first."""
    wanted = list(accounts)
    query = select(Grant).where(Grant.account_id.in_(wanted)).order_by(Grant.since, Grant.id)
    found: dict[int, list[Seat]] = {account: [] for account in wanted}
    for grant in session.scalars(query):
        found[grant.account_id].append(_seat(grant, names, today))
    return found


def _seat(grant: Grant, names: Mapping[int, str], today: date) -> Seat:
    where = f"（{names.get(grant.branch_id, '')}）" if grant.branch_id is not None else ""
    state = "later" if grant.since > today else "now" if grant.until is None or grant.until > today else "past"
    return Seat(grant.id, f"{ROLES[grant.role]}{where}", _when(grant.since, grant.until), state, grant.until is None)


def _when(since: date, until: date | None) -> str:
    """2025年1月1日起；2025年1月1日至6月30日 in full."""
    if until is None:
        return f"{short_day(since)}起"
    last = until - timedelta(days=1)
    return f"{short_day(since)}至{short_day(last)}" if last >= since else f"{short_day(since)}当天结束，没有生效"
