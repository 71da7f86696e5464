"""Taking a ledger out, and the empty template to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from litestar import Response
from sqlalchemy.orm import Session

from app import audit
from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, subtree
from app.branches.models import Branch
from app.imports import exports
from app.imports.access import door_for, may_read, readable
from app.imports.registry import DOORS, Door
from app.web import Form, action, page
from checklists.exporters import Head
from checklists.ledgers.form import Mask
from checklists.periods import Period

NAV, UNMASKED = "reports", "导出未遮盖的内容"


@page("/export", name="imports.export")
def show_export(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        own = _is_own(desk, session, branch)
    door = DOORS.get(desk.query("form"))
    named = door is None or any(column.sensitive is Mask.NAME for column in door.form.columns)
    may_reveal = desk.user.has("secretary", branch.id)
    return _choose(desk, "imports/export.html", "导出台账", names=own and named, may_reveal=may_reveal)


@page("/export/file", name="imports.export_file")
def export_file(desk: AtDesk) -> Response[Any]:
    """Masked; names of helped persons plain where their own branch asks for them."""
    with desk.read() as session:
        door, branch, period, rows = _asked(
            desk, session, desk.query("form"), desk.query("range") or desk.query("period")
        )
        names = desk.query("names") == "plain" and _is_own(desk, session, branch)
    head = Head(branch.name, desk.user.name, desk.today)
    kind = desk.query("format")
    content = exports.written(door, rows, kind, head, names=names)
    return attachment(content, exports.name_of(branch.name, door, period.title, desk.today, kind), kind)


@page("/export/unmasked", name="imports.reveal")
def show_unmasked(desk: AtDesk) -> Response[str]:
    return _choose(desk, "imports/unmasked.html", UNMASKED, private=False)


@action("/export/unmasked", name="imports.export_unmasked")
def export_unmasked(desk: AtDesk) -> Response[Any]:
    """Nothing masked: for a reason that is kept, with who took it written on the sheet (R60)."""
    form = desk.form
    errors = _unconfirmed(form)
    if errors:
        return _choose(desk, "imports/unmasked.html", UNMASKED, dict(form), errors, private=False)
    reason, kind = form["reason"], form["format"]
    with desk.write() as session:
        door, branch, period, rows = _asked(desk, session, form["form"], form["period"])
        title = f"{door.form.title}（未遮盖，{desk.user.name}于{desk.today}导出，用途：{reason}）"
        content = exports.written(door, rows, kind, Head(branch.name, desk.user.name, desk.today, title), reveal=True)
        detail: dict[str, Any] = {"form": door.key, "period": period.title, "reason": reason}
        audit.note(session, desk.actor, "export.unmasked", branch=branch.id, rows=len(rows), **detail)
    return attachment(content, exports.name_of(branch.name, door, f"{period.title}未遮盖", desk.today, kind), kind)


def _unconfirmed(form: Form) -> dict[str, str]:
    door = DOORS.get(form["form"])
    errors = {} if door and not door.private else {"form": "请选择一种可以导出未遮盖内容的台账"}
    if not form["reason"]:
        errors["reason"] = "请写明为什么要导出未遮盖的内容"
    if form["confirm"] != "1":
        errors["confirm"] = "请确认会妥善保管这份文件"
    return errors


@page("/import/template", name="imports.template")
def download_template(desk: AtDesk) -> Response[Any]:
    """The empty ledger with its dropdowns and 填写说明."""
    with desk.read() as session:
        door = door_for(desk, session, desk.query("form"))
    content = exports.written(door, (), "xlsx", Head("", "", desk.today))
    return attachment(content, f"{door.form.title}（空表）.xlsx", "xlsx")


def attachment(content: bytes, name: str, kind: str) -> Response[Any]:
    """A file to save under its Chinese name, never shown in the page."""
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=exports.MEDIA[kind], headers={"Content-Disposition": disposition})


def _asked(desk: Desk, session: Session, form: str, period: str) -> tuple[Door, Branch, Period, list[dict[str, Any]]]:
    """The ledger of the branch at hand, a superior's with all below it."""
    door = door_for(desk, session, form)
    branch = branch_for(session, desk.reach, desk.branch or 0)
    asked = exports.asked_period(period)
    branches = subtree(session, [branch.id]) & may_read(desk, session, door)
    return door, branch, asked, exports.rows(session, door, branches, asked)


def _is_own(desk: Desk, session: Session, branch: Branch) -> bool:
    """Whether the user holds a post in the branch itself, and no other branch is in the file."""
    own = any(id_ == branch.id and role != "superior" for role, id_ in desk.user.grants)
    return own and subtree(session, [branch.id]) == {branch.id}


def _choose(
    desk: Desk,
    template: str,
    title: str,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    *,
    private: bool = True,
    **more: Any,
) -> Response[str]:
    """The page that asks which ledger and which period; `private` ledgers only where they stay masked."""
    with desk.read() as session:
        doors = [door for door in readable(desk, session) if private or not door.private]
    blank = {"form": desk.query("form"), "period": str(desk.today.year), "format": "xlsx", "reason": ""}
    return desk.page(
        template,
        title,
        nav=NAV,
        status=422 if errors else 200,
        forms=[(door.key, door.form.title) for door in doors],
        periods=exports.period_choices(desk.today),
        formats=list(exports.FORMATS.items()),
        typed=blank | dict(typed or {}),
        errors=dict(errors or {}),
        **more,
    )


ROUTES = [show_export, export_file, show_unmasked, export_unmasked, download_template]
