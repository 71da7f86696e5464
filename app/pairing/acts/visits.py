"""Visits to households, and contacts by telephone, which are no visits."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.branches.names import bare
from app.db import expect_version
from app.errors import Invalid
from app.pairing import rules
from app.pairing.acts import common, households
from app.pairing.acts.common import Values
from app.pairing.known import VisitKey, known, people
from app.pairing.models import Campaign, Visit

FIELDS = (
    "visited_on",
    "visitors",
    "companions",
    "organiser",
    "way",
    "situation",
    "difficulties",
    "policies",
    "solved",
    "gift_money",
    "gifts",
    "referral",
    "referred_to",
    "referral_due",
    "outcome",
    "note",
)
PLAIN = {"organiser": "branch", "way": "home"}  # when nothing is said


def add(session: Session, actor: Actor, branch_id: int, household_id: int, values: Values) -> Visit:
    """A visit or contact of the branch. Raises Invalid when the same one was entered already."""
    given = _checked(session, branch_id, household_id, PLAIN | {k: v for k, v in values.items() if v is not None})
    visit = Visit(
        branch_id=branch_id,
        household_id=household_id,
        visited_on=given["visited_on"],
        visitors=given["visitors"],
        **common.stamp(session, actor),
    )
    common.put(visit, FIELDS, given)
    _name(session, actor, visit, given)
    session.add(visit)
    session.flush()
    known(session, branch_id).visits(session)[key_of(visit)] = visit.id
    audit.note(session, actor, "visit.add", visit)
    return visit


def change(session: Session, actor: Actor, visit: Visit, values: Values, version: int | None) -> Visit:
    """Corrected particulars; the household stays, a visit to another one is another visit."""
    expect_version(visit, version, values)
    merged = {key: getattr(visit, key) for key in FIELDS} | dict(values)
    given = _checked(session, visit.branch_id, visit.household_id, merged, visit)
    before = key_of(visit)
    changed = common.put(visit, FIELDS, {key: given[key] for key in FIELDS if key in values})
    changed += _name(session, actor, visit, values)
    book = known(session, visit.branch_id).visits(session)
    book.pop(before, None)
    book[key_of(visit)] = visit.id
    if changed:
        audit.note(session, actor, "visit.change", visit, fields=sorted(changed))
    return visit


def delete(session: Session, actor: Actor, visit: Visit) -> None:
    common.delete(session, actor, visit, "visit")


def restore(session: Session, actor: Actor, visit: Visit) -> None:
    if key_of(visit) in known(session, visit.branch_id).visits(session):
        raise Invalid({"visited_on": f"{visit.visited_on}的这次走访已另有一条，请先处理那一条"})
    common.restore(session, actor, visit, "visit")


def household_of(session: Session, actor: Actor, branch_id: int, name: str, *, create: bool, village: str = "") -> int:
    """The household of that name in the branch; an unknown one is made when `create` says so (decisions.md 38)."""
    book = known(session, branch_id)
    found = book.households(name)
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        called = "、".join(book.called(one) for one in found)
        raise Invalid({"person": f"“{name}”有{len(found)}户：{called}，请选定一户，或写成{book.called(found[0])}这样"})
    if not create:
        raise Invalid({"person": f"没有登记过“{name}”，请核对姓名；确是新的走访对象，请勾选“登记为新的走访对象”"})
    plain, told = rules.told_apart(name)
    values: dict[str, Any] = {"name": plain, "village": village or told, "relation": "other"}
    return households.add(session, actor, branch_id, values).id


def same(session: Session, branch_id: int, household_id: int, values: Values) -> int | None:
    """The id of the visit of that household, day, visitors and way (decisions.md 36)."""
    wanted = (household_id, values["visited_on"], people(values["visitors"]), values.get("way") or "home")
    return known(session, branch_id).visits(session).get(wanted)


def key_of(visit: Visit) -> VisitKey:
    return visit.household_id, visit.visited_on, people(visit.visitors), visit.way


def check(session: Session, values: Values) -> None:
    """What can be wrong before the household is known, so that none is made for a row that is refused."""
    if errors := rules.visit(PLAIN | {k: v for k, v in values.items() if v is not None}, common.today(session)):
        raise Invalid(errors)


def _checked(
    session: Session, branch_id: int, household_id: int, values: Values, own: Visit | None = None
) -> dict[str, Any]:
    given = dict(values)
    for names in ("visitors", "companions"):
        if names in given:
            given[names] = "、".join(bare(one) for one in _several(given[names]))
    errors = rules.visit(given, common.today(session))
    if not errors:
        twin = same(session, branch_id, household_id, given)
        if twin is not None and (own is None or twin != own.id):
            errors["visited_on"] = f"{given['visited_on']}{given['visitors']}对这一户的走访已登记过，不用重复登记"
    if errors:
        raise Invalid(errors)
    return given


def _several(names: Any) -> list[str]:
    return [one for one in (names.split("、") if isinstance(names, str) else names or ()) if one]


def _name(session: Session, actor: Actor, visit: Visit, values: Values) -> list[str]:
    """The member among the visitors, and the campaign, made when its name is new."""
    book = known(session, visit.branch_id)
    visit.visitor_id = next(filter(None, (book.member(one) for one in visit.visitors.split("、"))), None)
    if "campaign" not in values:
        return []
    campaign_id = _campaign(session, actor, visit.branch_id, str(values["campaign"] or ""))
    if campaign_id == visit.campaign_id:
        return []
    visit.campaign_id = campaign_id
    return ["campaign"]


def _campaign(session: Session, actor: Actor, branch_id: int, name: str) -> int | None:
    name = " ".join(name.split()).replace(";", "；")  # a half-width one would part the marks of facts
    if not name:
        return None
    campaigns = known(session, branch_id).campaigns
    if name not in campaigns:
        campaign = Campaign(branch_id=branch_id, name=name, **common.stamp(session, actor))
        session.add(campaign)
        session.flush()
        campaigns[name] = campaign.id
        audit.note(session, actor, "campaign.add", campaign)
    return campaigns[name]
