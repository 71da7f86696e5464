"""党小组: the list, a page each with its members and its leader, and the acts on them."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.accounts.desk import AtDesk, Desk
from app.audit import Actor
from app.branches.access import branch_for, record_for
from app.branches.models import Group, GroupLeader, Person
from app.branches.queries import holds, roster
from app.branches.sheets.kinds import Sheet, Values
from app.branches.sheets.routes import NAV, routes
from app.branches.voting import members
from app.errors import Invalid
from app.fields import Fields, Typed, field
from app.web import Link, action, page, short_day
from checklists.ledgers.form import Column, Kind

LEADER = Fields(field("since", "任职时间", Kind.DATE, required=True))


def _beside(session: Session, sheet: Sheet, branch_id: int, values: Values, own: Any) -> dict[str, str]:
    same = select(Group).where(Group.branch_id == branch_id, Group.name == values["name"])
    twin = session.scalar(same)
    return {} if twin is None or twin is own else {"name": f"“{twin.name}”已经有了，请换一个名称"}


GROUP = Sheet(
    noun="group",
    model=Group,
    path="/groups",
    parameter="group_id",
    home="/groups",
    word="党小组",
    fields=Fields(
        field("name", "党小组名称", required=True),
        field("since", "成立日期", Kind.DATE, required=True),
        Column(key="until", heading="撤销日期", kind=Kind.DATE, note="从这一天起没有这个党小组；还在的留空。"),
    ),
    beside=_beside,
)


def lead(session: Session, actor: Actor, group: Group, person_id: int | None, since: date) -> GroupLeader:
    """Somebody leads the group from a day; who led it before does so until then. Raises Invalid."""
    people = dict(members(session, group.branch_id, session.info["clock"].today()))
    if person_id not in people:
        raise Invalid({"person_id": "请从名册里选择组长"})
    for old in session.scalars(select(GroupLeader).where(GroupLeader.group_id == group.id)):
        if old.since >= since:
            raise Invalid({"since": f"{short_day(old.since)}已登记过组长，请核对任职时间"})
        old.until = min(old.until or since, since)
    made = {"branch_id": group.branch_id, "created_by": actor.account_id}
    leader = GroupLeader(
        group_id=group.id, person_id=person_id, since=since, recorded_on=session.info["clock"].today(), **made
    )
    session.add(leader)
    session.flush()
    audit.note(session, actor, "group.lead", group, since=since)
    return leader


def leaders(session: Session, branch_id: int, day: date) -> dict[int, str]:
    """Group → the name of its leader on the day."""
    query = select(GroupLeader.group_id, Person.name).join(Person, Person.id == GroupLeader.person_id)
    rows = session.execute(query.where(GroupLeader.branch_id == branch_id, holds(GroupLeader, day)))
    return {row[0]: row[1] for row in rows}


@page("/groups", name="branches.groups")
def show_groups(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        people, led = roster(session, [branch.id], desk.today), leaders(session, branch.id, desk.today)
        query = select(Group).where(Group.branch_id == branch.id).order_by(Group.until.is_not(None), Group.id)
        rows = [
            (
                Link(group.name, f"/groups/{group.id}"),
                led.get(group.id, ""),
                sum(row.group == group.name for row in people),
                short_day(group.since),
                short_day(group.until),
            )
            for group in session.scalars(query)
        ]
    return desk.page("branches/groups.html", "党小组", nav=NAV, rows=rows, may=desk.may("groups.new"))


@page("/groups/{group_id:int}", name="branches.group")
def show_group(desk: AtDesk, group_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        return _shown(session, desk, record_for(session, desk.reach, Group, group_id), LEADER.blank())


@action("/groups/{group_id:int}/leader", name="branches.lead_group")
def lead_group(desk: AtDesk, group_id: FromPath[int]) -> Response[Any]:
    typed = LEADER.read(desk.form)
    typed.texts["person_id"] = desk.form["person_id"]
    try:
        with desk.write() as session:
            group = record_for(session, desk.reach, Group, group_id)
            lead(session, desk.actor, group, desk.form.number("person_id"), typed.checked()["since"])
            return desk.done(session, f"/groups/{group_id}", f"已登记{group.name}的组长")
    except Invalid as invalid:
        with desk.read() as session:
            group = record_for(session, desk.reach, Group, group_id)
            return _shown(session, desk, group, typed.refused(invalid), 422)


def _shown(session: Session, desk: Desk, group: Group, typed: Typed, status: int = 200) -> Response[str]:
    people = roster(session, [group.branch_id], desk.today)
    led = select(GroupLeader, Person.name).join(Person, Person.id == GroupLeader.person_id)
    rows = session.execute(led.where(GroupLeader.group_id == group.id).order_by(GroupLeader.since.desc()))
    return desk.page(
        "branches/group.html",
        group.name,
        nav=NAV,
        status=status,
        group=group,
        names=[row.name for row in people if row.group == group.name],
        among=[(row.person_id, row.name) for row in people],
        led=[(name, short_day(one.since), short_day(one.until)) for one, name in rows],
        typed=typed,
        chosen=typed.texts.get("person_id", ""),
        may=desk.may("branches.lead_group"),
    )


ROUTES = [show_groups, show_group, lead_group, *routes(GROUP)]
