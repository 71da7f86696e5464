"""What can be wrong with a ledger, said in words with the remedy."""

from __future__ import annotations

from typing import NamedTuple


class LedgerError(Exception):
    """The file as a whole cannot be used: where, what was found there, and how to mend it."""

    def __init__(self, place: str, value: str, remedy: str) -> None:
        super().__init__(f"{place}：{value}，{remedy}" if value else f"{place}：{remedy}")
        self.place = place
        self.value = value
        self.remedy = remedy


class CellProblem(ValueError):
    """One cell cannot be read; whoever knows its row and column makes a CellError of it."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}，{remedy}")
        self.reason = reason
        self.remedy = remedy


class CellError(NamedTuple):
    """One cell is wrong. `column` is the heading a person reads, `key` the form's own name for it."""

    row: int
    column: str
    value: str
    reason: str
    remedy: str
    key: str = ""

    def __str__(self) -> str:
        value = f"“{self.value}”" if self.value else ""
        return f"第{self.row}行 {self.column}：{value}{self.reason}，{self.remedy}"
