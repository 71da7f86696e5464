"""Find the row of headings, and which column of the form each heading means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import NamedTuple

from checklists.ledgers.errors import LedgerError
from checklists.ledgers.fold import fold, fold_bare
from checklists.ledgers.form import Column, Form, Kind
from checklists.ledgers.sheets import Cell, RawSheet
from checklists.ledgers.storeys import SEARCHED, Head, heads

LONGEST = 300  # characters of a heading, with all that is explained in its brackets
NOTES = "填写说明"
WRONG = "错误原因"  # our own column in the file of bad rows: read over when the file comes back
IGNORED = ""  # a heading mapped to this by hand is left aside


@dataclass(slots=True)
class Headings:
    """`places`: form key → the positions of its cells; `known`, `unknown`: position → heading as written."""

    places: dict[str, list[int]] = field(default_factory=dict)
    known: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    guessed: list[str] = field(default_factory=list)  # headings taken by likeness
    by_hand: set[int] = field(default_factory=set)  # positions of which a person said what they mean

    @property
    def said(self) -> dict[str, str]:
        """Heading → key, for those a person said something of."""
        keys = {place: key for key, places in self.places.items() for place in places}
        named = self.unknown | self.known
        return {named[place]: keys.get(place, IGNORED) for place in sorted(self.by_hand)}

    def score(self, form: Form) -> int:
        return sum(2 if form.column(key).required else 1 for key in self.places)


class Found(NamedTuple):
    sheet: RawSheet
    head: Head
    headings: Headings


def find(
    sheets: Sequence[RawSheet],
    form: Form,
    by_hand: Mapping[str, str],
    remembered: Mapping[str, str] | None = None,
    only: str | None = None,
) -> Found:
    """The best heading row among the first rows of all sheets, or of the one asked for."""
    chosen = [sheet for sheet in sheets if sheet.name == only or (only is None and not is_notes(sheet))]
    rows = [
        Found(sheet, head, assign(head.cells, form, by_hand, remembered or {}))
        for sheet in chosen
        for head in heads(sheet, partial(meanings, form))
    ]
    best = max(rows, key=lambda found: found.headings.score(form), default=None)
    if best is None or len(best.headings.places) < 2 or best.headings.score(form) < 3:
        wanted = "、".join(column.heading for column in form.columns if column.required)
        place = f"工作表“{chosen[0].name}”" if len(chosen) == 1 else "文件"
        remedy = f"请让表头在前{SEARCHED}行内成一行，至少写上：{wanted}；或下载《{form.title}》模板照填"
        raise LedgerError(place, f"没有找到《{form.title}》的表头", remedy)
    return best


def is_notes(sheet: RawSheet) -> bool:
    return fold(sheet.name) == NOTES


_PLACED = re.compile(r"第\d+列[）(（]|第\d+列没有列名$")


def is_placed(heading: str) -> bool:
    """Whether the name holds for this sheet alone, since it tells the column by its place."""
    return _PLACED.search(heading) is not None


def placed(heading: str, place: int) -> str:
    """The name of an unknown column that its heading alone does not tell."""
    return f"{heading}（第{place + 1}列）" if heading else f"第{place + 1}列（没有列名）"


def assign(cells: Sequence[Cell], form: Form, by_hand: Mapping[str, str], remembered: Mapping[str, str]) -> Headings:
    """By hand first, then as it was said before, then each column's own heading, then the other names in use."""
    texts = ((place, cell.strip()) for place, cell in enumerate(cells) if isinstance(cell, str))
    left = {place: text for place, text in texts if 0 < len(text) <= LONGEST}
    found = Headings(known={place: left.pop(place) for place, text in list(left.items()) if text == WRONG})
    hints = {} if _is_our_own(left.values(), form) else remembered
    hand = {fold(heading): key for said in (hints, by_hand) for heading, key in said.items()}
    for place in range(len(cells)):
        told = (hand.get(fold(name)) for name in (left.get(place, ""), placed(left.get(place, ""), place)))
        if (key := next((key for key in told if key is not None), None)) is not None:
            _take(found, left, place, key)
            found.by_hand.add(place)
    for names in (_headings(form), _aliases(form)):
        meant = {place: _meant(names, heading) for place, heading in left.items()}
        # A name for one column alone goes before one that may mean two: 换届时间 takes what 本届换届时间 leaves.
        for place in sorted(meant, key=lambda place: len(meant[place])):
            if key := _free(found, meant[place]):
                _take(found, left, place, key)
    found.unknown |= left
    _only_our_own_id(found)
    return found


def _is_our_own(texts: Iterable[str], form: Form) -> bool:
    """Our own export or template is read as it is, whatever was said of a county's sheet."""
    return {fold(text) for text in texts} >= {fold(column.heading) for column in form.layout}


def _take(found: Headings, left: dict[int, str], place: int, key: str) -> None:
    heading = left.pop(place, "") or placed("", place)
    if key == IGNORED:
        found.unknown[place] = heading
    else:
        found.known[place] = heading
        found.places.setdefault(key, []).append(place)


def meanings(form: Form, heading: str) -> list[Column]:
    """Every column that a heading may mean."""
    return _meant(_headings(form), heading) + _meant(_aliases(form), heading)


def _meant(names: Mapping[str, list[Column]], heading: str) -> list[Column]:
    return names.get(fold(heading)) or names.get(fold_bare(heading)) or []


def _free(found: Headings, columns: Sequence[Column]) -> str | None:
    """The first column of this name not found yet; 日期 and 时间 may share one moment."""
    if free := next((column.key for column in columns if column.key not in found.places), None):
        return free
    return next((c.key for c in columns if c.kind is Kind.DATETIME and len(found.places[c.key]) == 1), None)


def _only_our_own_id(found: Headings) -> None:
    """Our exports end with 编号. One that stands among the other columns is the county's own numbering."""
    ours = found.places.get("id", [])
    last = max((place for key, places in found.places.items() if key != "id" for place in places), default=-1)
    if ours and ours[0] < last:
        found.unknown |= {place: found.known.pop(place) for place in found.places.pop("id")}


@cache
def _headings(form: Form) -> dict[str, list[Column]]:
    return _index((column, [column.heading]) for column in form.columns)


@cache
def _aliases(form: Form) -> dict[str, list[Column]]:
    return _index((column, column.aliases) for column in form.columns)


def _index(named: Iterable[tuple[Column, Iterable[str]]]) -> dict[str, list[Column]]:
    index: dict[str, list[Column]] = {}
    for column, names in named:
        for name in names:
            for folded in {fold(name), fold_bare(name)}:
                index.setdefault(folded, []).append(column)
    return index
