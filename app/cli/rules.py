"""holidays and packs: the days and the rules in force."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from app.cli.common import json_option, put, settings_from_environment, spoken
from app.clock import Clock
from app.errors import Refusal
from app.main import open_office
from checklists.fields import DefinitionError
from checklists.items import Pack
from checklists.packs import read
from checklists.wording.rules import differences
from checklists.workdays import HolidayError, Workdays


@click.group()
def holidays() -> None:
    """放假安排。"""


@holidays.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@spoken
def import_holidays(file: Path, as_json: bool) -> None:
    """导入一年的放假安排（JSON：year、status、notice、days）。"""
    folder = settings_from_environment().data_dir / "holidays"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / file.name
    shutil.copyfile(file, target)
    try:
        Workdays.load(folder)
    except HolidayError as error:
        target.unlink()
        raise Refusal(str(error), "请改正后再导入", place=file.name) from error
    put({"file": str(target)}) if as_json else click.echo(f"已导入 {file.name}，重新启动后生效")


@holidays.command("list")
@click.argument("year", type=int)
@json_option
@spoken
def list_holidays(year: int, as_json: bool) -> None:
    """列出一年的节日及放假第一天。"""
    days = Workdays.load(settings_from_environment().data_dir / "holidays")
    found = [{"name": it.name, "first_day_off": it.first} for it in days.festivals(year)]
    if as_json:
        put({"year": year, "provisional": days.provisional(year), "festivals": found})
        return
    click.echo(f"{year}年" + ("（暂定，正式通知尚未导入）" if days.provisional(year) else ""))
    for it in found:
        click.echo(f"{it['first_day_off']}\t{it['name']}")


@click.group()
def packs() -> None:
    """规则包。"""


@packs.command("list")
@json_option
@spoken
def list_packs(as_json: bool) -> None:
    """列出规则包及其版本。"""
    found = open_office(settings_from_environment(), Clock()).catalogue.packs
    rows = [
        {"id": p.id, "title": p.title, "version": p.version, "scope": p.scope, "items": len(p.items)} for p in found
    ]
    if as_json:
        put(rows)
    for row in [] if as_json else rows:
        scope = "全国" if row["scope"] == "national" else "地方，采用后生效"
        click.echo(f"{row['id']}\t{row['title']}\t{row['version']}\t{scope}\t{row['items']}项")


@packs.command("diff")
@click.argument("old", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@spoken
def diff_packs(old: Path, new: Path, as_json: bool) -> None:
    """两个规则文件有哪些不同，逐项列出；一样时什么也不列。"""
    before, after = _packs_of(old), _packs_of(new)
    empty = {id_: replace(pack, parameters=(), items=()) for id_, pack in (before | after).items()}
    rows: list[dict[str, Any]] = [
        {"pack": id_, "what": it.what, "title": it.title, "changes": [change._asdict() for change in it.changes]}
        for id_ in empty
        for it in differences(before.get(id_, empty[id_]), after.get(id_, empty[id_]))
    ]
    if as_json:
        put(rows)
        return
    for row in rows:
        click.echo(f"{row['pack']}\t{row['what']}\t{row['title']}")
        for change in row["changes"]:
            click.echo(f"\t{change['field']}：{change['before'] or '（无）'} → {change['after'] or '（无）'}")


def _packs_of(file: Path) -> dict[str, Pack]:
    try:
        return {pack.id: pack for pack in read(file)}
    except DefinitionError as error:
        raise Refusal(
            error.reason, "请改正后再比较", place=f"{file.name} {error.item} {error.field}".strip()
        ) from error
