"""Every change to talks; page, import and command line call only these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit
from app.audit import Actor
from app.crypto import sealer
from app.db import expect_version
from app.errors import Invalid
from app.talks import contents, rules
from app.talks.models import KINDS, Talk
from app.talks.people import Sitting, joined, names, relation_of, same, seat, seated
from app.web import short_day

Values = Mapping[str, Any]
PLAIN = ("talked_on", "integrity_kind", "follow_up_by", "follow_up_due")


def add(session: Session, actor: Actor, branch_id: int, kind: str, values: Values) -> Talk:
    """A talk that took place. Raises Invalid, also where case matters of a discipline body are mentioned."""
    sittings = _checked(session, branch_id, kind, values)
    talk = Talk(
        branch_id=branch_id,
        kind=kind,
        talked_on=values["talked_on"],
        subject_key_id=sealer(session).new_subject(session),
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
    )
    _set(session, talk, values, sittings)
    session.add(talk)
    session.flush()
    seat(session, actor, talk, sittings)
    audit.note(session, actor, "talk.add", talk, kind=kind)
    return talk


def change(session: Session, actor: Actor, talk: Talk, values: Values, version: int | None) -> Talk:
    """The talk with everything said of it, as a whole. Raises Conflict when it has moved on meanwhile."""
    expect_version(talk, version, ("talked_on", "relation"))
    values = _beside(talk) | dict(values)
    sittings = _checked(session, talk.branch_id, talk.kind, values, talk)
    _set(session, talk, values, sittings)
    flag_modified(talk, "talked_on")  # a change of people alone is a change of the talk
    seat(session, actor, talk, sittings)
    audit.note(session, actor, "talk.change", talk, fields=sorted(key for key in values if values[key]))
    return talk


def delete(session: Session, actor: Actor, talk: Talk) -> None:
    """Out of every list, count and figure; the row stays and can be brought back."""
    talk.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "talk.delete", talk)


def restore(session: Session, actor: Actor, talk: Talk) -> None:
    """The undo of `delete`. Raises Invalid when another record has taken its place meanwhile."""
    sides = {"talkers": names(talk, "talker"), "counterparts": names(talk, "counterpart")}
    _alone(session, talk.branch_id, talk.kind, {"talked_on": talk.talked_on, **sides}, talk)
    talk.deleted_at = None
    audit.note(session, actor, "talk.restore", talk)


def _beside(talk: Talk) -> dict[str, str]:
    """Posts and units, which not every form asks for: what it does not ask stays."""
    wanted = [(side, attribute) for side in ("talker", "counterpart") for attribute in ("post", "unit")]
    return {f"{side}_{attribute}": joined(talk, side, attribute) for side, attribute in wanted}


def _checked(session: Session, branch_id: int, kind: str, values: Values, own: Talk | None = None) -> list[Sitting]:
    errors = rules.problems(kind, values, session.info["clock"].today())
    if errors:
        raise Invalid(errors)
    sittings = seated(session, branch_id, values)
    _alone(session, branch_id, kind, values, own)
    return sittings


def _alone(session: Session, branch_id: int, kind: str, values: Values, own: Talk | None) -> None:
    twin = same(session, branch_id, kind, values["talked_on"], values)
    if twin is not None and twin is not own:
        words = f"{short_day(values['talked_on'])}这两方已登记过一次{KINDS[kind]}"
        raise Invalid({"talked_on": f"{words}，请核对时间，或打开那一条修改"})


def _set(session: Session, talk: Talk, values: Values, sittings: list[Sitting]) -> None:
    for key in PLAIN:
        setattr(talk, key, values.get(key) or (None if key == "follow_up_due" else ""))
    if talk.kind == "heart":
        found = values.get("relation") or relation_of(session, talk.branch_id, sittings, talk.talked_on)
        if not found:
            raise Invalid({"relation": "双方有人不在本支部名册里，请选择谈话关系"})
        talk.relation = found
    if talk.kind == "reminder":
        talk.integrity_kind = "reminder"
    contents.seal(session, talk, values)
