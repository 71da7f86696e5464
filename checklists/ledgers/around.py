"""What stands around the rows: titles and labels above, totals, repeated headings and signatures below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from checklists.ledgers.fold import fold, fold_bare, half_width
from checklists.ledgers.form import Column, Form
from checklists.ledgers.sheets import Cell, RawRow, shown
from checklists.ledgers.words import inside

TOTAL = re.compile(r"(合\s*计|总\s*计|小\s*计|共\s*计|累\s*计)数?[:：]?")
SIGNED = re.compile(
    r"\s*(制表|填报|填表|报送|编制|审核|审批|经办|登记|负责|主管|联系|报表|检查)"
    r"(单位|部门|支部|人|领导|时间|日期|电话)(签字|签名|姓名|盖章)?\s*([（(][^（()）]*[）)])?\s*[:：]"
)
REMARK = re.compile(r"\s*(注|说明|备注|填表说明|填写说明)\s*\d?\s*[:：]")
SAMPLE = re.compile(r"(填写)?(示例|样例|例|范例|例如)\d*[:：]?")
LONGEST_VALUE = 10  # characters of a lone cell that may still be somebody's name
LONGEST = 500  # characters of a cell that is still a label or a heading
_LABEL = re.compile(r"([^ :,;、]{2,14}) ?: ?(.*?)(?= [^ :]{2,14} ?:|$)")
_YEAR = re.compile(r"(20\d\d)\s*年(?!\s*\d)")


def skip_reason(row: RawRow, headings: Sequence[Cell]) -> str:
    """Why the row is no record, "" when it is one."""
    texts = [shown(cell) for cell in row.cells]
    filled = [text for text in texts if text]
    if TOTAL.fullmatch(filled[0]):
        return "合计行"
    if SAMPLE.fullmatch(filled[0]):
        return "示例行"
    if SIGNED.match(filled[0]):
        return "表尾"
    if REMARK.match(filled[0]) and len(filled) == 1:
        return "说明"
    pairs = zip(texts, map(shown, headings), strict=False)
    again = sum(text == head or fold(text) == fold(head) for text, head in pairs if 0 < len(text) <= LONGEST)
    return "重复的表头" if again >= 2 and again * 2 > len(filled) else ""


def lone_notes(rows: Sequence[RawRow], needed: set[int]) -> set[int]:
    """Below the last row of the table, a single cell that is no value: 2.缺席人员须注明事由。"""
    found: set[int] = set()
    for row in reversed(rows):
        filled = [place for place, cell in enumerate(row.cells) if shown(cell)]
        if len(filled) > 1 or len(needed) < 2:
            break
        if filled[0] not in needed or len(shown(row.cells[filled[0]])) > LONGEST_VALUE:
            found.add(row.number)
    return found


def labels(rows: Iterable[RawRow], form: Form) -> dict[str, Cell]:
    """Values said once for all rows: 检查单位：甲支部, or a label in one cell and its value in the next."""
    said: dict[str, Cell] = {}
    for row in rows:
        cells = [cell for cell in row.cells if shown(cell)]
        for place, cell in enumerate(cells):
            for label, value in _pairs(cell, cells[place + 1 : place + 2]):
                if column := _labelled(label, form):
                    said.setdefault(column.key, value)
    return said


def is_label(row: RawRow, form: Form) -> bool:
    """A row below the table that says something for all rows: 总体评价：…"""
    filled = [text for text in map(shown, row.cells) if text]
    if len(filled) > 4 or SIGNED.match(filled[0]):
        return False
    return _labelled(half_width(filled[0]).partition(":")[0], form) is not None


def title_year(texts: Iterable[str]) -> int | None:
    """The year in 2025年度台账, for days written without one; 2026年1月5日 is only when it was filled in."""
    return next((int(found[1]) for text in texts if (found := _YEAR.search(half_width(text)))), None)


def _pairs(cell: Cell, following: Sequence[Cell]) -> Iterator[tuple[str, Cell]]:
    if not isinstance(cell, str) or len(cell) > LONGEST:
        return
    pairs = _LABEL.findall(" ".join(half_width(cell).split()))
    yield from ((label, value) for label, value in pairs if value)
    if following and (not pairs or not pairs[-1][1]):
        yield cell, following[0]


def _labelled(label: str, form: Form) -> Column | None:
    names = {fold(label), fold_bare(label)} - {""}
    for column in form.columns:
        if column.above and names & {fold(name) for name in (column.heading, *column.aliases)}:
            return column
    return None


def titled(column: Column, texts: Iterable[str]) -> str | None:
    """The choice that a title names for all rows: 支委会会议记录."""
    found = (inside(column, text) for text in texts) if column.in_title else ()
    return next((word for word in found if word), None)
