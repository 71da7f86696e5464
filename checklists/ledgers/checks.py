"""The rules between two columns of one row, by the names the forms use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import NamedTuple

from checklists.ledgers.form import Check, Form, Values
from checklists.ledgers.sheets import shown

NOTHING = frozenset({"", "无", "/", "-", "—"})


class Broken(NamedTuple):
    """Which column is to be mended, what stands there, why and how."""

    column: str
    value: str
    reason: str
    remedy: str


def broken(form: Form, values: Values) -> Iterator[Broken]:
    """Every rule of the form that the row breaks; a rule with a blank side says nothing."""
    for check in form.checks:
        mine, other = values.get(check.column), values.get(check.other)
        if mine is not None and other is not None:
            yield from RULES[check.rule](form, check, values)


def _at_most(form: Form, check: Check, values: Values) -> Iterator[Broken]:
    """实到 is never more than 应到."""
    mine, other = values[check.column], values[check.other]
    if isinstance(mine, int) and isinstance(other, int) and mine > other:
        reason = f"多于{form.column(check.other).heading}{other}"
        yield Broken(check.column, str(mine), reason, "请核对这两个数")


def _less_needs(form: Form, check: Check, values: Values) -> Iterator[Broken]:
    """Where 实到 is below 应到, the absent and their reasons are asked for."""
    mine, other = values[check.column], values[check.other]
    said = values.get(check.needs)
    if isinstance(mine, int) and isinstance(other, int) and mine < other and (said is None or said in NOTHING):
        heads = (form.column(check.column).heading, form.column(check.other).heading)
        yield Broken(
            check.needs, said or "", f"没有写清（{heads[0]}{mine}，{heads[1]}{other}）", "请写明谁没有到、为什么"
        )


def _after(form: Form, check: Check, values: Values) -> Iterator[Broken]:
    """An end is later than its start; where a time is not known, it is not on an earlier day."""
    mine, other = values[check.column], values[check.other]
    if not isinstance(mine, datetime) or not isinstance(other, datetime):
        return
    timed = mine.time() != time() and other.time() != time()
    if mine <= other if timed else mine.date() < other.date():
        yield Broken(
            check.column, shown(mine), f"不晚于{form.column(check.other).heading}{shown(other)}", "请核对这两个时间"
        )


def _not_before(form: Form, check: Check, values: Values) -> Iterator[Broken]:
    """A day that can only come on or after another."""
    mine, other = values[check.column], values[check.other]
    if isinstance(mine, date) and isinstance(other, date) and mine < other:
        yield Broken(
            check.column, shown(mine), f"早于{form.column(check.other).heading}{shown(other)}", "请核对这两个日期"
        )


RULES: dict[str, Callable[[Form, Check, Values], Iterator[Broken]]] = {
    "at_most": _at_most,
    "less_needs": _less_needs,
    "after": _after,
    "not_before": _not_before,
}
