"""What the demo knows of its people beside the roster; nothing of it changes a number of the half-year."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.branches import groups
from app.branches.applicants import APPLICANT
from app.branches.away import AWAY, CONTACT
from app.branches.handovers import HANDOVER
from app.branches.models import Branch, Group, Person
from app.branches.sheets import acts
from app.branches.voting import EXCLUSION

ELECTED = date(2023, 4, 18)
LEADERS = {"第一党小组": "秦小满", "第二党小组": "白露明"}


def load(session: Session, actor: Actor, home: str) -> None:
    """Leaders of groups, a member away, an applicant, an exclusion long ended and the last handover."""
    branch = session.scalars(select(Branch.id).where(Branch.name == home)).one()
    people = {p.name: p.id for p in session.scalars(select(Person).where(Person.branch_id == branch))}
    for group in session.scalars(select(Group).where(Group.branch_id == branch)):
        groups.lead(session, actor, group, people[LEADERS[group.name]], ELECTED)
    away = {
        "person_id": people["贺春山"],
        "since": date(2025, 2, 10),
        "province": "南江省",
        "city": "临江市",
        "abroad": False,
    }
    made = acts.add(session, actor, AWAY, branch, away)
    contact = {"away_id": made.id, "contacted_on": date(2025, 5, 6), "how": "phone"}
    acts.add(session, actor, CONTACT, branch, contact)
    steps = {"name": "余长青", "applied_on": date(2024, 3, 4), "activist_on": date(2024, 10, 8)}
    acts.add(session, actor, APPLICANT, branch, steps)
    days = {"approved_on": date(2023, 5, 8), "since": date(2023, 5, 10), "until": date(2024, 3, 1)}
    ended = {"person_id": people["沈星河"], "ground": "elsewhere", "approved_by": "云岭区直机关工委", "document": ""}
    acts.add(session, actor, EXCLUSION, branch, days | ended)
    names = {"from_name": "高远山", "to_name": "林远帆", "witness_name": "云岭区直机关工委"}
    typed = {
        "seal": "支部印章1枚",
        "balance": "结余286元",
        "boxes": "2022年度3盒，档案柜二层",
        "keys": "档案柜钥匙2把",
        "note": "",
    }
    acts.add(session, actor, HANDOVER, branch, names | typed | {"post": "secretary", "handed_on": ELECTED})
