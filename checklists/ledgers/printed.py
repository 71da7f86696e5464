"""A value as it is printed in a cell: the words that the reader reads back to the same value."""

from __future__ import annotations

from datetime import date, datetime

from checklists.ledgers.form import Column, Kind
from checklists.ledgers.sheets import shown


def printed(column: Column, value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case int() if column.kind is Kind.MONEY:
            return f"{value // 100}.{value % 100:02d}"
        case int() if column.kind is Kind.HOURS:
            return f"{value // 10}.{value % 10}"
        case datetime() | date() if column.kind is Kind.MONTH:
            return f"{value:%Y-%m}"
        case datetime() | date():
            return shown(value)
        case tuple() | list():
            return "、".join(map(str, value))
    return str(value)
