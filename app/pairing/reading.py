"""From what a page's form held to what acts take, and from a record to its form with the sealed fields masked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.fields import Fields, Typed
from app.pairing import forms, sealed
from app.pairing.models import AssistedPerson, Household, Visit

Part = dict[str, Any]


def stored(values: Mapping[str, Any]) -> Part:
    """A page's values as acts take them: codes in one column, months and names as text."""
    made = dict(values)
    if "policies" in made and not isinstance(made["policies"], str | None):
        made["policies"] = ",".join(made["policies"])
    if isinstance(made.get("birth_month"), date):
        made["birth_month"] = f"{made['birth_month']:%Y-%m}"
    for key in ("visitors", "companions"):
        if key in made:
            made[key] = "、".join(made[key])
    return made


def enrolment(values: Mapping[str, Any]) -> tuple[Part, Part, Part, Part]:
    """(household, person, pairing, promise) of the page that begins it all; the last two may be empty."""
    made = stored(values)
    home = {column.key: made[column.key] for column in forms.HOUSEHOLD.columns}
    person = {column.key: made[column.key] for column in forms.PERSONAL} | {"name": made["person"]}
    pairing = {column.key: made[column.key] for column in forms.BEGINNING}
    if home["relation"] != "paired" and not pairing["member"]:
        pairing = {}
    promise = {"text": made["text"], "due_on": made["due_on"], "owner": made["member"]}
    return home, person, pairing, promise if made["text"] or made["due_on"] else {}


def household_shown(session: Session, household: Household) -> Typed:
    return forms.HOUSEHOLD.shown(_of(forms.HOUSEHOLD, household, sealed.masked(session, household)))


def person_shown(session: Session, person: AssistedPerson) -> Typed:
    return forms.PERSON.shown(_of(forms.PERSON, person, sealed.masked(session, person)))


def visit_shown(visit: Visit, name: str, campaign: str) -> Typed:
    own = {"person": name, "household": visit.household_id, "campaign": campaign, "is_new": False, "village": ""}
    return forms.VISIT.shown(_of(forms.VISIT, visit, own))


def _of(fields: Fields, record: Any, own: Mapping[str, Any]) -> Part:
    """The record's attributes, with what it does not hold plainly beside them."""
    keys = [column.key for column in fields.columns]
    return {key: own[key] if key in own else getattr(record, key) or None for key in keys}
