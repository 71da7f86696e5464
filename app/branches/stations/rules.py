"""What must hold of a station, and how its records stand in one cell of a sheet; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from app.branches.stations.models import KINDS
from app.web import short_day

REQUIRED = {
    "name": "岗名或区域",
    "people": "党员",
    "promise": "承诺事项",
    "since": "设立日期",
}
LONGEST_WORD = 12
_LINE = re.compile(r"(?:(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?[\s：:，,]*)?(.*?)(?:（记录人：([^（）]+)）)?")


class Entry(NamedTuple):
    """One 践诺记录 as a line of paper says it."""

    kept_on: date | None
    text: str
    written_by: str = ""

    @property
    def line(self) -> str:
        day = f"{self.kept_on.isoformat()} " if self.kept_on else ""
        return f"{day}{self.text}" + (f"（记录人：{self.written_by}）" if self.written_by else "")


def problems(values: Mapping[str, Any]) -> dict[str, str]:
    """Field → words with the remedy; empty when the station may be kept."""
    found = {key: f"请填写{label}" for key, label in REQUIRED.items() if not values.get(key)}
    if values.get("kind") not in KINDS:
        found["kind"] = f"请选择是{'还是'.join(KINDS.values())}"
    since, until = values.get("since"), values.get("until")
    if since and until and until <= since:
        found["until"] = f"撤销日期{short_day(until)}不晚于设立日期{short_day(since)}，请核对"
    first, last = values.get("published_from"), values.get("published_until")
    if last and not first:
        found["published_from"] = "填了公示止，请也填写公示起"
    elif first and last and last < first:
        found["published_until"] = f"公示止{short_day(last)}早于公示起{short_day(first)}，请核对"
    return found


def ending_problems(since: date, until: date | None) -> dict[str, str]:
    if until is None:
        return {"until": "请填写撤销日期"}
    if until <= since:
        return {"until": f"撤销日期{short_day(until)}不晚于设立日期{short_day(since)}，请核对"}
    return {}


def entry_problems(entry: Entry, today: date) -> dict[str, str]:
    found = {} if entry.text else {"text": "请填写做了什么"}
    if entry.kept_on and entry.kept_on > today:
        found["kept_on"] = f"{short_day(entry.kept_on)}还没有到，做过以后再记"
    return found


def word_problems(values: Mapping[str, str]) -> dict[str, str]:
    found = {kind: "请填写叫法" for kind in KINDS if not values.get(kind)}
    found |= {
        kind: f"“{word}”太长，请写在{LONGEST_WORD}字以内" for kind, word in values.items() if len(word) > LONGEST_WORD
    }
    if not found and len(set(values.values())) < len(values):
        found["area"] = "两种用同一个叫法就分不清了，请写成不同的"
    return found


def entries(cell: str) -> list[Entry]:
    """The lines of a cell; a line that begins with no day is kept without one."""
    return [_entry(line) for line in map(one_line, cell.splitlines()) if line]


def one_line(text: str) -> str:
    """A record is one line and begins with a word, so that a cell of several can be read again."""
    return " ".join(text.split()).lstrip("：:，, ")


def _entry(line: str) -> Entry:
    found = _LINE.fullmatch(line)
    assert found is not None  # every part of it may be empty
    year, month, day, text, by = found.groups()
    try:
        kept_on = date(int(year), int(month), int(day)) if year else None
    except ValueError:  # 2025-02-31: no day, so it is part of what was written
        return Entry(None, line)
    return Entry(kept_on, text, by or "")
