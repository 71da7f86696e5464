"""A Form is one paper ledger: its columns in order, and the checks between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final, NamedTuple


class Kind(StrEnum):
    """What a cell holds, and the type its value has after reading (blank is None, or () for the last two)."""

    SERIAL = "serial"  # 序号: counted when written, ignored when read
    TEXT = "text"  # str
    MULTILINE = "multiline"  # str
    NAME = "name"  # str: one person
    DATE = "date"  # date
    MONTH = "month"  # date, the first of the month
    DATETIME = "datetime"  # datetime as on the wall clock of the paper; 00:00 means no time was written
    INT = "int"  # int
    MONEY = "money"  # int, in fen
    HOURS = "hours"  # int, in tenths of an hour
    BOOL = "bool"  # bool
    CHOICE = "choice"  # str, the form's own word
    CHOICES = "choices"  # tuple[str, ...]
    NAMES = "names"  # tuple[str, ...]

    @property
    def many(self) -> bool:
        return self in (Kind.CHOICES, Kind.NAMES)

    @property
    def wordy(self) -> bool:
        """Free text, in which any word may be meant as it stands."""
        return self in (Kind.TEXT, Kind.MULTILINE)


class Mask(StrEnum):
    """How a sensitive column is shown to those who have not asked to see it."""

    NAME = "name"  # 张*三
    PHONE = "phone"  # 138****1234
    IDENTITY = "identity"  # the first and last four
    ADDRESS = "address"  # the first six characters
    ALL = "all"


class Masked(Enum):
    """The value of a masked cell: whatever the record holds stays."""

    MASKED = "*"


MASKED: Final = Masked.MASKED


class Choice(NamedTuple):
    word: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `key` is the name rooms use, `heading` the words on the paper."""

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    aliases: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    sensitive: Mask | None = None
    width: int = 12
    note: str = ""
    default: str = ""  # what a blank cell means
    fallback: tuple[str, ...] = ()  # columns that stand in for a blank cell
    day_of: str = ""  # a bare 16:00 is on the day of this column
    into: str = ""  # read as a further part of this column's text
    unkept: str = ""  # why it is not kept: told whenever a sheet has it filled
    words: tuple[str, ...] = ()  # words that may stand instead of a date: 长期坚持
    required: bool = False
    open: bool = False  # a word that is no choice is kept as written
    loose: bool = False  # a choice may stand inside a longer wording: 区委巡察反馈 → 巡察
    month_ok: bool = False  # a date of which only the month is known is its first day
    in_title: bool = False  # the sheet's title or name may say it for all rows
    above: bool = False  # a label above or below the table may say it for all rows
    import_only: bool = False  # understood when it is there, not part of our own layout

    @property
    def written(self) -> str:
        """The heading as it is printed."""
        return f"{self.heading}*" if self.required else self.heading


class Check(NamedTuple):
    """A rule between two columns of one row; checks.py says what each rule means."""

    rule: str
    column: str
    other: str
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """The columns end with 编号, key "id": our own number, matched first."""

    key: str
    title: str
    columns: tuple[Column, ...]
    checks: tuple[Check, ...] = ()

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    @property
    def layout(self) -> tuple[Column, ...]:
        """The columns of our own template and exports."""
        return tuple(column for column in self.columns if not column.import_only)


Values = Mapping[str, object]
