"""Bringing a ledger in: choose, upload, look, write, undo."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.errors import Invalid, NotFound
from app.imports import acts, column_routes, export_routes, memories, mending, pages, queries, sheets, undo
from app.imports.access import import_for, may_write
from app.imports.column_routes import year_of
from app.imports.registry import DOORS, Door
from app.imports.scope import Scope
from app.imports.sheets import Upload
from app.imports.words import counted
from app.web import Form, action, page

LARGEST = 21_000_000  # the reader refuses above 20 MB in words; the rest is the form around the file


@page("/import", name="imports.new")
def new_import(desk: AtDesk) -> Response[str]:
    return pages.choose(desk, {"form": desk.query("form"), "branch": str(desk.branch or "")})


@action("/import", name="imports.upload", request_max_body_size=LARGEST)
def upload_file(desk: AtDesk) -> Response[Any]:
    """The file is read at once, so that one which is no ledger is refused here and not kept."""
    typed = {name: desk.form[name] for name in ("form", "branch", "year", "headless")}
    typed["paste"] = dict(desk.form).get("paste", "")
    try:
        door, branch_id, upload = _asked(desk)
        sheets.read(upload, door.form)
        with desk.write() as session:
            return _kept(desk, session, door, branch_id, upload)
    except Invalid as invalid:
        return pages.choose(desk, typed, invalid.errors)
    except sheets.Unreadable as refused:
        return pages.choose(desk, typed, {"paste" if typed["paste"] else "file": str(refused)})


@page("/import/{import_id:int}", name="imports.show")
def show_import(desk: AtDesk, import_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        record, door = import_for(desk, session, import_id)
        if record.written_at is not None:
            return pages.result(desk, session, record, door)
    return pages.look(desk, import_id)


@page("/import/{import_id:int}/wrong", name="imports.wrong")
def download_wrong(desk: AtDesk, import_id: FromPath[int]) -> Response[Any]:
    """The rows with errors as the same sheet, each with its reason."""
    with desk.read() as session:
        name = mending.file_name(import_for(desk, session, import_id)[0].file_name)
    plan = pages.rehearsed(desk, import_id, pages.read_again(desk, import_id))
    if not plan.left_out:
        raise NotFound("这份文件里没有有错的行")
    return export_routes.attachment(mending.wrong_rows(plan, desk.today), name, "xlsx")


@action("/import/{import_id:int}/write", name="imports.write")
def write_import(desk: AtDesk, import_id: FromPath[int]) -> Response[Any]:
    sheet = pages.read_again(desk, import_id)
    try:
        with desk.write() as session:
            record, door = import_for(desk, session, import_id)
            scope = Scope.of(session, may_write(desk, session, door), record.branch_id)
            good_rows = desk.form["rows"] == "good"
            plan = acts.write(session, desk.actor, record, door, sheet, scope, good_rows=good_rows)
            location = f"/import/{import_id}"
            return desk.done(session, location, f"已写入：{counted(plan)}", undo=f"{location}/undo")
    except acts.NotWritten as problem:
        return pages.look(desk, import_id, refused=problem)


@action("/import/{import_id:int}/undo", name="imports.undo")
def undo_import(desk: AtDesk, import_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        record, _ = import_for(desk, session, import_id)
        undo.undo(session, desk.actor, record)
        return desk.done(session, f"/import/{import_id}", f"已撤销“{record.called}”的导入，台账回到导入之前")


def _asked(desk: Desk) -> tuple[Door, int, Upload]:
    """Form, branch and file of the upload. Raises Invalid with all words at once."""
    form = desk.form
    errors: dict[str, str] = {}
    known: dict[str, str] = {}
    door, branch_id = DOORS.get(form["form"]), form.number("branch") or 0
    upload = _handed_in(form, door, errors)
    if form["year"] and year_of(form["year"]) is None:
        errors["year"] = f"年份“{form['year']}”认不出，请写成2025"
    if door is None:
        errors["form"] = "请选择是哪一种台账"
    else:
        with desk.read() as session:
            if branch_id not in may_write(desk, session, door):
                errors["branch"] = "请选择一个您能登记这种台账的支部"
            known = memories.known(session, branch_id, door.form)
    if errors or door is None or upload is None:
        raise Invalid(errors)
    return door, branch_id, replace(upload, year=year_of(form["year"]), remembered=known)


def _handed_in(form: Form, door: Door | None, errors: dict[str, str]) -> Upload | None:
    """The file, or what was pasted instead."""
    file, text = form.file("file"), dict(form).get("paste", "")  # as typed: a row may begin with blank cells
    if file is not None and text.strip():
        errors["paste"] = "已经选了文件，请只用一种：不选文件，或清空这一栏"
    elif file is not None:
        return Upload(file.filename, file.file.read())
    elif text.strip():
        return sheets.pasted(text, door.form if door and form["headless"] else None)
    else:
        errors["file"] = "请选择要导入的文件，或把表格的内容粘贴在下面"
    return None


def _kept(desk: Desk, session: Session, door: Door, branch_id: int, upload: Upload) -> Response[Any]:
    """The same file again is recognised: one that waits is taken up where it was left."""
    waiting = queries.same_file(session, branch_id, door.key, upload.digest)
    if waiting is not None and waiting.written_at is None:
        kept = acts.uploaded(session, waiting)
        acts.set_columns(session, desk.actor, waiting, kept.mapping, upload.year or kept.year, None)
        return desk.done(session, f"/import/{waiting.id}", "这份文件上传过，还没有写入，请接着核对")
    record = acts.keep(session, desk.actor, door, branch_id, upload)
    return desk.done(session, f"/import/{record.id}", f"已读出“{record.called}”，还没有写入，请核对")


ROUTES = [
    new_import,
    upload_file,
    show_import,
    download_wrong,
    write_import,
    undo_import,
    *column_routes.ROUTES,
    *export_routes.ROUTES,
]
