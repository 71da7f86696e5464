"""The tree of organisations: what stands above a branch, and what stands below a superior."""

from __future__ import annotations

from collections import Counter
from typing import Any

from litestar import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches import acts
from app.branches.access import branch_for, subtree
from app.branches.models import KINDS, Branch
from app.branches.queries import roster
from app.errors import Invalid
from app.fields import Fields, Typed, coded, field
from app.web import Link, action, page

NAV = "branch"
BELOW = {code: word for code, word in KINDS.items() if code != "superior"}
NEW = Fields(field("name", "名称", required=True), coded("kind", "类别", BELOW), field("unit", "所在单位"))


@page("/tree", name="branches.tree")
def show_tree(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        ids = subtree(session, [branch.id]) & desk.reach
        rows = _rows(session, desk, branch, list(session.scalars(select(Branch).where(Branch.id.in_(ids)))))
        above = _above(session, branch)
    return desk.page("branches/tree.html", "组织设置", nav=NAV, rows=rows, above=above, may=_may(desk, branch))


@page("/tree/new", name="branches.new_branch")
def new_branch(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
    return _edit(desk, branch, NEW.blank(kind="branch"))


@action("/tree/new", name="branches.add_branch")
def add_branch(desk: AtDesk) -> Response[Any]:
    """A new organisation directly below the chosen one."""
    typed = NEW.read(desk.form)
    with desk.read() as session:
        above = branch_for(session, desk.reach, desk.branch or 0)
    try:
        if not _may(desk, above):
            raise Invalid({"name": f"{above.name}是{KINDS[above.kind]}，下面不设党组织，请先切换到上级党组织"})
        with desk.write() as session:
            values = typed.checked() | {"parent_id": above.id}
            made = acts.add_branch(session, desk.actor, values)
            return desk.done(session, "/tree", f"已新增{made.name}")
    except Invalid as invalid:
        return _edit(desk, above, typed.refused(invalid), 422)


def _may(desk: Desk, branch: Branch) -> bool:
    return branch.kind != "branch" and desk.may("branches.new_branch")


def _rows(session: Session, desk: Desk, top: Branch, found: list[Branch]) -> list[tuple[Any, ...]]:
    """Each under its superior, indented by its depth."""
    people = roster(session, [branch.id for branch in found], desk.today)
    count = Counter(row.branch_id for row in people)
    chief = {row.branch_id: row.name for row in people if row.post == "secretary"}
    below: dict[int | None, list[Branch]] = {}
    for branch in sorted(found, key=lambda one: one.id):
        below.setdefault(branch.parent_id, []).append(branch)

    def walk(branch: Branch, depth: int) -> list[tuple[Any, ...]]:
        name = Link("　" * depth + branch.name, f"/branch?branch={branch.id}")
        own = branch.kind == "branch"
        row = (name, KINDS[branch.kind], count[branch.id] if own else "", chief.get(branch.id, ""))
        return [row, *(line for child in below.get(branch.id, ()) for line in walk(child, depth + 1))]

    return walk(top, 0)


def _above(session: Session, branch: Branch) -> list[str]:
    """The names of those above it, the topmost first."""
    names: list[str] = []
    while branch.parent_id is not None and len(names) < len(KINDS):
        branch = session.get_one(Branch, branch.parent_id)
        names.insert(0, branch.name)
    return names


def _edit(desk: Desk, above: Branch, typed: Typed, status: int = 200) -> Response[str]:
    values = {"above": above, "typed": typed, "errors": typed.errors, "kinds": list(BELOW.items())}
    return desk.page("branches/tree_new.html", "新增党组织", nav=NAV, status=status, **values)


ROUTES = [show_tree, new_branch, add_branch]
