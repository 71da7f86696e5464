"""The numbers a branch may set otherwise, and what must hold when it does; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.packs.own.rules import since_problem
from checklists.catalogue import Catalogue
from checklists.items import Pack, Parameter

Values = Mapping[str, Any]
MOST = 9999
TENTHS = "十分之一"


def asking(catalogue: Catalogue) -> dict[str, tuple[Pack, Parameter]]:
    """The parameters that an item asks by: the others are set elsewhere and change nothing here."""
    used = {item.parameter for item in catalogue.items if item.parameter}
    return {p.name: (pack, p) for pack in catalogue.packs for p in pack.parameters if p.name in used}


def unit_of(parameter: Parameter) -> str:
    return parameter.unit.removeprefix(TENTHS)


def in_tenths(parameter: Parameter) -> bool:
    return parameter.unit.startswith(TENTHS)


def problems(values: Values, today: date) -> dict[str, str]:
    found: dict[str, str] = {}
    value = values.get("value")
    if value is None or not 0 <= value <= MOST:
        found["value"] = "请填写数字；写0表示本支部不作这项要求"
    if not values.get("basis"):
        found["basis"] = "请写明依据，如文件名称和文号，或支委会决定和日期"
    if said := since_problem(values.get("since"), today, None):
        found["since"] = said.replace("新的要求", "新的数")
    return found
