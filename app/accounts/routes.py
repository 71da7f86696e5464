"""Signing in and out, one's password, one's display settings, and the pages of users."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response
from litestar.response import Redirect

from app.accounts import acts, user_roles, users
from app.accounts.access import Matrix
from app.accounts.desk import AtDesk
from app.accounts.frame import Frame
from app.accounts.models import Account
from app.errors import GoTo, Invalid
from app.fields import labelled
from app.web import DEMO_ACCOUNTS, Form, Office, action, html, new_token, page


def login_page(
    request: Request[Any, Any, Any], *, name: str = "", error: str = "", kept: Form | None = None, status: int = 200
) -> Response[str]:
    """The sign-in page; `kept` are the fields of a form that came without a session (decisions.md 32)."""
    office: Office = request.app.state.office
    guest = request.cookies.get(office.cookie("guest")) or new_token()
    path = request.url.path
    content = office.render(
        "accounts/login.html",
        page=Frame.guest(office, "登录", guest),
        errors={"password": error} if error else {},
        name=name,
        next=local_path(request.query_params.get("next", "/" if path == "/login" else path)),
        kept=list(kept or []),
        words=f"演示账号：{DEMO_ACCOUNTS}" if office.settings.demo else "",
        nobody=request.app.state.no_users(),
    )
    response = html(content, status)
    _set_cookie(response, office, "guest", guest)
    return response


def local_path(wanted: str) -> str:
    """Where to go on after signing in: a path of ours, never another host."""
    return wanted if wanted.startswith("/") and not wanted.startswith(("//", "/\\")) else "/"


@page("/login", name="accounts.login")
def show_login(request: Request[Any, Any, Any]) -> Response[str]:
    return login_page(request)


@action("/login", name="accounts.sign_in")
def sign_in(request: Request[Any, Any, Any]) -> Response[Any]:
    """A fresh session id at every sign-in: one that was planted before is worth nothing (R43)."""
    office: Office = request.app.state.office
    form: Form = request.state.form
    onward = local_path(form["next"])
    kept = [(k.removeprefix("keep-"), v) for k, v in form if k.startswith("keep-")]
    address = request.client.host if request.client else ""
    with office.db.write() as session:
        token = acts.sign_in(session, form["name"], form["password"], address, office.clock.now())
    if token is None:
        return login_page(request, name=form["name"], error=acts.WRONG, kept=Form(kept), status=422)
    response: Response[Any] = Redirect(onward, status_code=303)
    if kept:
        frame = Frame.guest(office, "继续保存", token, once=new_token())
        response = html(
            office.render("accounts/resume.html", page=frame, action=onward, kept=kept, shown=labelled(Form(kept)))
        )
    _set_cookie(response, office, "qd", token)
    response.delete_cookie(office.cookie("guest"), path="/")
    return response


def _set_cookie(response: Response[Any], office: Office, name: str, value: str) -> None:
    secure = office.settings.secure
    response.set_cookie(office.cookie(name), value, httponly=True, samesite="lax", secure=secure, path="/")


@action("/logout", name="accounts.sign_out")
def sign_out(desk: AtDesk) -> Response[Any]:
    with desk.office.db.write() as session:
        acts.sign_out(session, desk.actor, desk.token)
    response: Response[Any] = Redirect("/login", status_code=303)
    response.delete_cookie(desk.office.cookie("qd"), path="/")
    return response


@page("/password", name="accounts.password")
def show_password(desk: AtDesk) -> Response[str]:
    return desk.page("accounts/password.html", "修改密码", errors={})


@action("/password", name="accounts.change_password")
def change_password(desk: AtDesk) -> Response[Any]:
    """Every session ends with the old password, this one too."""
    form = desk.form
    try:
        if form["new_password"] != form["again"]:
            raise Invalid({"again": "两次输入的新密码不一样，请再输一次"})
        with desk.write() as session:
            account = session.get_one(Account, desk.user.account_id)
            acts.change_password(
                session, account, form["old_password"], form["new_password"], desk.office.settings.password_profile
            )
            return desk.done(session, "/login", "密码已修改，请用新密码登录")
    except Invalid as invalid:
        return desk.page("accounts/password.html", "修改密码", status=422, errors=invalid.errors)


@page("/display", name="accounts.display")
def show_display(desk: AtDesk) -> Response[str]:
    return desk.page("accounts/display.html", "无障碍设置", choice=desk.user.display)


@action("/display", name="accounts.set_display")
def set_display(desk: AtDesk) -> Response[Any]:
    form = desk.form
    with desk.write() as session:
        acts.set_display(
            session,
            desk.actor,
            text_size=form["text_size"],
            high_contrast=form["high_contrast"] == "1",
            plain_pages=form["plain_pages"] == "1",
        )
        return desk.done(session, "/display", "显示设置已保存")


@page("/welcome", name="accounts.welcome")
def show_welcome(desk: AtDesk) -> Response[str]:
    """Where somebody begins whose role has no page of its own; whoever has one is led there."""
    matrix: Matrix = desk.request.app.state.matrix
    if matrix.home(desk.user) != desk.route:
        raise GoTo("/")
    return desk.page("accounts/welcome.html", "欢迎使用", roles=[role for role, _ in desk.user.grants])


ROUTES = [
    show_login,
    sign_in,
    sign_out,
    show_password,
    change_password,
    show_display,
    set_display,
    show_welcome,
    *users.ROUTES,
    *user_roles.ROUTES,
]
