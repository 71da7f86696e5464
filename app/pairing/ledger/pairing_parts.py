"""A row of 结对帮扶台账 taken apart, and the household and person it speaks of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.pairing import rules, sealed
from app.pairing.acts import common
from app.pairing.known import known
from app.pairing.ledger.shared import Row, code
from app.pairing.models import AssistedPerson, Household
from app.pairing.words import POLICIES, RELATIONS

HOME = {
    "name": "person",
    "size": "household_size",
    "members": "household",
    "address": "address",
    "phone": "phone",
    "difficulties": "difficulties",
    "needs": "needs",
    "note": "note",
}
PERSON = {
    "gender": "gender",
    "guardian": "guardian",
    "certificate": "certificate_no",
    "disability": "disability",
    "grade": "grade",
}
PAIRING = {
    "member": "member",
    "member_post": "member_post",
    "since": "paired_on",
    "visits_a_year": "visits_due",
    "outcome": "outcome",
}
PROMISE = {"text": "commitment", "due_on": "commitment_due"}
COLUMNS = HOME | PERSON | PAIRING | PROMISE | {"made_on": "commitment_due", "policies": "policy_status"}
Part = dict[str, Any]


def of(session: Session, row: Row) -> tuple[Part, Part, Part, Part]:
    """(household, person, pairing, promise) as acts take them."""
    home = _taken(row, HOME) | {"relation": code(RELATIONS, row.get("relation")) or "paired"}
    if "policy_status" in row:
        home["policies"] = ",".join(code(POLICIES, word) for word in row["policy_status"] or ())
    person = _taken(row, PERSON) | {"name": row.get("person")}
    if row.get("birth_month"):
        person["birth_month"] = f"{row['birth_month']:%Y-%m}"
    pairing = _taken(row, PAIRING)
    pairing["since"] = pairing.get("since") or common.today(session)
    promise = _taken(row, PROMISE)
    if not any(promise.values()):
        return home, person, pairing, {}
    return home, person, pairing, promise | {"owner": row.get("member")}


def home_of(session: Session, branch_id: int, row: Row) -> Household | None:
    """The household a row means: by the certificate number, else by name and, where it is written, village."""
    index = sealed.blind(session, "assisted_persons.certificate", str(row.get("certificate_no") or ""))
    if index:
        query = select(AssistedPerson.household_id).join(Household, Household.id == AssistedPerson.household_id)
        query = query.where(Household.branch_id == branch_id, AssistedPerson.certificate_blind == index)
        found = session.scalars(query.order_by(AssistedPerson.id).limit(1)).first()
        if found is not None:
            return session.get_one(Household, found)
    book = known(session, branch_id)
    village = rules.village_of(str(row.get("address") or ""))
    homes = [one for one in book.households(row.get("person") or "") if _may_be(book.names[one][1], village)]
    if index:
        homes = [
            one for one in homes if (village and book.names[one][1] == village) or not _numbered(session, one, row)
        ]
    if len(homes) > 1:
        called = "、".join(book.called(one) for one in homes)
        raise Invalid({"person": f"“{row['person']}”有{len(homes)}户：{called}，请补填家庭住址或残疾人证号"})
    return session.get_one(Household, homes[0]) if homes else None


def person_of(household: Household, row: Row) -> AssistedPerson | None:
    """Whom of the household a row speaks of: the one of that name, else the one it is called by, else the first."""
    alive = [person for person in household.persons if person.deleted_at is None]
    for name in (row.get("person"), household.name):
        found = next((person for person in alive if person.name == name), None)
        if found is not None:
            return found
    return alive[0] if alive else None


def _taken(row: Row, columns: dict[str, str]) -> Part:
    return {key: row[column] for key, column in columns.items() if column in row}


def _may_be(known_village: str, village: str) -> bool:
    return not village or known_village in ("", village)


def _numbered(session: Session, household_id: int, row: Row) -> bool:
    """Whether somebody of the row's name there has another number: then it is another person."""
    query = select(AssistedPerson.id).where(AssistedPerson.household_id == household_id)
    query = query.where(AssistedPerson.name == row["person"], AssistedPerson.certificate_blind != "")
    return session.scalars(query).first() is not None
