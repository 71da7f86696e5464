"""Pages of talks: who spoke with whom and when; what was said only for those who may read it."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for, record_for
from app.branches.queries import roster
from app.errors import Conflict, Forbidden, Invalid, NotFound
from app.fields import Typed
from app.talks import acts, forms, queries
from app.talks.contents import may_open, sees_reminders
from app.talks.models import KINDS, RELATIONS, Talk
from app.web import action, page, short_day

NAV = "integrity"


@page("/talks", name="talks.list")
def list_talks(desk: AtDesk) -> Response[str]:
    kind = desk.query("kind")
    with desk.read() as session:
        branch = desk.branch if desk.in_branch else None
        found = queries.listed(session, branch, desk.user, kind=kind, before=desk.query("before"))
    own = sees_reminders(desk.user, desk.branch)  # the same people write talks down
    kinds = [(code, word) for code, word in KINDS.items() if own or code != "reminder"]
    return desk.page("talks/list.html", "谈话", nav=NAV, found=found, kind=kind, kinds=kinds, may=own)


@page("/talks/new", name="talks.new")
def new_talk(desk: AtDesk) -> Response[str]:
    kind = desk.query("kind") if desk.query("kind") in KINDS else "heart"
    with desk.read() as session:
        people = roster(session, [desk.branch or 0], desk.today)
    names = [row.name for row in people]
    own = next((row.name for row in people if row.person_id == desk.user.person_id), "")
    asked = {side: _known(desk.query(side), names) for side in ("talkers", "counterparts")}
    asked["talkers"] = asked["talkers"] or (own if own != asked["counterparts"] else "")
    typed = forms.FORMS[kind].blank(talked_on=desk.today.isoformat(), **asked)
    return _edit(desk, kind, typed, names)


@action("/talks/new", name="talks.add")
def add_talk(desk: AtDesk) -> Response[Any]:
    kind = desk.form["kind"]
    if kind not in KINDS:
        raise NotFound("没有这一种谈话")
    typed = forms.FORMS[kind].read(desk.form)
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            talk = acts.add(session, desk.actor, branch.id, kind, typed.checked())
            return desk.done(session, f"/talks/{talk.id}", f"已登记这次{KINDS[kind]}")
    except Invalid as invalid:
        with desk.read() as session:
            return _edit(desk, kind, typed.refused(invalid), _names(session, desk), status=422)


@page("/talks/{talk_id:int}", name="talks.show")
def show_talk(desk: AtDesk, talk_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        talk = _talk(session, desk, talk_id)
        opens = may_open(desk.user, talk)
        said = forms.said(session, talk) if opens else []
    return desk.page(
        "talks/show.html",
        f"{short_day(talk.talked_on)}{queries.kind_word(talk)}",
        nav=NAV,
        talk=talk,
        pair=queries.pair(talk, desk.user),
        relation=RELATIONS.get(talk.relation, ""),
        opens=opens,
        said=said,
        may_delete=opens or desk.user.has("secretary", talk.branch_id),
    )


@page("/talks/{talk_id:int}/edit", name="talks.edit")
def edit_talk(desk: AtDesk, talk_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        talk = _opened(session, desk, talk_id)
        return _edit(desk, talk.kind, forms.shown(session, talk), _names(session, desk), talk)


@action("/talks/{talk_id:int}/edit", name="talks.change")
def change_talk(desk: AtDesk, talk_id: FromPath[int]) -> Response[Any]:
    with desk.read() as session:
        kind = _opened(session, desk, talk_id).kind
    typed = forms.FORMS[kind].read(desk.form)
    try:
        with desk.write() as session:
            talk = _opened(session, desk, talk_id)
            acts.change(session, desk.actor, talk, typed.checked(), desk.form.number("version"))
            return desk.done(session, f"/talks/{talk_id}", "已保存谈话记录")
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            talk, names = _opened(session, desk, talk_id), _names(session, desk)
            if isinstance(problem, Invalid):
                return _edit(desk, kind, typed.refused(problem), names, talk, status=422)
            conflict = desk.differences(forms.FORMS[kind], typed, forms.shown(session, talk))
            return _edit(desk, kind, typed, names, talk, status=409, conflict=conflict)


@action("/talks/{talk_id:int}/delete", name="talks.delete")
def delete_talk(desk: AtDesk, talk_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        talk = _deletable(desk, _talk(session, desk, talk_id))
        acts.delete(session, desk.actor, talk)
        return desk.done(session, "/talks", "已删除这次谈话的登记", undo=f"/talks/{talk_id}/restore")


@action("/talks/{talk_id:int}/restore", name="talks.restore")
def restore_talk(desk: AtDesk, talk_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        talk = _deletable(desk, record_for(session, desk.reach, Talk, talk_id, deleted=True))
        acts.restore(session, desk.actor, talk)
        return desk.done(session, f"/talks/{talk_id}", "已恢复这次谈话的登记")


def _talk(session: Session, desk: Desk, talk_id: int) -> Talk:
    """A talk within reach; for a superior no 提醒谈话 exists."""
    talk = record_for(session, desk.reach, Talk, talk_id)
    if talk.kind == "reminder" and not sees_reminders(desk.user, talk.branch_id):
        raise NotFound
    return talk


def _opened(session: Session, desk: Desk, talk_id: int) -> Talk:
    """A talk whose content this user may read, and therefore write."""
    talk = _talk(session, desk, talk_id)
    if not may_open(desk.user, talk):
        raise Forbidden("谈话内容只对谈话人和登记的书记开放", "需要更正时，请谈话人本人修改")
    return talk


def _deletable(desk: Desk, talk: Talk) -> Talk:
    if not may_open(desk.user, talk) and not desk.user.has("secretary", talk.branch_id):
        raise Forbidden("这次谈话不是您登记的，不能删除", "请谈话人或书记处理")
    return talk


def _known(text: str, names: list[str]) -> str:
    """Those of the address who are members: a page that says who is missing hands them over."""
    return "、".join(name for name in text.split("、") if name in names)


def _names(session: Session, desk: Desk) -> list[str]:
    return [row.name for row in roster(session, [desk.branch or 0], desk.today)]


def _edit(
    desk: Desk,
    kind: str,
    typed: Typed,
    people: list[str],
    talk: Talk | None = None,
    *,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response[str]:
    return desk.page(
        "talks/edit.html",
        "修改谈话记录" if talk else f"记一次{KINDS[kind]}",
        nav=NAV,
        status=status,
        kind=kind,
        typed=typed,
        errors=typed.errors,
        people=people,
        talk=talk,
        relations=list(RELATIONS.items()),
        conflict=conflict or [],
    )


ROUTES = [list_talks, new_talk, add_talk, show_talk, edit_talk, change_talk, delete_talk, restore_talk]
