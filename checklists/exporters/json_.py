"""A report and its lines as the JSON promised to other programs (interface.md)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from checklists.facts import Event, Line, Record
from checklists.figures import Figure
from checklists.periods import Period
from checklists.wording.told import Referred

if TYPE_CHECKING:  # the report takes its fingerprint from this document
    from checklists.report import Report


def write(report: Report) -> bytes:
    document = {**body(report), "fingerprint": report.fingerprint}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def body(report: Report) -> dict[str, Any]:
    """All of the document but its fingerprint."""
    return {
        "branch": report.branch,
        "period": period(report.period),
        "as_of": report.as_of.isoformat(),
        "figures": _figures(report),
        "lines": _rolled_up(report.lines) if report.several else [line(it, report.branches) for it in report.lines],
        "sentences": [str(sentence) for sentence in report.sentences],
        "unreviewed": [record(it) for it in report.unreviewed],
    }


def line(it: Line, branches: Mapping[int, str]) -> dict[str, Any]:
    """One line, as `due --json` prints it too."""
    asked = it.obligation
    return {
        "item": asked.item,
        "title": asked.title,
        "branch": branches[asked.branch],
        "period": None if asked.period is None else _code(asked.period),
        "required": it.required,
        "done": it.done,
        "on_time": it.on_time,
        "made_up": it.made_up,
        "exempt": asked.exempt or None,
        "state": it.state.value,
        "due_on": asked.due_on.isoformat(),
        "latest_on": asked.latest_on.isoformat(),
        "strength": asked.strength.value,
        "citation": asked.citation,
        "records": [record(behind) for behind in it.records],
    }


def record(it: Record) -> dict[str, Any]:
    return {"kind": it.kind, "id": it.id, "date": it.date.isoformat(), "title": it.title}


def period(it: Period) -> str:
    """As it is written on the command line."""
    return f"{it.first}..{it.last}" if it.code is None else _code(it.code)


def quoted(it: Referred) -> Record:
    """A referred figure has one record: the quotation itself."""
    return Record("referred", it.id, it.as_of, it.title, int(it.value) if _digits(it.value) else 1)


def _figures(report: Report) -> list[dict[str, Any]]:
    """In the order of interface.md, where the referred ones stand before `members`."""
    found: list[dict[str, Any]] = []
    for figure in report.figures:
        if figure.key == "members":
            found += [_referred(it) for it in report.referred] or [_NOTHING_REFERRED]
        found.append(_figure(figure))
    return found


def _figure(it: Figure) -> dict[str, Any]:
    return {
        "key": it.key,
        "title": it.title,
        "value": it.value,
        "unit": it.unit.value,
        "basis": it.basis,
        "breakdown": it.breakdown,
        "records": [_counted(it, event, counted) for event, counted in zip(it.events, it.records, strict=True)],
    }


def _counted(figure: Figure, event: Event, counted: Record) -> dict[str, Any]:
    """With its subjects where these are what is counted, so that a reader can count them again."""
    subjects = {"subjects": [key for key in event.subjects if key.startswith(figure.subject)]}
    return {**record(counted), "amount": counted.amount, **(subjects if figure.subject else {})}


def _referred(it: Referred) -> dict[str, Any]:
    behind = quoted(it)
    return {
        "key": "referred",
        "title": it.title,
        "value": int(it.value) if _digits(it.value) else it.value,
        "unit": it.unit,
        "basis": f"业务科室提供：{it.basis}",
        "department": it.department,
        "provider": it.provider,
        "voucher": it.voucher,
        "as_of": it.as_of.isoformat(),
        "breakdown": {},
        "records": [{**record(behind), "amount": behind.amount}],
    }


_NOTHING_REFERRED: dict[str, Any] = {
    "key": "referred",
    "title": "业务数据引用",
    "value": None,
    "unit": "",
    "basis": "尚无记录",
    "breakdown": {},
    "records": [],
}


def _rolled_up(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """A superior reads how many branches stand where, not which ones (decisions.md 15)."""
    states: dict[tuple[str, str, int | None], Counter[str]] = {}
    for it in lines:
        asked = it.obligation
        states.setdefault((asked.item, asked.title, asked.period), Counter())[it.state.value] += 1
    return [
        {"item": item, "title": title, "period": None if code is None else _code(code), "branches": dict(counts)}
        for (item, title, code), counts in states.items()
    ]


def _code(code: int) -> str:
    year, part = divmod(code, 100)
    if part == 0:
        return f"{year}"
    return f"{year}-{part:02}" if part <= 12 else f"{year}Q{part - 20}" if part < 30 else f"{year}H{part - 30}"


def _digits(value: str) -> bool:
    return value.isascii() and value.isdigit()
