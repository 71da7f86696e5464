"""The report: figures, lines and sentences of a period, with the fingerprint of all of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from checklists.catalogue import Catalogue, load
from checklists.exporters import json_
from checklists.facts import Event, Line, Record
from checklists.figures import Figure, compute
from checklists.periods import Period
from checklists.sentences import Section, Sentence, outline
from checklists.wording.phrases import promised
from checklists.wording.told import Referred, Told

ATTENDANCE = ("attendance_due", "attendance_present")  # a part of a gathering, no record of its own


@dataclass(frozen=True, slots=True)
class Report:
    """What one branch, or a superior with all branches below it, did in a period as of a day."""

    branch: str
    branches: Mapping[int, str]
    signature: str
    period: Period
    as_of: date
    figures: tuple[Figure, ...]
    referred: tuple[Referred, ...]
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    unreviewed: tuple[Record, ...]
    fingerprint: str = ""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentence for section in self.sections for sentence in section.sentences)

    @property
    def subject(self) -> str:
        whole_year = self.period.code is not None and self.period.code % 100 == 0
        return f"{self.period.title}{'度' if whole_year else ''}党建工作总结"

    @property
    def title(self) -> str:
        return f"{self.signature}{self.subject}"

    @property
    def several(self) -> bool:
        return len(self.branches) > 1

    def figure(self, key: str) -> Figure:
        return next(figure for figure in self.figures if figure.key == key)

    def behind(self, figure: str, part: str = "") -> tuple[Record, ...]:
        """Exactly the records of a number in a sentence or table: what a link on it opens."""
        if figure == "lines":
            return tuple(line.obligation.record for line in self.lines if promised(line) and line.obligation.record)
        if figure == "referred":
            return (json_.quoted(self.referred[int(part)]),)
        found = self.figure(figure)
        if not part:
            return found.records
        cut = found.part(part)
        return cut.records if cut else ()


def build(
    branches: Mapping[int, str],
    period: Period,
    on: date,
    events: Iterable[Event],
    lines: Sequence[Line] = (),
    referred: Sequence[Referred] = (),
    *,
    name: str = "",
    committee: bool = True,
    parameters: Mapping[str, int] | None = None,
    catalogue: Catalogue | None = None,
) -> Report:
    """One report from the union of the branches' records: a superior's is counted, never added up.

    `events` are all up to `on`, for hours at least since 1 January. `name` is the superior's when
    there are several branches; `committee` is whether the branch has one, for its name on paper.
    """
    own = [event for event in events if event.branch in branches]
    several = len(branches) > 1
    figures = compute(own, period, on, several=several, parameters=parameters)
    closing = min(period.last, on)
    held = [e for e in own if period.first <= e.on <= closing]
    appraisals = [e for e in held if e.kind == "appraisal"]
    by_key = {figure.key: figure for figure in figures}
    told = Told(by_key, lines, referred, appraisals, catalogue or load(), period, closing, several)
    branch = name or "、".join(branches.values())
    signature = branch if several else formal_name(branch, committee)
    report = Report(
        branch=branch,
        branches=dict(branches),
        signature=signature,
        period=period,
        as_of=on,
        figures=figures,
        referred=tuple(referred),
        lines=tuple(lines),
        sections=outline(told),
        unreviewed=_unreviewed(held),
    )
    return replace(report, fingerprint=fingerprint(report))


def formal_name(branch: str, committee: bool = True) -> str:
    """江岸区残联机关党支部 signs as 中共江岸区残联机关支部委员会; without a committee, as 中共…支部."""
    if branch.startswith("中共"):
        return branch
    unit = branch
    for ending in ("委员会", "支部", "党"):
        unit = unit.removesuffix(ending)
    return f"中共{unit}支部{'委员会' if committee else ''}"


def to_json(report: Report) -> dict[str, Any]:
    """The document of interface.md."""
    return {**json_.body(report), "fingerprint": report.fingerprint}


def fingerprint(report: Report) -> str:
    """SHA-256 of the canonical JSON without itself; only as_of in it depends on the clock."""
    body = json.dumps(json_.body(report), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()


def _unreviewed(held: Iterable[Event]) -> tuple[Record, ...]:
    """Held but not yet signed off; a gathering with several parts is told once."""
    found: dict[tuple[int, int, date, str], Record] = {}
    for event in sorted(held, key=lambda e: (e.on, e.id, e.kind)):
        if not event.reviewed and event.kind not in ATTENDANCE:
            found.setdefault((event.branch, event.id, event.on, event.title), event.record)
    return tuple(found.values())
