"""A small world for web tests: two branches under one superior, people, and accounts for every role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from app.accounts import acts as accounts
from app.audit import Actor
from app.branches import acts as branches
from app.branches import members
from app.branches.models import Person
from app.db import Database

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

OPERATOR = Actor(None, "命令行")
PASSWORD = "ein-guter-satz-2025"
HOME, AWAY, TOP = "云岭区残联机关党支部", "云岭区档案馆机关党支部", "云岭区直机关工委"
PEOPLE = ("林远帆", "周晓禾", "何一苇", "宋知秋", "秦小满", "白露明", "陆一鸣", "叶清源")


@dataclass(frozen=True)
class World:
    """Ids of what there is; every account's password is PASSWORD, its name the role's."""

    top: int
    home: int
    away: int
    people: dict[str, int]

    @staticmethod
    def day(number: int) -> date:
        """The n-th day of the year under test."""
        return date(2025, 1, 1) + timedelta(days=number)


@pytest.fixture
def world(db: Database) -> World:
    """secretary, committee, discipline, member at HOME; stranger (secretary) at AWAY; superior at TOP; three admins."""
    with db.write() as session:
        return build(session)


def build(session: Session) -> World:
    since = date(2025, 1, 1)
    top = branches.add_branch(session, OPERATOR, {"name": TOP, "kind": "superior", "asked_from": since})
    made = {}
    for name in (HOME, AWAY):
        made[name] = branches.add_branch(session, OPERATOR, {"name": name, "parent_id": top.id, "asked_from": since})
    people = {}
    for day, name in enumerate(PEOPLE, 1):
        values = {"name": name, "category": "full", "joined_on": date(2010, 7, day), "email": f"m{day}@yunling.example"}
        people[name] = members.add_member(session, OPERATOR, made[HOME].id, values).id
    chief = session.get_one(Person, people["林远帆"])
    members.appoint(session, OPERATOR, chief, "secretary", date(2023, 4, 18))
    members.appoint(session, OPERATOR, session.get_one(Person, people["周晓禾"]), "discipline", date(2023, 4, 18))
    grants = {"secretary": HOME, "committee": HOME, "discipline": HOME, "member": HOME, "inspector": HOME}
    for role, branch in grants.items():
        account(session, role, role, made[branch].id, people["林远帆"] if role == "secretary" else None)
    account(session, "stranger", "secretary", made[AWAY].id)
    account(session, "superior", "superior", top.id)
    for role in ("system_admin", "security_admin", "audit_admin"):
        account(session, role, role, None)
    return World(top.id, made[HOME].id, made[AWAY].id, people)


def account(session: Session, name: str, role: str, branch: int | None, person: int | None = None) -> None:
    made = accounts.add_account(session, OPERATOR, name, name, PASSWORD, must_change=False)
    made.person_id = person
    accounts.grant(session, OPERATOR, made, role, branch)
