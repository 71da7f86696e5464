"""Units of count. 户 and 户次, 人 and 人次 are different counters and cannot be added."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a number counts; the value is the word that stands after it on paper."""

    TIMES = "次"
    BRANCH_TIMES = "支部次"
    PERSONS = "人"
    PERSON_TIMES = "人次"
    HOUSEHOLDS = "户"
    HOUSEHOLD_TIMES = "户次"
    ITEMS = "项"
    MATTERS = "件"
    PIECES = "个"
    ROUNDS = "轮"
    BATCHES = "批次"
    ARTICLES = "篇"
    MEASURES = "条"
    PERCENT = "%"
    TENTH_HOURS = "学时"  # stored in tenths of an hour
    FEN = "元"  # stored in fen


class UnitError(TypeError):
    """Two amounts of different units were added or compared."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A whole number with its unit; adding another unit raises UnitError."""

    value: int
    unit: Unit

    def __add__(self, other: Amount) -> Amount:
        if self.unit is not other.unit:
            raise UnitError(f"{self.unit.value} + {other.unit.value}")
        return Amount(self.value + other.value, self.unit)

    def __str__(self) -> str:
        return f"{self.shown}{self.unit.value}"

    @property
    def shown(self) -> str:
        """The digits as printed: tenths of hours and fen as decimals, no thousands separator."""
        per = {Unit.TENTH_HOURS: 10, Unit.FEN: 100}.get(self.unit, 1)
        whole, rest = divmod(self.value, per)
        return str(whole) if rest == 0 else f"{self.value / per:.{1 if per == 10 else 2}f}"
