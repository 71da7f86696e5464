"""What the cells of a dues sheet mean: an amount, a tick, a word; and whether the sums it states are right. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.branches.dues.queries import Row
from app.branches.dues.rules import Cell, yuan
from app.errors import Invalid
from checklists.periods import of_code

EXEMPT = ("免", "免交")
NOT_PAID = ("未交", "未缴", "欠", "×", "✗", "✘")


def year_of(values: Mapping[str, Any]) -> int:
    """2025年 of the column 年度, or of the sheet's title."""
    if not values.get("year"):
        raise Invalid({"year": "没有写是哪一年的党费，请加一列年度，或在标题里写上年份，如2025年度"})
    return int(str(values["year"])[:4])


def monthly_of(values: Mapping[str, Any]) -> int:
    given = values.get("monthly")
    return 0 if given in EXEMPT else int(given or 0)


def paid(key: str, given: Any, cell: Cell) -> int | None:
    """The amount that a month's cell says was paid, None where it says nothing or that nothing was.

    A tick is the month's own amount, or that already entered. Raises Invalid where it contradicts what is known.
    """
    if given is None:
        return None
    title = of_code(cell.month).title
    if given in NOT_PAID or given == 0 or given in EXEMPT:
        if cell.paid is not None:
            raise Invalid({key: f"{title}已登记交纳{yuan(cell.paid)}元，表里写的是“{_said(given)}”，请核对"})
        if given in EXEMPT and cell.due:
            raise Invalid(
                {key: f"{title}写的是免，而月应交是{yuan(cell.due)}元；请先在“核定月应交”里登记从哪个月起免交"}
            )
        return None
    if isinstance(given, int):
        return given
    if cell.paid is not None:
        return cell.paid
    if not cell.due:
        raise Invalid({key: f"{title}写的是“{given}”，而这个月没有应交的数额，请改写实交的金额"})
    return cell.due


def sums_that_differ(values: Mapping[str, Any], before: Row, after: Row) -> dict[str, str]:
    """全年实交 and 未交 as stated, where the months do not add up to them.

    What an export wrote before these months came in is no difference. 未交 may be stated up to any month.
    """
    found = {}
    total, unpaid = values.get("total"), values.get("unpaid")
    if total is not None and total not in (before.paid, after.paid):
        found["total"] = f"全年实交写的是{yuan(total)}元，各月相加是{yuan(after.paid)}元，请核对"
    if unpaid is not None and unpaid != before.unpaid and unpaid not in _unpaid_up_to(after):
        found["unpaid"] = f"未交写的是{yuan(unpaid)}元，按月应交和各月实交算是{yuan(after.unpaid)}元，请核对"
    return found


def _unpaid_up_to(row: Row) -> set[int]:
    """What is unpaid at the end of each month, and against the amount of the months up to it."""
    sums, total = {0, after_all(row)}, 0
    for cell in row.cells:
        total += max(0, (cell.due or 0) - (cell.paid or 0))
        sums.add(total)
    return sums


def after_all(row: Row) -> int:
    """The whole year's amounts without what was paid."""
    return max(0, sum(cell.due or 0 for cell in row.cells) - row.paid)


def _said(given: Any) -> str:
    return "0" if given == 0 else str(given)
