"""The helped person a need or a service names."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.pairing.acts.common import Values
from app.pairing.known import known

Found = tuple[str, int | None, int | None]  # (name, person, household)


def person_named(session: Session, branch_id: int, text: str, values: Values) -> Found:
    """The name as written, with the ids when exactly one person has it; one nobody knows is kept by name.

    `values` may say the household that the page came from. Two of the name are an error that names both.
    """
    book = known(session, branch_id)
    chosen = values.get("household_id")
    found = [one for one in book.persons(text) if chosen in (None, one[1])]
    if len(found) > 1:
        called = "、".join(f"{text}（{book.names[home][1] or '未写村'}）" for _, home in found)
        raise Invalid({"name": f"“{text}”有{len(found)}人：{called}，请写明所在村（社区），或从其家庭页面登记"})
    if found:
        person_id, household_id = found[0]
        return text, person_id, household_id
    homes = [chosen] if chosen is not None else book.households(text)
    return text, None, homes[0] if len(homes) == 1 else None
