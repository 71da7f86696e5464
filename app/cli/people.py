"""user and branch: accounts and organisations from the operator's shell."""

from __future__ import annotations

import sys

import click
from sqlalchemy import select

from app.accounts import acts as accounts
from app.accounts import passwords
from app.accounts.models import ROLES, Account, Grant
from app.branches import acts as branches
from app.branches.models import KINDS, Branch
from app.branches.queries import person_id_of
from app.cli.common import OPERATOR, branch_of, json_option, office, put, spoken


@click.group()
def user() -> None:
    """用户：新增、列出、停用。"""


@user.command("add")
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(list(ROLES)))
@click.option("--branch", default="")
@click.option("--shown-name", default="")
@click.option("--password-stdin", is_flag=True, help="从标准输入读取密码；不给则生成一次性密码")
@json_option
@spoken
def add_user(name: str, role: str, branch: str, shown_name: str, password_stdin: bool, as_json: bool) -> None:
    """新增用户 NAME；没有 --password-stdin 时打印一次性密码，首次登录必须修改。"""
    desk = office()
    password = sys.stdin.readline().rstrip("\n") if password_stdin else passwords.one_time()
    if password_stdin:
        passwords.check_new(password, name, desk.settings.password_profile)
    with desk.db.write() as session:
        place = branch_of(session, branch) if branch else None
        account = accounts.add_account(session, OPERATOR, name, shown_name, password, must_change=not password_stdin)
        if place:
            account.person_id = person_id_of(session, place.id, shown_name or name)
        accounts.grant(session, OPERATOR, account, role, place.id if place else None)
    if as_json:
        put({"name": name, "role": role, "branch": branch, "one_time_password": "" if password_stdin else password})
    else:
        click.echo(f"已新增用户 {name}（{ROLES[role]}）")
        if not password_stdin:
            click.echo(f"一次性密码：{password}（首次登录须修改）")


@user.command("list")
@json_option
@spoken
def list_users(as_json: bool) -> None:
    """列出用户及其角色。"""
    with office().db.read() as session:
        names = dict(session.execute(select(Branch.id, Branch.name)).all())
        rows = session.execute(
            select(Account.name, Account.shown_name, Account.disabled_at, Grant.role, Grant.branch_id)
            .outerjoin(Grant, Grant.account_id == Account.id)
            .order_by(Account.name)
        ).all()
    found = [
        {"name": n, "shown_name": s, "role": r, "branch": names.get(b or 0, ""), "disabled": d is not None}
        for n, s, d, r, b in rows
    ]
    if as_json:
        put(found)
    for row in [] if as_json else found:
        state = "（已停用）" if row["disabled"] else ""
        click.echo(f"{row['name']}\t{row['shown_name']}\t{ROLES.get(str(row['role']), '')}\t{row['branch']}{state}")


@user.command("disable")
@click.argument("name")
@json_option
@spoken
def disable_user(name: str, as_json: bool) -> None:
    """停用用户 NAME；其所有登录立即失效。"""
    with office().db.write() as session:
        accounts.disable(session, OPERATOR, name)
    put({"name": name, "disabled": True}) if as_json else click.echo(f"已停用 {name}")


@click.group()
def branch() -> None:
    """支部：新增、列出。"""


@branch.command("add")
@click.argument("name")
@click.option("--under", default="", help="上级党组织")
@click.option("--kind", default="branch", type=click.Choice(list(KINDS)))
@click.option("--committee/--no-committee", default=None, help="是否设支部委员会；不给则按正式党员人数判断")
@json_option
@spoken
def add_branch(name: str, under: str, kind: str, committee: bool | None, as_json: bool) -> None:
    """新增支部 NAME。"""
    with office().db.write() as session:
        parent = branch_of(session, under) if under else None
        values = {"name": name, "kind": kind, "parent_id": parent.id if parent else None}
        made = branches.add_branch(session, OPERATOR, values)
        if committee is not None:
            branches.set_committee(session, OPERATOR, made, committee, made.asked_from, "命令行登记")
        made_id = made.id
    put({"id": made_id, "name": name}) if as_json else click.echo(f"已新增 {name}（编号{made_id}）")


@branch.command("list")
@json_option
@spoken
def list_branches(as_json: bool) -> None:
    """列出全部支部。"""
    with office().db.read() as session:
        rows = session.scalars(select(Branch).order_by(Branch.id)).all()
        names = {row.id: row.name for row in rows}
    found = [
        {"id": row.id, "name": row.name, "kind": row.kind, "under": names.get(row.parent_id or 0, "")} for row in rows
    ]
    if as_json:
        put(found)
    for entry in [] if as_json else found:
        click.echo(f"{entry['id']}\t{entry['name']}\t{KINDS[str(entry['kind'])]}\t{entry['under']}")
