"""Pages of the numbers: each with its value now, the pack's own, and the basis of what the branch set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, record_for
from app.errors import Invalid, NotFound
from app.fields import Fields, Typed, field
from app.packs.models import ParameterOverride
from app.packs.overrides import acts, rules
from app.packs.own.rules import first_open
from app.packs.queries import overrides
from app.packs.shown import amount
from app.web import action, page
from checklists.items import Pack, Parameter
from checklists.ledgers.form import Kind
from checklists.overrides import numbers

NAV, HOME = "branch", "/settings/parameters"


@dataclass(frozen=True, slots=True)
class Shown:
    """One number on the page."""

    name: str
    title: str
    pack: str
    now: str
    usual: str
    note: str
    steps: tuple[tuple[ParameterOverride, str, bool], ...]  # the override, its value in words, may be taken back


@page(HOME, name="parameters.show")
def show_parameters(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        found = _shown(desk, session, branch.id)
    may = desk.may("parameters.set")
    return desk.page("packs/parameters.html", "数值标准", nav=NAV, found=found, may=may)


@page(f"{HOME}/{{name:str}}", name="parameters.edit")
def edit_parameter(desk: AtDesk, name: FromPath[str]) -> Response[str]:
    _, parameter = _named(desk, name)
    return _edit(desk, name, _fields(parameter).blank(since=desk.today.isoformat()))


@action(f"{HOME}/{{name:str}}", name="parameters.set")
def set_parameter(desk: AtDesk, name: FromPath[str]) -> Response[Any]:
    _, parameter = _named(desk, name)
    typed = _fields(parameter).read(desk.form)
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            row = acts.set_otherwise(session, desk.actor, branch.id, parameter, typed.checked())
            message = f"“{parameter.title}”已另定为{amount(parameter, row.value)}"
            return desk.done(session, HOME, message, undo=f"{HOME}/overrides/{row.id}/delete")
    except Invalid as invalid:
        return _edit(desk, name, typed.refused(invalid), status=422)


@action(f"{HOME}/overrides/{{override_id:int}}/delete", name="parameters.take_back")
def take_back(desk: AtDesk, override_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        acts.take_back(session, desk.actor, record_for(session, desk.reach, ParameterOverride, override_id))
        return desk.done(session, HOME, "已撤回这次另定的数", undo=f"{HOME}/overrides/{override_id}/restore")


@action(f"{HOME}/overrides/{{override_id:int}}/restore", name="parameters.bring_back")
def bring_back(desk: AtDesk, override_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        row = record_for(session, desk.reach, ParameterOverride, override_id, deleted=True)
        acts.bring_back(session, desk.actor, row)
        return desk.done(session, HOME, "已恢复这次另定的数")


def _named(desk: Desk, name: str) -> tuple[Pack, Parameter]:
    found = rules.asking(desk.office.catalogue).get(name)
    if found is None:
        raise NotFound("没有找到这个数值标准")
    return found


def _fields(parameter: Parameter) -> Fields:
    kind = Kind.HOURS if rules.in_tenths(parameter) else Kind.INT
    return Fields(
        field("value", parameter.title, kind, required=True),
        field("since", "从哪一天起", Kind.DATE, required=True),
        field("basis", "依据", Kind.MULTILINE, required=True),
    )


def _shown(desk: Desk, session: Session, branch: int) -> list[Shown]:
    rows = session.scalars(
        select(ParameterOverride).where(ParameterOverride.branch_id == branch).order_by(ParameterOverride.since.desc())
    ).all()
    own = numbers(overrides(session, [branch]).get(branch, ()), desk.today)
    return [
        Shown(
            name,
            parameter.title,
            pack.title,
            amount(parameter, own.get(name, parameter.value)),
            amount(parameter, parameter.value),
            parameter.note,
            tuple(
                (row, amount(parameter, row.value), row.since >= first_open(desk.today))
                for row in rows
                if row.name == name
            ),
        )
        for name, (pack, parameter) in rules.asking(desk.office.catalogue).items()
    ]


def _edit(desk: Desk, name: str, typed: Typed, status: int = 200) -> Response[str]:
    pack, parameter = _named(desk, name)
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        now = next(one for one in _shown(desk, session, branch.id) if one.name == name)
    return desk.page(
        "packs/parameter.html",
        parameter.title,
        nav=NAV,
        status=status,
        typed=typed,
        errors=typed.errors,
        now=now,
        pack=pack,
        unit=rules.unit_of(parameter),
    )


ROUTES = [show_parameters, edit_parameter, set_parameter, take_back, bring_back]
