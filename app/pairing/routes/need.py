"""One need: where it stands, met with the time it took, or taken back when that was said too soon."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import record_for
from app.fields import Typed
from app.pairing import forms
from app.pairing.acts import needs
from app.pairing.models import Need
from app.pairing.queries import help as lists
from app.pairing.routes import common
from app.pairing.words import NEED_KINDS
from app.web import action, page


@page("/needs/{need_id:int}", name="pairing.show_need")
def show_need(desk: AtDesk, need_id: FromPath[int]) -> Response[str]:
    return _show(desk, need_id, forms.MET.blank(met_on=desk.today.isoformat()))


@action("/needs/{need_id:int}/met", name="pairing.meet_need")
def meet_need(desk: AtDesk, need_id: FromPath[int]) -> Response[Any]:
    def act(session: Session, values: dict[str, Any]) -> Response[Any]:
        need = record_for(session, desk.reach, Need, need_id)
        needs.meet(session, desk.actor, need, values["met_on"], values["result"] or "")
        return desk.done(session, f"/needs/{need_id}", "已登记办结", undo=f"/needs/{need_id}/reopen")

    typed = forms.MET.read(desk.form)
    return common.attempt(desk, typed, act, lambda typed, status, _: _show(desk, need_id, typed, status))


@action("/needs/{need_id:int}/reopen", name="pairing.reopen_need")
def reopen_need(desk: AtDesk, need_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        need = record_for(session, desk.reach, Need, need_id)
        needs.reopen(session, desk.actor, need)
        return desk.done(session, f"/needs/{need_id}", "已撤销办结，需求仍待办理")


def _show(desk: Desk, need_id: int, typed: Typed, status: int = 200) -> Response[str]:
    with desk.read() as session:
        need = record_for(session, desk.reach, Need, need_id)
    name = common.names(desk, need.branch_id)(need.name)
    return desk.page(
        "pairing/need.html",
        f"{name}的需求",
        nav=common.NAV,
        status=status,
        need=need,
        name=name,
        kind=NEED_KINDS[need.kind],
        stands=lists.need_stands(need, desk.today),
        typed=typed,
        errors=typed.errors,
        may=common.may(desk, need.branch_id),
    )


ROUTES = [show_need, meet_need, reopen_need]
