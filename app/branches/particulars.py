"""What is kept of one person: an emptied field is emptied, and an address is one that can be sent to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.branches.models import Person
from app.crypto import sealer
from app.errors import Invalid
from checklists.ledgers.fold import half_width
from reminders.channels.sms import mainland
from reminders.compose import UnfitAddress, fit

FIELDS = (
    "gender",
    "ethnicity",
    "birth_month",
    "joined_on",
    "confirmed_on",
    "arrived_on",
    "education",
    "job",
    "email",
    "told_by",
    "note",
)
EMPTIED = {
    "joined_on": None,
    "confirmed_on": None,
    "arrived_on": None,
    "told_by": "email",
}  # every other field: no text
SEALED = ("mobile", "needs")


def set_particulars(session: Session, person: Person, values: Mapping[str, Any]) -> None:
    """A key that is absent says nothing; a key with None empties the field. Raises Invalid, and then nothing is set."""
    held = {key: opened(session, person, key) for key in SEALED}
    given = addressed(values, held | {"email": person.email or ""})
    for field in FIELDS:
        if field in given:
            setattr(person, field, EMPTIED.get(field, "") if given[field] is None else given[field])
    for field in SEALED:
        # Sealing the same text again gives other bytes, and a change where there is none.
        if field in given and (given[field] or "") != held[field]:
            sealed = sealer(session).seal(session, person.subject_key_id, f"people.{field}", given[field])
            setattr(person, f"{field}_sealed", sealed)


def opened(session: Session, person: Person, field: str) -> str:
    sealed = getattr(person, f"{field}_sealed")
    return sealer(session).open(session, person.subject_key_id, f"people.{field}", sealed)


def addressed(values: Mapping[str, Any], held: Mapping[str, str]) -> dict[str, Any]:
    """The values with mobile and e-mail as they are kept. What is held already is not asked about again:
    an old address must not stand in the way of another correction."""
    given, errors = dict(values), {}
    for key, kept in (("mobile", _mobile), ("email", _email)):
        typed = given.get(key)
        if not typed or typed == held.get(key):
            continue
        try:
            given[key] = kept(str(typed))
        except UnfitAddress as unfit:
            errors[key] = str(unfit)
    if errors:
        raise Invalid(errors)
    return given


def _mobile(typed: str) -> str:
    number = mainland(typed)
    if number is None:
        raise UnfitAddress(f"手机“{typed}”不是11位手机号，请填11位手机号，座机写在备注里")
    return number


def _email(typed: str) -> str:
    try:
        return fit(half_width(typed).strip())
    except UnfitAddress as unfit:
        raise UnfitAddress(f"邮箱“{typed}”写法不对，请只填一个邮箱地址，如name@example.com") from unfit
