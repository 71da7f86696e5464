"""Pages of the security administrator: who there is, adding somebody, ending an account, letting somebody in."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts import acts, forms, passwords, queries
from app.accounts.desk import AtDesk, Desk
from app.accounts.models import ROLES, Account
from app.accounts.user_roles import NAV, branches, give, show
from app.errors import Invalid
from app.fields import Typed
from app.web import action, page


@page("/settings/users", name="accounts.users")
def list_users(desk: AtDesk) -> Response[str]:
    words, now = desk.query("words"), desk.office.clock.now()
    with desk.read() as session:
        found = queries.listed(
            session, branches(desk, session), desk.today, now, words=words, after=desk.query("after")
        )
    return desk.page("accounts/users.html", "用户", nav=NAV, found=found, words=words)


@page("/settings/users/new", name="accounts.new")
def new_user(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        return _new(desk, session)


@action("/settings/users/new", name="accounts.add")
def add_user(desk: AtDesk) -> Response[Any]:
    with desk.read() as session:
        typed = forms.new_user(branches(desk, session)).read(desk.form)
    password = passwords.one_time()
    try:
        values = forms.placed(typed)
        with desk.write() as session:
            account = acts.add_account(session, desk.actor, values["name"], values["shown_name"], password)
            give(desk, session, account, values)
            return _hand_over(desk, session, account, password)
    except Invalid as invalid:
        with desk.read() as session:
            return _new(desk, session, typed.refused(invalid))


@page("/settings/users/{account_id:int}", name="accounts.user")
def show_user(desk: AtDesk, account_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        return show(desk, session, account_id)


@action("/settings/users/{account_id:int}/disable", name="accounts.disable")
def disable_user(desk: AtDesk, account_id: FromPath[int]) -> Response[Any]:
    location = f"/settings/users/{account_id}"
    with desk.write() as session:
        account = acts.disable(session, desk.actor, queries.account_for(session, account_id).name)
        words = f"已停用“{account.name}”，他的登录已全部退出"
        return desk.done(session, location, words, undo=f"{location}/enable")


@action("/settings/users/{account_id:int}/enable", name="accounts.enable")
def enable_user(desk: AtDesk, account_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        account = queries.account_for(session, account_id)
        acts.enable(session, desk.actor, account)
        return desk.done(session, f"/settings/users/{account_id}", f"已启用“{account.name}”")


@action("/settings/users/{account_id:int}/one-time", name="accounts.one_time")
def give_one_time_password(desk: AtDesk, account_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        account = queries.account_for(session, account_id)
        password = acts.one_time_password(session, desk.actor, account)
        return _hand_over(desk, session, account, password, renewed=True)


@action("/settings/users/{account_id:int}/unlock", name="accounts.unlock")
def unlock_user(desk: AtDesk, account_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        account = queries.account_for(session, account_id)
        acts.unlock(session, desk.actor, account)
        return desk.done(session, f"/settings/users/{account_id}", f"已解除锁定，“{account.name}”可以登录了")


def _hand_over(
    desk: Desk, session: Session, account: Account, password: str, *, renewed: bool = False
) -> Response[str]:
    """The password is in this one answer and nowhere else: the form sent again leads to the user's page."""
    desk.remember(session, f"/settings/users/{account.id}")
    title = "新的一次性密码" if renewed else "已新增用户"
    return desk.page("accounts/one_time.html", title, nav=NAV, account=account, password=password, renewed=renewed)


def _new(desk: Desk, session: Session, typed: Typed | None = None) -> Response[str]:
    known = branches(desk, session)
    typed = typed or forms.new_user(known).blank()
    status = 422 if typed.errors else 200
    values = {"typed": typed, "errors": typed.errors, "branches": known, "roles": ROLES}
    return desk.page("accounts/user_new.html", "新增用户", nav=NAV, status=status, **values)


ROUTES = [
    list_users,
    new_user,
    add_user,
    show_user,
    disable_user,
    enable_user,
    give_one_time_password,
    unlock_user,
]
