"""Who is asked to come, and the sheet on which they sign: 序号 姓名 党内职务 签名 备注."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.activities.models import Activity
from app.branches.models import Group
from app.branches.queries import RosterRow, roster

BLANK = 5  # rows for those who sit in: the paper is there before the names are known


class Signer(NamedTuple):
    """One line of the sheet."""

    name: str
    post: str
    note: str = ""


def invited(session: Session, activity: Activity) -> tuple[RosterRow, ...]:
    """The roster of the day: the committee for a 支委会, the group for a 党小组会, else everybody."""
    people = roster(session, [activity.branch_id], activity.held_on)
    kinds = {part.kind for part in activity.parts}
    if kinds == {"group_meeting"} and activity.group_id is not None:
        group = session.get(Group, activity.group_id)
        return tuple(row for row in people if group is not None and row.group == group.name)
    if kinds == {"committee_meeting"}:
        return tuple(row for row in people if row.post)
    return people


def signers(activity: Activity, due: Iterable[RosterRow], people: Iterable[RosterRow]) -> list[Signer]:
    """The frozen list where there is one, in the roster's order; else who is due by the roster."""
    if activity.frozen_on is None:
        return [Signer(row.name, row.post_word) for row in due]
    order = {row.person_id: (at, row.post_word) for at, row in enumerate(people)}
    nobody = (len(order), "")
    rows = sorted(activity.roll, key=lambda row: order.get(row.person_id or 0, nobody)[0])
    notes = {"observer": "列席"}
    return [
        Signer(
            row.name,
            order.get(row.person_id or 0, nobody)[1],
            "经批准不计入应到会" if row.excused else notes.get(row.presence, ""),
        )
        for row in rows
    ]
