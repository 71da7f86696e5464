"""The rules as the settings page shows them to one branch on one day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.packs.models import ItemExemption, MissedReason, PackAdoption
from app.packs.queries import overrides
from checklists.catalogue import Catalogue
from checklists.items import Item, Pack, Parameter
from checklists.overrides import numbers
from checklists.periods import PeriodError, of_code
from checklists.wording.rules import CADENCES, STRENGTHS

NEVER_ASKED = ("leading_group",)  # cited here, but asked of no branch


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One rule: when, how strictly, why, and whether the branch is exempt."""

    id: str
    title: str
    cadence: str
    strength: str
    citation: str
    clause: str
    exemptions: tuple[ItemExemption, ...]
    can_exempt: bool


@dataclass(frozen=True, slots=True)
class ShownPack:
    """One pack with the branch's adoptions of it, the latest first."""

    id: str
    title: str
    version: str
    local: bool
    own: int  # the id of one the branch wrote itself, else 0
    items: tuple[ShownItem, ...]
    parameters: tuple[str, ...]
    adoptions: tuple[PackAdoption, ...]
    binding: bool
    current: PackAdoption | None

    @property
    def ended(self) -> tuple[PackAdoption, ...]:
        return tuple(row for row in self.adoptions if row is not self.current)


@dataclass(frozen=True, slots=True)
class ShownReason:
    """Why a 一般 item was missed in one period."""

    id: int
    title: str
    period: str
    reason: str


def packs(session: Session, branch: int, catalogue: Catalogue, day: date) -> tuple[ShownPack, ...]:
    """All packs: the national ones first, then those the branch has adopted, then the others.
    `catalogue` is the branch's, with the packs it wrote itself."""
    adopted = session.scalars(
        select(PackAdoption).where(PackAdoption.branch_id == branch).order_by(PackAdoption.since.desc())
    ).all()
    exempt = session.scalars(select(ItemExemption).where(ItemExemption.branch_id == branch)).all()
    own = numbers(overrides(session, [branch]).get(branch, ()), day)
    made = [_pack(pack, adopted, exempt, own, day) for pack in catalogue.packs]
    return tuple(sorted(made, key=lambda pack: (pack.local, not pack.binding)))


def reasons(session: Session, branch: int, catalogue: Catalogue) -> tuple[ShownReason, ...]:
    """The reasons written down, the latest period first."""
    query = select(MissedReason).where(MissedReason.branch_id == branch).order_by(MissedReason.period.desc())
    titles = {item.id: item.title for item in catalogue.items}
    return tuple(
        ShownReason(row.id, titles.get(row.item, row.item), period_words(row.period), row.reason)
        for row in session.scalars(query)
    )


def period_words(code: int) -> str:
    try:
        return of_code(code).title
    except PeriodError:
        return ""


def _pack(
    pack: Pack, adopted: Sequence[PackAdoption], exempt: Sequence[ItemExemption], own: dict[str, int], day: date
) -> ShownPack:
    adoptions = tuple(row for row in adopted if row.pack == pack.id)
    current = next((row for row in adoptions if row.until is None or day < row.until), None)
    binding = not pack.local or (current is not None and current.since <= day)
    return ShownPack(
        id=pack.id,
        title=pack.title,
        version=pack.version,
        local=pack.local,
        own=int(pack.id.removeprefix("own-")) if pack.scope == "own" else 0,
        items=tuple(_items(pack, exempt, own, binding, day)),
        parameters=tuple(_number(parameter, own) for parameter in pack.parameters),
        adoptions=adoptions,
        binding=binding,
        current=current,
    )


def _items(
    pack: Pack, exempt: Sequence[ItemExemption], own: dict[str, int], binding: bool, day: date
) -> Iterator[ShownItem]:
    """Those in force on the day, or still to come: an earlier version is told on the pack's own page."""
    for item in (item for item in pack.items if item.until is None or day < item.until):
        yield ShownItem(
            id=item.id,
            title=item.title,
            cadence=CADENCES[item.cadence],
            strength=STRENGTHS[item.strength],
            citation=_citation(item),
            clause=item.fill(item.clause, own.get(item.parameter, item.at_least)),
            exemptions=tuple(row for row in exempt if row.item == item.id),
            can_exempt=binding and item.cadence != "record" and item.condition not in NEVER_ASKED,
        )


def _citation(item: Item) -> str:
    """The article, with what is to be said about it beside."""
    cited = item.citation
    parts = [str(cited), cited.edition if cited.document else "", cited.basis if cited.document else ""]
    return "，".join(part for part in parts if part)


def _number(parameter: Parameter, own: dict[str, int]) -> str:
    """党员每年集中学习培训：32学时（本支部另定）"""
    value = own.get(parameter.name, parameter.value)
    words = parameter.choices.get(value) or amount(parameter, value)
    return f"{parameter.title}：{words}{'（本支部另定）' if parameter.name in own else ''}"


def amount(parameter: Parameter, value: int) -> str:
    """A number as people read it: 32学时."""
    if parameter.unit.startswith("十分之一"):
        return f"{value / 10:g}{parameter.unit.removeprefix('十分之一')}"
    if parameter.unit.startswith("时分"):
        return f"{value // 100}:{value % 100:02}"
    return f"{value}{parameter.unit}"
