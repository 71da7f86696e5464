"""The pages of a kind of dated record: one form to write and correct it, and its undo."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.handlers import HTTPRouteHandler
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, record_for
from app.branches.sheets import acts
from app.branches.sheets.kinds import Sheet
from app.errors import Conflict, Forbidden, GoTo, Invalid
from app.fields import Typed
from app.web import action, page

NAV = "branch"


def routes(sheet: Sheet) -> list[HTTPRouteHandler]:
    """new, add, edit, change, delete and restore of one kind."""
    path, one = sheet.path, f"{sheet.path}/{{{sheet.parameter}:int}}"

    def new(desk: AtDesk) -> Response[str]:
        with desk.read() as session:
            branch_for(session, desk.reach, desk.branch or 0)
            if not sheet.may(session, desk):
                raise GoTo(sheet.home)
            return _edit(session, desk, sheet, sheet.blank(desk))

    def add(desk: AtDesk) -> Response[Any]:
        return _save(desk, sheet)

    def edit(desk: AtDesk) -> Response[str]:
        with desk.read() as session:
            record = _record(session, desk, sheet)
            return _edit(session, desk, sheet, sheet.shown(record), record)

    def change(desk: AtDesk) -> Response[Any]:
        return _save(desk, sheet, known=True)

    def delete(desk: AtDesk) -> Response[Any]:
        with desk.write() as session:
            record = _record(session, desk, sheet)
            acts.delete(session, desk.actor, sheet, record)
            undo = f"{sheet.path}/{record.id}/restore"
            return desk.done(session, sheet.home, f"已删除这条{sheet.word}", undo=undo)

    def restore(desk: AtDesk) -> Response[Any]:
        with desk.write() as session:
            acts.restore(session, desk.actor, sheet, _record(session, desk, sheet, deleted=True))
            return desk.done(session, sheet.home, f"已恢复这条{sheet.word}")

    name = f"{sheet.noun}s"
    return [
        page(f"{path}/new", name=f"{name}.new")(new),
        action(f"{path}/new", name=f"{name}.add")(add),
        page(f"{one}/edit", name=f"{name}.edit")(edit),
        action(f"{one}/edit", name=f"{name}.change")(change),
        action(f"{one}/delete", name=f"{name}.delete")(delete),
        action(f"{one}/restore", name=f"{name}.restore")(restore),
    ]


def _record(session: Session, desk: Desk, sheet: Sheet, *, deleted: bool = False) -> Any:
    record_id = int(desk.request.path_params[sheet.parameter])
    record = record_for(session, desk.reach, sheet.model, record_id, deleted=deleted)
    _allowed(session, desk, sheet)
    return record


def _allowed(session: Session, desk: Desk, sheet: Sheet) -> None:
    if not sheet.may(session, desk):
        raise Forbidden(*sheet.closed)


def _save(desk: Desk, sheet: Sheet, *, known: bool = False) -> Response[Any]:
    typed = sheet.read(desk)
    try:
        with desk.write() as session:
            if known:
                record = _record(session, desk, sheet)
                version = desk.form.number("version")
                acts.change(session, desk.actor, sheet, record, typed.checked(), version)
            else:
                _allowed(session, desk, sheet)
                branch = branch_for(session, desk.reach, desk.branch or 0)
                acts.add(session, desk.actor, sheet, branch.id, typed.checked())
            return desk.done(session, sheet.home, f"已保存这条{sheet.word}")
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            held: Any = _record(session, desk, sheet) if known else None
            if isinstance(problem, Invalid):
                return _edit(session, desk, sheet, typed.refused(problem), held, 422)
            conflict = desk.differences(sheet.fields, typed, sheet.shown(held))
            return _edit(session, desk, sheet, typed, held, 409, conflict)


def _edit(
    session: Session,
    desk: Desk,
    sheet: Sheet,
    typed: Typed,
    record: Any = None,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    branch_id = record.branch_id if record else desk.branch or 0
    among = sheet.about.among(session, branch_id, desk.today) if sheet.about else []
    return desk.page(
        "branches/sheet.html",
        f"修改{sheet.word}" if record else f"登记{sheet.word}",
        nav=NAV,
        status=status,
        sheet=sheet,
        typed=typed,
        errors=typed.errors,
        among=among,
        record=record,
        conflict=conflict or [],
    )
