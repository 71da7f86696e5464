"""What every command shares: the office, words for refusals, one JSON document."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import migrate
from app.audit import Actor
from app.branches.access import subtree
from app.branches.models import Branch
from app.clock import DEMO_DAY, Clock
from app.errors import Refusal
from app.findings import wrong_field_key
from app.main import open_office
from app.settings import Settings, read
from app.web import Office

OPERATOR = Actor(None, "命令行")
json_option = click.option("--json", "as_json", is_flag=True, help="只输出一份 JSON")


def settings_from_environment(*, port: int = 8000, demo: bool | None = None) -> Settings:
    settings = read(os.environ, port=port)
    return read(os.environ, port=port, demo=is_demo(settings) if demo is None else demo)


def is_demo(settings: Settings) -> bool:
    """Whether the data folder holds a demo; `init --demo` leaves this note."""
    return (settings.data_dir / "demo").exists()


def office(*, clock: Clock | None = None, migrated: bool = True) -> Office:
    """The office of this environment; refuses a database that has not been brought up to date."""
    settings = settings_from_environment()
    made = open_office(settings, clock or Clock(day=DEMO_DAY if settings.demo else None))
    if migrated:
        refuse_database(made)
    return made


def refuse_database(here: Office) -> None:
    """Not brought up to date, or sealed with another key: what is written now could not be read later."""
    if not migrate.is_current(here.db):
        raise Refusal("数据库还没有建立，或不是最新", "请先运行 qingdan init", place="数据库")
    for problem, remedy in wrong_field_key(here):
        raise Refusal(problem, remedy, place="密钥")


def branch_of(session: Session, name: str) -> Branch:
    """BRANCH of the command line: a name or an id."""
    wanted = Branch.id == int(name) if name.isdecimal() else Branch.name == name
    branch = session.scalar(select(Branch).where(wanted))
    if branch is None:
        raise Refusal("没有这个支部", "qingdan branch list 列出全部支部", place="--branch", value=name)
    return branch


def below(session: Session, branch: Branch) -> frozenset[int]:
    """A superior organisation means it and all below."""
    return subtree(session, [branch.id])


class Day(click.ParamType[date]):
    """A date such as 2025-07-01."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”不是日期，请写成 2025-07-01", param, ctx)


def put(value: Any) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def spoken(command: Callable[..., None]) -> Callable[..., None]:
    """Refusals become words on stderr and exit 1; with --json one error document."""

    @wraps(command)
    def wrapped(**options: Any) -> None:
        try:
            command(**options)
        except Refusal as refusal:
            if options.get("as_json"):
                put(refusal.as_json())
            else:
                click.echo(str(refusal), err=True)
            sys.exit(1)

    return wrapped
