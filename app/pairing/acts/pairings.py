"""Who is paired with a household, and what was promised to it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.branches.names import bare
from app.db import expect_version
from app.errors import Invalid
from app.pairing import rules
from app.pairing.acts import common
from app.pairing.acts.common import Values
from app.pairing.known import known
from app.pairing.models import Commitment, Household, Pairing

FIELDS = ("member_post", "since", "until", "visits_a_year", "outcome")
PROMISE_FIELDS = ("text", "made_on", "due_on", "kept_on", "kept_note")


def pair(session: Session, actor: Actor, household: Household, values: Values) -> Pairing:
    """A member paired with the household from a day."""
    _refuse(rules.pairing(values))
    member = bare(values["member"])
    _refuse(_twin(household, member))
    found = Pairing(
        branch_id=household.branch_id,
        household_id=household.id,
        member=member,
        since=values["since"],
        **common.stamp(session, actor),
    )
    household.pairings.append(found)
    common.put(found, FIELDS, values)
    found.member_id = known(session, household.branch_id).member(member)
    session.flush()
    audit.note(session, actor, "pairing.add", found)
    return found


def change(session: Session, actor: Actor, pairing: Pairing, values: Values, version: int | None) -> Pairing:
    expect_version(pairing, version, values)
    _refuse(rules.pairing({"member": pairing.member, "since": pairing.since, "until": pairing.until} | dict(values)))
    changed = common.put(pairing, FIELDS, values)
    member_id = known(session, pairing.branch_id).member(pairing.member)
    if changed or member_id != pairing.member_id:
        pairing.member_id = member_id
        audit.note(session, actor, "pairing.change", pairing, fields=sorted(changed))
    return pairing


def delete(session: Session, actor: Actor, pairing: Pairing) -> None:
    common.delete(session, actor, pairing, "pairing")


def restore(session: Session, actor: Actor, household: Household, pairing: Pairing) -> None:
    _refuse(_twin(household, pairing.member))
    common.restore(session, actor, pairing, "pairing")


def of_member(household: Household, member: str) -> Pairing | None:
    """The pairing of the member with the household: the natural key (decisions.md 36)."""
    return next((one for one in household.pairings if one.member == member and one.deleted_at is None), None)


def promise(session: Session, actor: Actor, household: Household, values: Values) -> Commitment:
    """A promise to the household; its owner is reminded of it until it is kept."""
    values = {"made_on": common.today(session), **values}
    _refuse(rules.commitment(values, common.today(session)))
    made = Commitment(
        branch_id=household.branch_id,
        household_id=household.id,
        text=values["text"],
        made_on=values["made_on"],
        due_on=values["due_on"],
        **common.stamp(session, actor),
    )
    common.put(made, PROMISE_FIELDS, values)
    _own(session, made, values.get("owner"))
    household.commitments.append(made)
    session.flush()
    audit.note(session, actor, "commitment.add", made)
    return made


def change_promise(session: Session, actor: Actor, made: Commitment, values: Values, version: int | None) -> Commitment:
    expect_version(made, version, values)
    merged = {key: getattr(made, key) for key in PROMISE_FIELDS} | dict(values)
    _refuse(rules.commitment(merged, common.today(session)))
    changed = common.put(made, PROMISE_FIELDS, values)
    if "owner" in values:
        changed += _own(session, made, values["owner"])
    if changed:
        audit.note(session, actor, "commitment.change", made, fields=sorted(changed))
    return made


def keep(session: Session, actor: Actor, made: Commitment, kept_on: date | None, note: str) -> None:
    """兑现: on the day, and how."""
    if kept_on is None:
        raise Invalid({"kept_on": "请填写兑现日期"})
    change_promise(session, actor, made, {"kept_on": kept_on, "kept_note": note}, None)


def reopen(session: Session, actor: Actor, made: Commitment) -> None:
    """The undo of `keep`."""
    change_promise(session, actor, made, {"kept_on": None, "kept_note": ""}, None)


def delete_promise(session: Session, actor: Actor, made: Commitment) -> None:
    common.delete(session, actor, made, "commitment")


def restore_promise(session: Session, actor: Actor, made: Commitment) -> None:
    common.restore(session, actor, made, "commitment")


def _twin(household: Household, member: str) -> dict[str, str]:
    """One row a pair: to begin again would move the beginning that reports have already counted."""
    twin = of_member(household, member)
    if twin is None:
        return {}
    if twin.until is None:
        return {"member": f"“{member}”已与这一户结对，不用重复登记"}
    return {"member": f"“{member}”曾与这一户结对，已于{twin.until}结束，请在那一条上恢复结对"}


def _own(session: Session, made: Commitment, owner: str | None) -> list[str]:
    name = bare(owner or "")
    found = known(session, made.branch_id).member(name)
    if (made.owner, made.owner_id) == (name, found):
        return []
    made.owner, made.owner_id = name, found
    return ["owner"]


def _refuse(errors: dict[str, str]) -> None:
    if errors:
        raise Invalid(errors)
