"""init, config, doctor, verify, keys: the product itself, from the operator's shell."""

from __future__ import annotations

import sys

import click
from sqlalchemy import func, select, text

from app import audit, demo, migrate
from app.audit import AuditRow
from app.branches.models import Branch
from app.cli.common import json_option, office, put, settings_from_environment, spoken
from app.clock import DEMO_DAY, Clock
from app.crypto import derive
from app.errors import Refusal
from app.findings import findings, keys_confirmed
from app.main import open_office
from app.web import DEMO_ACCOUNTS


@click.command("init")
@click.option("--demo", "with_demo", is_flag=True, help="装入虚构的演示数据，只能装进空的数据库")
@json_option
@spoken
def init(with_demo: bool, as_json: bool) -> None:
    """建立数据库，或升级到最新。"""
    here = open_office(settings_from_environment(demo=with_demo), Clock(day=DEMO_DAY if with_demo else None))
    migrate.upgrade(here.db)
    if with_demo:
        with here.db.read() as session:
            if session.scalar(select(func.count()).select_from(Branch)):
                raise Refusal(
                    "数据库里已有支部，演示数据只能装进空的数据库", "请换一个 QINGDAN_DATA_DIR", place="数据库"
                )
        demo.load(here)
        (here.settings.data_dir / "demo").write_text("演示数据，业务日期固定在2025年7月1日\n", encoding="utf-8")
    if as_json:
        put({"database": here.settings.shown()["QINGDAN_DATABASE_URL"], "demo": with_demo})
        return
    click.echo("数据库已就绪" + ("，演示数据已装入" if with_demo else ""))
    if with_demo:
        click.echo(DEMO_ACCOUNTS)
        return
    click.echo("用 qingdan branch add 和 qingdan user add 建立第一个支部和用户")
    if not keys_confirmed(here.settings):
        click.echo(f"密钥在 {here.settings.data_dir / 'keys'}，不在备份里；没有它，加密的内容再也打不开。")
        click.echo("请把其中的文件抄存到另一处，再运行 qingdan keys confirm；在此之前 doctor 会一直提醒。")


@click.command("config")
@json_option
@spoken
def config(as_json: bool) -> None:
    """现在生效的设置，密钥不显示。"""
    shown = settings_from_environment().shown()
    if as_json:
        put(shown)
    for name, value in [] if as_json else shown.items():
        click.echo(f"{name}={value}")


@click.command("doctor")
@json_option
@spoken
def doctor(as_json: bool) -> None:
    """检查哪里不对，并给出办法。"""
    here = open_office(settings_from_environment(), Clock())
    found = findings(here)
    if as_json:
        put([{"problem": problem, "remedy": remedy} for problem, remedy in found])
    elif not found:
        click.echo("一切正常")
    for problem, remedy in [] if as_json else found:
        click.echo(f"{problem}。办法：{remedy}", err=True)
    sys.exit(1 if found else 0)


@click.command("verify")
@json_option
@spoken
def verify(as_json: bool) -> None:
    """证明数据和操作记录链完整。"""
    here = office()
    with here.db.read() as session:
        broken = audit.broken(
            session.scalars(select(AuditRow).order_by(AuditRow.seq)), derive(here.settings.secret_key, "audit")
        )
        count = session.scalar(select(func.count()).select_from(AuditRow))
        sound = session.scalar(text("PRAGMA integrity_check")) if here.db.sqlite else "ok"
    if broken is not None or sound != "ok":
        raise Refusal(f"操作记录第{broken}条与前一条对不上" if broken else f"数据库文件损坏：{sound}", "请用备份恢复")
    put({"audit_rows": count, "database": sound}) if as_json else click.echo(f"完整：操作记录{count}条，数据库{sound}")


@click.group()
def keys() -> None:
    """密钥。"""


@keys.command("confirm")
@json_option
@spoken
def confirm_keys(as_json: bool) -> None:
    """确认密钥已另外抄存；备份里没有密钥。"""
    folder = settings_from_environment().data_dir / "keys"
    (folder / "confirmed").write_text("已确认另存\n", encoding="utf-8")
    put({"confirmed": True}) if as_json else click.echo("已确认")
