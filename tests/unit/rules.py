"""A small fictional branch, its rules and working days, for the tests of floor 1."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from checklists.catalogue import load
from checklists.facts import Adoption, Event, Line, Obligation, Profile, Standing
from checklists.periods import parse
from checklists.progress import asked, lines
from checklists.workdays import Workdays

CATALOGUE = load()
WORKDAYS = Workdays.load()
LOCAL = tuple(pack.id for pack in CATALOGUE.packs if pack.scope == "local")
NEW_YEAR = date(2025, 1, 1)


def people(kind: str, *ids: int, since: date = date(2020, 1, 1), until: date | None = None) -> tuple[Standing, ...]:
    return tuple(Standing(kind, f"person:{one}", f"同志{one}", since, until) for one in ids)


def branch(members: int = 8, *more: Standing, full: int | None = None, **values: Any) -> Profile:
    """So many members, all full ones unless said otherwise, asked since the beginning of 2025."""
    everyone = people("member", *range(1, members + 1))
    voting = people("full_member", *range(1, (members if full is None else full) + 1))
    return replace(Profile(1, "示例支部", NEW_YEAR, everyone + voting + more), **values)


def adopting(*packs: str, since: date = NEW_YEAR, until: date | None = None) -> tuple[Adoption, ...]:
    return tuple(Adoption(pack, since, until, "区直机关工委通知") for pack in packs)


def event(kind: str, on: date, id: int = 1, **values: Any) -> Event:
    values.setdefault("recorded_on", on)
    if "marks" in values:
        values["marks"] = frozenset(values["marks"])
    return Event(kind=kind, id=id, branch=1, on=on, title="示例记录", **values)


def ask(profile: Profile, item: str, period: str, on: date | None = None) -> list[Obligation]:
    return [o for o in asked(profile, CATALOGUE, parse(period), WORKDAYS, on) if o.item == item]


def line(profile: Profile, item: str, period: str, on: date, *events: Event) -> Line:
    """Where the one obligation of this item in this period stands."""
    [obligation] = ask(profile, item, period, on)
    [found] = lines([obligation], events, on, WORKDAYS)
    return found
