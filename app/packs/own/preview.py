"""What a pack would ask this year, and what was changed in it, as its page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy.orm import Session

from app.branches.models import Branch
from app.branches.queries import standings
from app.packs.models import OwnItem, OwnPack
from app.packs.own.reading import owner_name, read
from app.packs.own.rules import CADENCES, EACH
from app.packs.own.ways import words_of
from app.web import short_day
from checklists.catalogue import Catalogue
from checklists.facts import Adoption, Profile
from checklists.items import Pack
from checklists.periods import Period
from checklists.progress import asked
from checklists.wording.rules import Change, changed
from checklists.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Written:
    """One item as it stands now, with the version before it."""

    row: OwnItem
    title: str
    meta: str
    evidence: str
    clause: str
    citation: str
    ended: bool
    newer: bool  # this version took the place of another


@dataclass(frozen=True, slots=True)
class Step:
    """What changed on one day."""

    on: date | None
    title: str
    what: str
    changes: tuple[Change, ...] = ()


def written(pack: OwnPack, rows: Sequence[OwnItem], names: Mapping[int, str], day: date) -> tuple[Written, ...]:
    """The newest version of each item; those that are asked no more come last."""
    items = read(pack, rows, names).items
    newest = {row.number: (row, item) for row, item in zip(rows, items, strict=True)}
    numbers = [row.number for row in rows]
    found = []
    for number, (row, item) in newest.items():
        whose = "" if row.each == "branch" else f"，{EACH[row.each]}"
        how = f"{CADENCES[row.cadence]}至少{row.at_least}{item.unit}{whose}"
        owner = owner_name(row, names) or "书记"
        begins = f"{short_day(row.since)}起；" if row.since and row.since > day else ""
        found.append(
            Written(
                row=row,
                title=f"{row.verb}{row.title}",
                meta=f"{begins}{how}；{owner}负责；凭{words_of(row.answers)}算办了。",
                evidence="、".join(item.evidence),
                clause=item.fill(item.clause, item.at_least),
                citation=str(item.citation),
                ended=row.until is not None,
                newer=numbers.count(number) > 1,
            )
        )
    return tuple(sorted(found, key=lambda one: one.ended))


def year_ahead(session: Session, branch: Branch, pack: Pack, day: date, workdays: Workdays) -> list[tuple[str, str]]:
    """(day, what) from today to the end of the year, as if the pack were in force from this month."""
    people = [standing for _, standing in standings(session, [branch.id])]
    adopted = (Adoption(pack.id, day.replace(day=1), None, ""),)
    profile = Profile(branch.id, branch.name, day.replace(day=1), tuple(people), adoptions=adopted)
    owed = asked(profile, Catalogue((pack,)), Period(day, date(day.year, 12, 31)), workdays, day)
    return [(short_day(one.latest_on), one.title) for one in owed if one.due_on >= day]


def history(pack: OwnPack, rows: Sequence[OwnItem], names: Mapping[int, str]) -> tuple[Step, ...]:
    """Every change of what the pack asks, the latest day first."""
    both = list(zip(rows, read(pack, rows, names).items, strict=True))
    steps = []
    for row, item in both:
        same = [other for other, _ in both if other.number == row.number]
        if row is same[0]:
            steps.append(Step(row.since, item.title, "新增" if row.since else "启用时就有"))
        if row is same[-1] and row.until is not None:
            steps.append(Step(row.until, item.title, "停办"))
    for (old, before), (new, after) in pairwise(both):
        if old.number == new.number:
            steps.append(Step(new.since, after.title, "修改", changed(before, after)))
    return tuple(sorted(steps, key=lambda step: step.on or date.min, reverse=True))
