"""Services done for disabled persons, by kind and stage."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.db import expect_version
from app.errors import Invalid
from app.pairing import rules
from app.pairing.acts import common
from app.pairing.acts.common import Values
from app.pairing.acts.persons import person_named
from app.pairing.models import Service

FIELDS = ("kind", "stage", "served_on", "server", "detail", "department", "result", "note")
PLAIN = {"stage": "done"}  # when nothing is said


def add(session: Session, actor: Actor, branch_id: int, values: Values) -> Service:
    given = PLAIN | {key: value for key, value in values.items() if value is not None}
    _check(session, given)
    service = Service(
        branch_id=branch_id,
        name=given["name"],
        kind=given["kind"],
        served_on=given["served_on"],
        **common.stamp(session, actor),
    )
    common.put(service, FIELDS, given)
    service.name, service.person_id, _ = person_named(session, branch_id, given["name"], given)
    session.add(service)
    session.flush()
    audit.note(session, actor, "service.add", service)
    return service


def change(session: Session, actor: Actor, service: Service, values: Values, version: int | None) -> Service:
    expect_version(service, version, values)
    _check(session, {key: getattr(service, key) for key in ("name", *FIELDS)} | dict(values))
    changed = common.put(service, FIELDS, values)
    if values.get("name") and values["name"] != service.name:
        service.name, service.person_id, _ = person_named(session, service.branch_id, values["name"], values)
        changed.append("name")
    if changed:
        audit.note(session, actor, "service.change", service, fields=sorted(changed))
    return service


def delete(session: Session, actor: Actor, service: Service) -> None:
    common.delete(session, actor, service, "service")


def restore(session: Session, actor: Actor, service: Service) -> None:
    common.restore(session, actor, service, "service")


def _check(session: Session, values: Values) -> None:
    if errors := rules.service(values, common.today(session)):
        raise Invalid(errors)
