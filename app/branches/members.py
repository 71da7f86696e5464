"""Every change to who the people of a branch are: particulars and groups; standings and posts lie beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.branches.memberships import arrive, current_membership, end_membership, enrol, leave, set_category
from app.branches.models import CATEGORIES, Group, Person
from app.branches.names import bare, sort_key
from app.branches.particulars import set_particulars
from app.branches.posts import appoint, change_post
from app.crypto import sealer
from app.errors import Invalid
from app.web import short_day

__all__ = [
    "add_member",
    "appoint",
    "change_member",
    "change_post",
    "correct",
    "current_membership",
    "end_membership",
    "group_named",
    "leave",
    "set_category",
]
Values = Mapping[str, Any]


def add_member(session: Session, actor: Actor, branch_id: int, values: Values) -> Person:
    """A person with a standing in the branch, from the form 党员名册."""
    name = bare(str(values["name"]))
    if not name:
        raise Invalid({"name": "请填写姓名"})
    today: date = session.info["clock"].today()
    key = sealer(session).new_subject(session)
    person = Person(
        branch_id=branch_id,
        subject_key_id=key,
        name=name,
        sort_key=sort_key(name),
        created_by=actor.account_id,
        recorded_on=today,
    )
    set_particulars(session, person, values)
    session.add(person)
    session.flush()
    category = values.get("category") or "full"
    if category not in CATEGORIES:
        raise Invalid({"category": f"人员类别“{category}”不认识，可选：{'、'.join(CATEGORIES.values())}"})
    group = group_named(session, actor, branch_id, str(values.get("group") or ""), today)
    enrol(session, actor, person, values, category, group)
    audit.note(session, actor, "member.add", person)
    return person


def change_member(session: Session, actor: Actor, person: Person, values: Values) -> Person:
    """Corrected particulars, None where one is emptied; a change of category is a dated standing (set_category)."""
    set_particulars(session, person, values)
    if values.get("arrived_on"):
        arrive(session, person)
    if values.get("name"):
        person.name, person.sort_key = bare(str(values["name"])), sort_key(str(values["name"]))
    if "group" in values:
        membership = current_membership(session, person)
        if membership is not None:
            day = session.info["clock"].today()
            membership.group_id = group_named(session, actor, person.branch_id, str(values["group"] or ""), day)
    audit.note(session, actor, "member.change", person, fields=sorted(values))
    return person


def correct(session: Session, actor: Actor, person: Person, values: Values) -> Person:
    """What a page or a roster says of a member now; another category begins a new standing."""
    plain = {key: value for key, value in values.items() if key != "category"}
    membership = current_membership(session, person)
    category = values.get("category")
    if category and membership and membership.category != category:
        since = values.get("confirmed_on") or session.info["clock"].today()
        set_category(session, actor, person, category, since, "转正" if category == "full" else "")
    return change_member(session, actor, person, plain)


def group_named(session: Session, actor: Actor, branch_id: int, name: str, today: date) -> int | None:
    """The id of the branch's group of that name, made when the name is new."""
    if not name.strip():
        return None
    found = session.scalar(select(Group).where(Group.branch_id == branch_id, Group.name == name.strip()))
    if found is None:
        found = Group(
            branch_id=branch_id, name=name.strip(), since=today, created_by=actor.account_id, recorded_on=today
        )
        session.add(found)
        session.flush()
        audit.note(session, actor, "group.add", found)
    elif found.until is not None and found.until <= today:
        raise Invalid({"group": f"{found.name}已于{short_day(found.until)}撤销，请换一个党小组，或到党小组页面改正"})
    return found.id
