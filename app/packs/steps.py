"""What is done to what binds a branch with one press: take back, bring back, go on."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk, Desk
from app.branches.access import record_for
from app.packs import acts
from app.packs.models import ItemExemption, MissedReason, PackAdoption
from app.web import action

HOME = "/settings/packs"
Taken = PackAdoption | ItemExemption | MissedReason


def _take_back(desk: Desk, model: type[Taken], record_id: int, address: str, words: str) -> Response[Any]:
    with desk.write() as session:
        record = record_for(session, desk.reach, model, record_id)
        acts.take_back(session, desk.actor, record)
        return desk.done(session, HOME, words, undo=f"{address}/{record_id}/restore")


def _bring_back(desk: Desk, model: type[Taken], record_id: int, words: str) -> Response[Any]:
    with desk.write() as session:
        record = record_for(session, desk.reach, model, record_id, deleted=True)
        acts.bring_back(session, desk.actor, record)
        return desk.done(session, HOME, words)


@action("/settings/packs/adoptions/{adoption_id:int}/delete", name="packs.take_back_adoption")
def take_back_adoption(desk: AtDesk, adoption_id: FromPath[int]) -> Response[Any]:
    return _take_back(desk, PackAdoption, adoption_id, "/settings/packs/adoptions", "已撤销启用")


@action("/settings/packs/adoptions/{adoption_id:int}/restore", name="packs.bring_back_adoption")
def bring_back_adoption(desk: AtDesk, adoption_id: FromPath[int]) -> Response[Any]:
    return _bring_back(desk, PackAdoption, adoption_id, "已恢复启用")


@action("/settings/packs/adoptions/{adoption_id:int}/go-on", name="packs.go_on")
def go_on(desk: AtDesk, adoption_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        adoption = record_for(session, desk.reach, PackAdoption, adoption_id)
        acts.go_on(session, desk.actor, adoption)
        return desk.done(session, HOME, "已取消停止日期，继续执行")


@action("/settings/packs/exemptions/{exemption_id:int}/delete", name="packs.take_back_exemption")
def take_back_exemption(desk: AtDesk, exemption_id: FromPath[int]) -> Response[Any]:
    return _take_back(desk, ItemExemption, exemption_id, "/settings/packs/exemptions", "已撤销免办")


@action("/settings/packs/exemptions/{exemption_id:int}/restore", name="packs.bring_back_exemption")
def bring_back_exemption(desk: AtDesk, exemption_id: FromPath[int]) -> Response[Any]:
    return _bring_back(desk, ItemExemption, exemption_id, "已恢复免办")


@action("/packs/reasons/{reason_id:int}/delete", name="packs.take_back_reason")
def take_back_reason(desk: AtDesk, reason_id: FromPath[int]) -> Response[Any]:
    return _take_back(desk, MissedReason, reason_id, "/packs/reasons", "已撤销写明的原因")


@action("/packs/reasons/{reason_id:int}/restore", name="packs.bring_back_reason")
def bring_back_reason(desk: AtDesk, reason_id: FromPath[int]) -> Response[Any]:
    return _bring_back(desk, MissedReason, reason_id, "已恢复写明的原因")


ROUTES = [
    take_back_adoption,
    bring_back_adoption,
    go_on,
    take_back_exemption,
    bring_back_exemption,
    take_back_reason,
    bring_back_reason,
]
