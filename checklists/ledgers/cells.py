"""One cell, read as its column means it; whatever is not understood is a CellProblem with a remedy."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from checklists.ledgers import dates, words
from checklists.ledgers.errors import CellProblem
from checklists.ledgers.fold import half_width
from checklists.ledgers.form import MASKED, Column, Kind
from checklists.ledgers.sheets import Cell, shown

NOTHING = frozenset({"", "/", "\\", "-", "--", "—", "——", "－", "无", "暂无"})
LARGEST = 1_000_000_000
LONGEST = 2_000
PRECISE = 10**15  # Excel keeps 15 digits of a number
FORMULA_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})

_MASK = re.compile(r"\w*[*＊]{2,}\w*")
_WHOLE = re.compile(r"(?:共|计)?(\d+)(?:\.0+)?(?:人次|户次|批次|年度|[人名次户件项个年份期])?")
_MONEY = re.compile(r"[¥￥]?(\d+(?:\.\d+)?)(万)?元?")
_HOURS = re.compile(r"(\d+(?:\.\d+)?)(?:个?学时|课时)?")
_YES = frozenset("是有对√✓✔YyTt1") | {"yes", "true"}
_NO = frozenset("否无不×✗✘xXNnFf0") | {"no", "false", "不是"}


def read(column: Column, cell: Cell, year: int | None = None) -> object:
    """The value of the cell in the type its Kind says; MASKED where it hides what we already hold."""
    text = _clean(cell)
    if text in FORMULA_ERRORS:
        raise CellProblem("是公式的错误", "请改成公式算出的内容")
    if len(text) > LONGEST and not column.kind.wordy:
        raise CellProblem(f"有{len(text)}字，太长", f"请写在{LONGEST}字以内")
    if is_blank(column, text):
        return () if column.kind.many else None
    if _is_masked(column, text):
        return MASKED
    if word := next((word for word in column.words if word in text), None):
        return word
    return _READERS[column.kind](column, text if isinstance(cell, str) else cell, text, year)


def is_blank(column: Column, text: str) -> bool:
    """Outside free text a dash or 无 says nothing; for 是/否 it says 否."""
    if column.kind.wordy or column.kind is Kind.BOOL:
        return not text
    return text in NOTHING


def _clean(cell: Cell) -> str:
    """The text without what cannot be seen: control characters, and spaces around."""
    text = shown(cell).replace("\r\n", "\n").replace("\r", "\n")
    if text.isprintable():
        return text
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs")).strip()


def _is_masked(column: Column, text: str) -> bool:
    """A star is a mask where no star belongs; in free text only a whole masked word is one."""
    if "*" not in text and "＊" not in text:
        return False
    return column.sensitive is not None or not column.kind.wordy or _MASK.fullmatch(text) is not None


def _text(column: Column, cell: Cell, text: str, year: int | None) -> str:
    if isinstance(cell, int | float) and abs(cell) >= PRECISE:
        raise CellProblem("是15位以上的数字，末几位已被Excel改成0", "请把这一列设为文本，重新填写完整号码")
    return text


def _whole(column: Column, cell: Cell, text: str, year: int | None) -> int:
    found = _WHOLE.fullmatch(_tight(text))
    if not found or int(found[1]) > LARGEST:
        raise CellProblem("不是整数", "请只写数字，如12")
    return int(found[1])


def _money(column: Column, cell: Cell, text: str, year: int | None) -> int:
    if not (found := _MONEY.fullmatch(_tight(text))):
        raise CellProblem("不是金额", "请只写以元计的数字，如1200或1200.50")
    amount = Decimal(found[1]) * (10_000 if found[2] else 1)
    return _exact(cell, amount, 100, "金额最小到分，请写成1200.50这样")


def _hours(column: Column, cell: Cell, text: str, year: int | None) -> int:
    if not (found := _HOURS.fullmatch(_tight(text))):
        raise CellProblem("不是学时数", "请只写学时的数字，如2或1.5")
    return _exact(cell, Decimal(found[1]), 10, "学时最小到0.1，请写成1.5这样")


def _exact(cell: Cell, amount: Decimal, parts: int, remedy: str) -> int:
    """Whole parts of the unit; a computed number may carry the dust of binary fractions."""
    scaled = amount * parts
    whole = round(scaled)
    if scaled > LARGEST * parts or (
        scaled != whole and not (isinstance(cell, float) and abs(scaled - whole) < Decimal("1e-6"))
    ):
        raise CellProblem("的位数不对", remedy)
    return int(whole)


def _yes_no(column: Column, cell: Cell, text: str, year: int | None) -> bool:
    said = _tight(text).lower()
    if said in _YES or said in _NO:
        return said in _YES
    raise CellProblem("看不出是或否", "请写“是”或“否”")


def _tight(text: str) -> str:
    """Half-width, without spaces and thousands separators."""
    return re.sub(r"[\s,，]", "", half_width(text))


_READERS: dict[Kind, Callable[[Column, Cell, str, int | None], object]] = {
    Kind.TEXT: _text,
    Kind.MULTILINE: _text,
    Kind.NAME: lambda column, cell, text, year: words.name(text),
    Kind.NAMES: lambda column, cell, text, year: words.names(text),
    Kind.DATE: lambda column, cell, text, year: dates.day(cell, year, month_ok=column.month_ok),
    Kind.MONTH: lambda column, cell, text, year: dates.month(cell, year),
    Kind.DATETIME: lambda column, cell, text, year: dates.moment(cell, year),
    Kind.INT: _whole,
    Kind.MONEY: _money,
    Kind.HOURS: _hours,
    Kind.BOOL: _yes_no,
    Kind.CHOICE: lambda column, cell, text, year: words.choice(column, text),
    Kind.CHOICES: lambda column, cell, text, year: words.choices(column, text),
}
