"""The table in which a year is planned: three fields a line, and the set parts of all theme days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.activities.models import Activity
from app.activities.planning.fixed_day import Day
from app.activities.planning.slots import Planned, Slot
from app.fields import Fields, Typed, field
from app.web import Form
from checklists.ledgers.form import Kind

ACTIONS = "actions"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the page: filled already, or to be filled in."""

    slot: Slot
    filled: Activity | None
    day: Day | None  # what the fixed day comes to


def fields(slots: Sequence[Slot]) -> Fields:
    columns = [field(ACTIONS, "规定动作")]
    for slot in slots:
        columns += [
            field(f"day-{slot.key}", f"{slot.name}的日期", Kind.DATE),
            field(f"theme-{slot.key}", f"{slot.name}的主题"),
            field(f"host-{slot.key}", f"{slot.name}的主持人"),
        ]
    return Fields(*columns)


def proposal(rows: Sequence[Row], host: str, actions: str, first: str) -> Typed:
    """The table as it is first seen: days by the fixed day, unless they lie before `first` (an ISO day)."""
    texts = {ACTIONS: actions}
    for row in rows:
        day = row.day.day.isoformat() if row.day else ""
        texts[f"day-{row.slot.key}"] = day if day >= first else ""
        texts[f"host-{row.slot.key}"] = "" if row.slot.kind == "group_meeting" else host
    return fields([row.slot for row in rows]).blank(**texts)


def read(form: Form, slots: Sequence[Slot], year: int) -> Typed:
    return fields(slots).read(form, year)


def plans(typed: Typed, slots: Sequence[Slot]) -> list[Planned]:
    """The lines that have a day. Raises Invalid."""
    values: Mapping[str, object] = typed.checked()
    made = []
    for slot in slots:
        day = typed.values[f"day-{slot.key}"]
        if day is not None:
            theme, host = values[f"theme-{slot.key}"], values[f"host-{slot.key}"]
            made.append(Planned(slot, day, str(theme or ""), str(host or "")))
    return made
