"""due and report: what is owed, and the report with the records behind every number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from app.cli.common import Day, below, branch_of, json_option, office, put, spoken
from app.errors import Refusal
from app.progress.downloads import FORMATS, written
from app.progress.periods import asked_period
from app.progress.standing import Overview
from checklists.exporters import json_


@click.command("due")
@click.option("--branch", required=True, help="支部名称或编号；上级党组织指它和所属各支部")
@click.option("--on", type=Day(), help="哪一天，默认今天")
@json_option
@spoken
def due(branch: str, on: date | None, as_json: bool) -> None:
    """某一天应办的事项。"""
    here = office()
    on = on or here.clock.today()
    with here.db.read() as session:
        overview = Overview(session, here, below(session, branch_of(session, branch)))
        lines = overview.due(on)
        names = overview.names
    if as_json:
        put([json_.line(line, names) for line in lines])
    for line in [] if as_json else lines:
        owed = line.obligation
        click.echo(f"{owed.latest_on}\t{line.state.value}\t{names[owed.branch]}\t{owed.title}\t依据：{owed.citation}")


@click.command("report")
@click.option("--branch", required=True, help="支部名称或编号；上级党组织指它和所属各支部")
@click.option("--period", required=True, help="2025、2025H1、2025Q2、2025-03 或 2025-01-01..2025-06-15")
@click.option("--on", type=Day(), help="截至哪一天，默认今天")
@click.option("--to", "to", required=True, type=click.Path(dir_okay=False, path_type=Path), help="存到哪个文件")
@json_option
@spoken
def report(branch: str, period: str, on: date | None, to: Path, as_json: bool) -> None:
    """一个期间的报告；文件的后缀决定格式。"""
    kind = to.suffix.removeprefix(".")
    if kind not in dict(FORMATS):
        raise Refusal("这种格式还不能导出", f"可用：{'、'.join(dict(FORMATS))}", place="--to", value=str(to))
    here = office()
    on = on or here.clock.today()
    with here.db.read() as session:
        root = branch_of(session, branch)
        name = "" if root.kind == "branch" else root.name
        made = Overview(session, here, below(session, root)).report(asked_period(period, on), on, name=name)
    content = written(made, kind, here.settings.data_dir / "papers")
    try:
        to.write_bytes(content)
    except OSError as error:
        raise Refusal(f"写不进去（{error.strerror}）", "请换一个可以写的文件夹", place="--to", value=str(to)) from error
    if as_json:
        put({"file": str(to), "fingerprint": made.fingerprint})
    else:
        click.echo(f"已写入 {to}，核验码 {made.fingerprint}")
