"""Pages of quoted figures: what departments count and reports quote."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, record_for
from app.errors import Conflict, Invalid
from app.fields import Typed
from app.figures import acts, forms, queries
from app.figures.models import ReferredFigure
from app.figures.rules import words
from app.web import action, page

NAV = "reports"


@page("/figures", name="figures.list")
def list_figures(desk: AtDesk) -> Response[str]:
    wanted = desk.query("title")
    with desk.read() as session:
        found = queries.listed(session, desk.in_branch, title=wanted, before=desk.query("before"))
    return desk.page(
        "figures/list.html", "业务数据引用", nav=NAV, found=found, wanted=wanted, may=_may(desk, desk.branch)
    )


@page("/figures/new", name="figures.new")
def new_figure(desk: AtDesk) -> Response[str]:
    """Blank, or a newer value of a figure already there, which is kept."""
    if not desk.query("after").isdecimal():
        return _edit(desk, forms.FIELDS.blank(as_of=desk.today.isoformat()))
    with desk.read() as session:
        old = record_for(session, desk.reach, ReferredFigure, int(desk.query("after")))
    return _edit(desk, forms.newer(old, desk.today.isoformat()), carried=old.title)


@action("/figures/new", name="figures.add")
def add_figure(desk: AtDesk) -> Response[Any]:
    typed = forms.FIELDS.read(desk.form)
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            figure = acts.add(session, desk.actor, branch.id, typed.checked())
            return desk.done(session, f"/figures/{figure.id}", f"已保存“{figure.title}”")
    except Invalid as invalid:
        return _edit(desk, typed.refused(invalid), status=422)


@page("/figures/{figure_id:int}", name="figures.show")
def show_figure(desk: AtDesk, figure_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        figure = record_for(session, desk.reach, ReferredFigure, figure_id)
        series = queries.values_of(session, figure)
    return desk.page(
        "figures/show.html",
        figure.title,
        nav=NAV,
        figure=figure,
        series=series,
        period=words(figure.period),
        words=words,
        may=_may(desk, figure.branch_id),
    )


@page("/figures/{figure_id:int}/edit", name="figures.edit")
def edit_figure(desk: AtDesk, figure_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        figure = record_for(session, desk.reach, ReferredFigure, figure_id)
    return _edit(desk, forms.shown(figure), figure)


@action("/figures/{figure_id:int}/edit", name="figures.change")
def change_figure(desk: AtDesk, figure_id: FromPath[int]) -> Response[Any]:
    typed = forms.FIELDS.read(desk.form)
    try:
        with desk.write() as session:
            figure = record_for(session, desk.reach, ReferredFigure, figure_id)
            acts.change(session, desk.actor, figure, typed.checked(), desk.form.number("version"))
            return desk.done(session, f"/figures/{figure_id}", f"已保存“{figure.title}”")
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            figure = record_for(session, desk.reach, ReferredFigure, figure_id)
        if isinstance(problem, Invalid):
            return _edit(desk, typed.refused(problem), figure, status=422)
        conflict = desk.differences(forms.FIELDS, typed, forms.shown(figure))
        return _edit(desk, typed, figure, status=409, conflict=conflict)


@action("/figures/{figure_id:int}/delete", name="figures.delete")
def delete_figure(desk: AtDesk, figure_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        figure = record_for(session, desk.reach, ReferredFigure, figure_id)
        acts.delete(session, desk.actor, figure)
        return desk.done(session, "/figures", f"已删除“{figure.title}”", undo=f"/figures/{figure_id}/restore")


@action("/figures/{figure_id:int}/restore", name="figures.restore")
def restore_figure(desk: AtDesk, figure_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        figure = record_for(session, desk.reach, ReferredFigure, figure_id, deleted=True)
        acts.restore(session, desk.actor, figure)
        return desk.done(session, f"/figures/{figure_id}", f"已恢复“{figure.title}”")


def _may(desk: Desk, branch: int | None) -> bool:
    """Whether to offer what only writers can do; the matrix decides when it is done."""
    return desk.user.has("secretary", branch) or desk.user.has("committee", branch)


def _edit(
    desk: Desk,
    typed: Typed,
    figure: ReferredFigure | None = None,
    *,
    status: int = 200,
    carried: str = "",
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    title = f"更正“{figure.title}”" if figure else "登记业务数据"
    values = {"typed": typed, "errors": typed.errors, "figure": figure, "carried": carried, "conflict": conflict or []}
    return desk.page("figures/edit.html", title, nav=NAV, status=status, **values)


ROUTES = [
    list_figures,
    new_figure,
    add_figure,
    show_figure,
    edit_figure,
    change_figure,
    delete_figure,
    restore_figure,
]
