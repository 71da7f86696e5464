"""import and export: ledgers in and out from the operator's shell, by the same door as the pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from app.branches.models import Branch
from app.cli.common import OPERATOR, below, branch_of, json_option, office, put, spoken
from app.errors import Refusal
from app.imports import exports, memories
from app.imports.acts import NotWritten
from app.imports.engine import NEW, SAME, UPDATED, Plan
from app.imports.files import try_file, write_file
from app.imports.preview import FIRST_ERRORS
from app.imports.registry import DOORS, door_of
from app.imports.words import counted, notices, said
from checklists.exporters import Head

FORMS = "、".join(DOORS)


@click.command("import", help=f"导入一份台账。FORM：{FORMS}。")
@click.argument("form")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--branch", default="", help="支部名称或编号：表里没写支部，或写了不认识的名称时，记入它")
@click.option("--year", type=click.IntRange(2000, 2099), help="日期只写了月和日时，按哪一年")
@click.option("--dry-run", is_flag=True, help="只核对，不写入")
@click.option("--good-rows", is_flag=True, help="有错时仍写入没有错的行")
@json_option
@spoken
def import_(
    form: str, file: Path, branch: str, year: int | None, dry_run: bool, good_rows: bool, as_json: bool
) -> None:
    here = office()
    if branch:
        with here.db.read() as session:
            branch = branch_of(session, branch).name
    try:
        if dry_run:
            plan, written = try_file(here, OPERATOR, form, file, branch=branch, year=year), False
        else:
            plan = write_file(here, OPERATOR, form, file, branch=branch, year=year, good_rows=good_rows)
            written = plan.to_write > 0
    except NotWritten as problem:
        plan, written = problem.plan, False
    put(_as_json(plan, written)) if as_json else _tell(plan, written)
    sys.exit(1 if plan.errors and not written else 0)


@click.command("export", help=f"导出一份台账，格式与导入相同，证号、电话等一律遮盖。FORM：{FORMS}。")
@click.argument("form")
@click.option("--branch", required=True, help="支部名称或编号；上级党组织指它和所属各支部")
@click.option("--period", required=True, help="2025、2025H1、2025Q2、2025-03 或 2025-01-01..2025-06-15")
@click.option("--to", "to", required=True, type=click.Path(dir_okay=False, path_type=Path), help=".xlsx 或 .csv 文件")
@json_option
@spoken
def export(form: str, branch: str, period: str, to: Path, as_json: bool) -> None:
    here = office()
    door, asked, kind = door_of(form), exports.asked_period(period), to.suffix.removeprefix(".")
    with here.db.read() as session:
        place: Branch = branch_of(session, branch)
        rows = exports.rows(session, door, below(session, place), asked)
        content = exports.written(door, rows, kind, Head(place.name, "", here.clock.today()))
    _save(to, content)
    if as_json:
        put({"form": form, "rows": len(rows), "file": str(to)})
    else:
        click.echo(f"已写入 {to}，{len(rows)}行")


def _save(to: Path, content: bytes) -> None:
    try:
        to.write_bytes(content)
    except OSError as error:
        raise Refusal("写不进这个文件", "请换一个存在且可写的文件夹", place="--to", value=str(to)) from error


def _as_json(plan: Plan, written: bool) -> dict[str, Any]:
    """The document of interface.md; when nothing could be written, the first error stands where all failures have it."""
    errors = [
        {"row": e.row, "column": e.column, "value": e.value, "reason": e.reason, "remedy": e.remedy}
        for e in plan.errors
    ]
    document: dict[str, Any] = {
        "form": plan.door.key,
        "rows": len(plan.sheet.rows),
        "new": plan.count(NEW),
        "updated": plan.count(UPDATED),
        "same": plan.count(SAME),
        "errors": errors,
        "unknown_columns": list(plan.sheet.unknown_columns),
        "notices": [*memories.words(plan.sheet, plan.door.form), *notices(plan)],
        "written": written,
    }
    if plan.errors and not written:
        first = plan.errors[0]
        place = f"第{first.row}行 {first.column}"
        document["error"] = {"place": place, "value": first.value, "remedy": first.remedy}
    return document


def _tell(plan: Plan, written: bool) -> None:
    click.echo(f"《{plan.door.form.title}》：{counted(plan)}")
    for words in (*memories.words(plan.sheet, plan.door.form), *notices(plan)):
        click.echo(words)
    if plan.sheet.unknown_columns:
        click.echo(f"未识别的列：{'、'.join(plan.sheet.unknown_columns)}")
    for error in plan.errors[:FIRST_ERRORS]:
        click.echo(said(error), err=True)
    if len(plan.errors) > FIRST_ERRORS:
        click.echo(f"另有{len(plan.errors) - FIRST_ERRORS}处有错，--json 列出全部", err=True)
    if written:
        click.echo("已写入")
    elif plan.errors:
        click.echo("一行也没有写入", err=True)
    else:
        click.echo("没有写入" if plan.to_write else "台账里都已经有了，没有要写入的")
