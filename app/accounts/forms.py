"""The fields of the pages of users."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.accounts.models import ADMINISTRATORS, ROLES
from app.accounts.queries import Seat
from app.errors import Invalid
from app.fields import Fields, Typed, coded, field
from checklists.ledgers.form import Column, Kind


def new_user(branches: Mapping[int, str]) -> Fields:
    names = field("name", "账号", required=True), field("shown_name", "姓名", required=True)
    return Fields(*names, *_role(branches))


def granting(branches: Mapping[int, str]) -> Fields:
    return Fields(*_role(branches), field("since", "从哪天起", Kind.DATE, required=True))


def ending(seats: Iterable[Seat]) -> Fields:
    """Of the roles whose end is not yet set, which one, and from which day."""
    return Fields(
        coded("grant", "要结束的角色", {str(seat.id): seat.title for seat in seats if seat.open}),
        field("until", "从哪天起不再担任", Kind.DATE, required=True),
    )


def placed(typed: Typed) -> dict[str, Any]:
    """The values with the branch as a number. An administrator's role is of no branch."""
    values = typed.checked()
    if values["role"] in ADMINISTRATORS and values["branch"]:
        raise Invalid({"branch": f"{ROLES[values['role']]}不分支部，请把支部改为“不选”"})
    return values | {"branch": int(values["branch"]) if values["branch"] else None}


def _role(branches: Mapping[int, str]) -> tuple[Column, Column]:
    known = {str(id_): name for id_, name in branches.items()}
    return coded("role", "角色", ROLES), coded("branch", "支部", known, required=False)
