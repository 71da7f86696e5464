"""The page of one user, and the roles given and ended on it."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts import acts, forms, queries
from app.accounts.desk import AtDesk, Desk
from app.accounts.models import ROLES, Account
from app.errors import Invalid
from app.fields import Typed
from app.web import action

NAV = "users"


@action("/settings/users/{account_id:int}/grant", name="accounts.grant")
def grant_role(desk: AtDesk, account_id: FromPath[int]) -> Response[Any]:
    with desk.read() as session:
        queries.account_for(session, account_id)
        typed = forms.granting(branches(desk, session)).read(desk.form)
    try:
        values = forms.placed(typed)
        with desk.write() as session:
            account = queries.account_for(session, account_id)
            give(desk, session, account, values)
            words = f"已登记{account.shown_name}担任{ROLES[values['role']]}"
            return desk.done(session, f"/settings/users/{account_id}", words)
    except Invalid as invalid:
        with desk.read() as session:
            return show(desk, session, account_id, granting=typed.refused(invalid))


@action("/settings/users/{account_id:int}/end", name="accounts.end_grant")
def end_role(desk: AtDesk, account_id: FromPath[int]) -> Response[Any]:
    with desk.read() as session:
        queries.account_for(session, account_id)
        typed = forms.ending(seats(desk, session, account_id)).read(desk.form)
    try:
        values = typed.checked()
        with desk.write() as session:
            account = queries.account_for(session, account_id)
            row = queries.grant_for(session, account, int(values["grant"]))
            acts.end_grant(session, desk.actor, row, values["until"])
            location = f"/settings/users/{account_id}"
            words = f"已登记{account.shown_name}不再担任{ROLES[row.role]}"
            return desk.done(session, location, words, undo=f"{location}/grants/{row.id}/resume")
    except Invalid as invalid:
        with desk.read() as session:
            return show(desk, session, account_id, ending=typed.refused(invalid))


@action("/settings/users/{account_id:int}/grants/{grant_id:int}/resume", name="accounts.resume_grant")
def resume_role(desk: AtDesk, account_id: FromPath[int], grant_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        account = queries.account_for(session, account_id)
        row = queries.grant_for(session, account, grant_id)
        acts.resume_grant(session, desk.actor, row)
        return desk.done(session, f"/settings/users/{account_id}", f"{account.shown_name}继续担任{ROLES[row.role]}")


def give(desk: Desk, session: Session, account: Account, values: dict[str, Any]) -> None:
    """Whoever alone in the branch has the account's name is the person who uses it."""
    branch = values["branch"]
    person = desk.request.app.state.person_id_of(session, branch, account.shown_name) if branch else None
    acts.grant(session, desk.actor, account, values["role"], branch, values.get("since"), person_id=person)


def branches(desk: Desk, session: Session) -> dict[int, str]:
    """Names of all branches: what an administrator sees of them."""
    return dict(desk.request.app.state.branch_names(session, None))


def seats(desk: Desk, session: Session, account_id: int) -> list[queries.Seat]:
    return queries.seats(session, [account_id], branches(desk, session), desk.today)[account_id]


def show(
    desk: Desk, session: Session, account_id: int, *, granting: Typed | None = None, ending: Typed | None = None
) -> Response[str]:
    """The page of one user; with what was typed where a form was refused."""
    account = queries.account_for(session, account_id)
    known, today = branches(desk, session), desk.today.isoformat()
    held = seats(desk, session, account_id)
    open_ = [(seat.id, seat.title) for seat in held if seat.open]
    granting = granting or forms.granting(known).blank(since=today)
    ending = ending or forms.ending(held).blank(until=today, grant=open_[0][0] if len(open_) == 1 else "")
    locked = queries.locked_names(session, [account.name], desk.office.clock.now())
    return desk.page(
        "accounts/user.html",
        account.shown_name,
        nav=NAV,
        status=422 if granting.errors or ending.errors else 200,
        account=account,
        state=queries.state_of(account, bool(locked)),
        seats=held,
        open=open_,
        branches=known,
        roles=ROLES,
        granting=granting,
        ending=ending,
        errors=granting.errors | ending.errors,
    )


ROUTES = [grant_role, end_role, resume_role]
