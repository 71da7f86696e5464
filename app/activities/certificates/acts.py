"""Every change to certificates; page, import and command line call only these."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app import audit
from app.activities.certificates import rules
from app.activities.certificates.models import Certificate
from app.activities.certificates.queries import counted_by_roll, same
from app.audit import Actor
from app.branches.names import bare
from app.branches.queries import people_named
from app.db import expect_version
from app.errors import Invalid
from app.web import short_day

Values = Mapping[str, Any]
FIELDS = ("name", "title", "kind", "organiser", "starts_on", "ends_on", "tenth_hours", "number", "note")


def add(session: Session, actor: Actor, branch_id: int, values: Values) -> Certificate:
    """A training that ended, with its hours. Raises Invalid."""
    kept = _checked(session, branch_id, values)
    certificate = Certificate(
        branch_id=branch_id,
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
        **kept,
    )
    session.add(certificate)
    session.flush()
    audit.note(session, actor, "certificate.add", certificate, title=certificate.title)
    return certificate


def change(session: Session, actor: Actor, certificate: Certificate, values: Values, version: int | None) -> None:
    """A slip corrected. Raises Conflict when the record has moved on meanwhile."""
    expect_version(certificate, version, values)
    merged = {key: getattr(certificate, key) for key in FIELDS} | dict(values)
    kept = _checked(session, certificate.branch_id, merged, certificate)
    changed = [key for key, value in kept.items() if getattr(certificate, key) != value]
    for key in changed:
        setattr(certificate, key, kept[key])
    if changed:
        audit.note(session, actor, "certificate.change", certificate, fields=sorted(changed))


def delete(session: Session, actor: Actor, certificate: Certificate) -> None:
    certificate.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "certificate.delete", certificate)


def restore(session: Session, actor: Actor, certificate: Certificate) -> None:
    """The undo of `delete`. Raises Invalid when another has taken its place meanwhile."""
    _alone(session, certificate.branch_id, {key: getattr(certificate, key) for key in FIELDS}, certificate)
    certificate.deleted_at = None
    audit.note(session, actor, "certificate.restore", certificate)


def _checked(session: Session, branch_id: int, values: Values, own: Certificate | None = None) -> dict[str, Any]:
    """The values as they are kept, with the person where exactly one has the name (decisions.md 37)."""
    found = rules.problems(values, session.info["clock"].today())
    if found:
        raise Invalid(found)
    kept: dict[str, Any] = {key: values.get(key) or (None if key == "starts_on" else "") for key in FIELDS}
    kept["name"] = bare(kept["name"])
    _alone(session, branch_id, kept, own)
    kept["person_id"] = _person(session, branch_id, kept["name"])
    if kept["person_id"]:
        _once(session, kept)
    return kept


def _person(session: Session, branch_id: int, name: str) -> int | None:
    found = people_named(session, branch_id, name)
    if len(found) > 1:
        told = "、".join(f"{one.name}（{one.birth_month or one.job or '出生年月未填'}）" for one in found)
        raise Invalid({"name": f"支部有{len(found)}位“{name}”：{told}。请先在党员名册里把姓名区分开，再填写"})
    return found[0].id if found else None


def _once(session: Session, kept: Values) -> None:
    """Hours count once: what the roll of a gathering counts needs no certificate."""
    last: date = kept["ends_on"]
    day = counted_by_roll(session, kept["person_id"], kept["title"], kept["starts_on"] or last, last)
    if day is not None:
        words = f"{kept['name']}{short_day(day)}参加“{kept['title']}”的学时，点名时已经计过"
        raise Invalid({"title": f"{words}，不用再登记证书"})


def _alone(session: Session, branch_id: int, kept: Values, own: Certificate | None) -> None:
    twin = same(session, branch_id, kept["name"], kept["ends_on"], kept["title"])
    if twin is not None and twin is not own:
        words = f"{kept['name']}{short_day(kept['ends_on'])}结束的“{kept['title']}”已登记过"
        raise Invalid({"title": f"{words}，请核对，或打开那一条修改"})
