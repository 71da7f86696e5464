"""Pages of one member's appraisal: opinion and votes, corrections, deletion and its undo."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.appraisals import acts, forms
from app.appraisals.access import keeps, sees
from app.appraisals.contents import opened
from app.appraisals.models import RESULTS, VOTES, Appraisal
from app.branches.access import record_for
from app.branches.models import CATEGORIES
from app.errors import Conflict, Forbidden, Invalid
from app.fields import Typed
from app.web import action, page

NAV = "meetings"


@page("/appraisals/records/{appraisal_id:int}", name="appraisals.show")
def show_one(desk: AtDesk, appraisal_id: FromPath[int]) -> Response[str]:
    """That somebody was assessed may be read by whoever reads the branch; what was found, by few."""
    with desk.read() as session:
        appraisal = record_for(session, desk.reach, Appraisal, appraisal_id)
        branch = appraisal.branch_id
        own = desk.user.person_id == appraisal.person_id
        shows = own or sees(session, desk.user, branch, desk.today)
        writes = keeps(session, desk.user, branch, desk.today)
        said = opened(session, appraisal) if shows else {}
    return desk.page(
        "appraisals/show.html",
        f"{appraisal.name}：{appraisal.year}年度民主评议",
        nav=NAV,
        appraisal=appraisal,
        category=CATEGORIES[appraisal.category],
        said=said,
        result=RESULTS[said["result"]] if said else "",
        votes=forms.votes_said(said) if said else "",
        writes=writes,
        may_delete=desk.user.has("secretary", branch),
    )


@page("/appraisals/records/{appraisal_id:int}/edit", name="appraisals.edit")
def edit_one(desk: AtDesk, appraisal_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        appraisal = _kept(session, desk, appraisal_id)
        return _edit(desk, forms.shown(session, appraisal), appraisal)


@action("/appraisals/records/{appraisal_id:int}/edit", name="appraisals.change")
def change_one(desk: AtDesk, appraisal_id: FromPath[int]) -> Response[Any]:
    typed = forms.FIELDS.read(desk.form)
    try:
        with desk.write() as session:
            appraisal = _kept(session, desk, appraisal_id)
            acts.change(session, desk.actor, appraisal, typed.checked(), desk.form.number("version"))
            return desk.done(session, f"/appraisals/records/{appraisal_id}", f"已保存“{appraisal.name}”的评议结果")
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            appraisal = _kept(session, desk, appraisal_id)
            if isinstance(problem, Invalid):
                return _edit(desk, typed.refused(problem), appraisal, status=422)
            conflict = desk.differences(forms.FIELDS, typed, forms.shown(session, appraisal))
            return _edit(desk, typed, appraisal, status=409, conflict=conflict)


@action("/appraisals/records/{appraisal_id:int}/delete", name="appraisals.delete")
def delete_one(desk: AtDesk, appraisal_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        appraisal = record_for(session, desk.reach, Appraisal, appraisal_id)
        acts.delete(session, desk.actor, appraisal)
        said = f"已删除“{appraisal.name}”{appraisal.year}年度的评议结果"
        undo = f"/appraisals/records/{appraisal_id}/restore"
        return desk.done(session, f"/appraisals?year={appraisal.year}", said, undo=undo)


@action("/appraisals/records/{appraisal_id:int}/restore", name="appraisals.restore")
def restore_one(desk: AtDesk, appraisal_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        appraisal = record_for(session, desk.reach, Appraisal, appraisal_id, deleted=True)
        acts.restore(session, desk.actor, appraisal)
        said = f"已恢复“{appraisal.name}”{appraisal.year}年度的评议结果"
        return desk.done(session, f"/appraisals/records/{appraisal_id}", said)


def _kept(session: Session, desk: Desk, appraisal_id: int) -> Appraisal:
    appraisal = record_for(session, desk.reach, Appraisal, appraisal_id)
    if not keeps(session, desk.user, appraisal.branch_id, desk.today):
        raise Forbidden("评议结果由书记和组织委员登记", "请书记或组织委员修改")
    return appraisal


def _edit(
    desk: Desk,
    typed: Typed,
    appraisal: Appraisal,
    *,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    return desk.page(
        "appraisals/edit.html",
        f"修改{appraisal.name}{appraisal.year}年度的评议结果",
        nav=NAV,
        status=status,
        appraisal=appraisal,
        typed=typed,
        errors=typed.errors,
        results=list(RESULTS.items()),
        votes=list(VOTES.items()),
        conflict=conflict or [],
    )


ROUTES = [show_one, edit_one, change_one, delete_one, restore_one]
