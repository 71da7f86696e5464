"""What binds a branch beside the national packs, as rules ask for it and as the settings page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.packs.models import ItemExemption, MissedReason, PackAdoption, ParameterOverride
from checklists.facts import Adoption, Excuse, Exemption
from checklists.overrides import Override


@dataclass(frozen=True, slots=True)
class Bindings:
    """One branch's own part of the rules: what a Profile takes besides people."""

    adoptions: tuple[Adoption, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    excuses: tuple[Excuse, ...] = ()
    overrides: tuple[Override, ...] = ()


def bindings(session: Session, branches: Iterable[int]) -> dict[int, Bindings]:
    """Per branch, for each of these branches, in four statements however many they are."""
    wanted = list(branches)
    adopted, exempt = adoptions(session, wanted), exemptions(session, wanted)
    excused, numbers = excuses(session, wanted), overrides(session, wanted)
    return {
        branch: Bindings(
            adopted.get(branch, ()), exempt.get(branch, ()), excused.get(branch, ()), numbers.get(branch, ())
        )
        for branch in wanted
    }


def adoptions(session: Session, branches: Iterable[int]) -> dict[int, tuple[Adoption, ...]]:
    """Per branch, the local packs it adopted, ended ones too: past periods stay as they were."""
    query = select(PackAdoption).where(PackAdoption.branch_id.in_(list(branches)))
    found: dict[int, tuple[Adoption, ...]] = {}
    for row in session.scalars(query.order_by(PackAdoption.since, PackAdoption.id)):
        found[row.branch_id] = (*found.get(row.branch_id, ()), Adoption(row.pack, row.since, row.until, row.basis))
    return found


def exemptions(session: Session, branches: Iterable[int]) -> dict[int, tuple[Exemption, ...]]:
    query = select(ItemExemption).where(ItemExemption.branch_id.in_(list(branches)))
    found: dict[int, tuple[Exemption, ...]] = {}
    for row in session.scalars(query.order_by(ItemExemption.since, ItemExemption.id)):
        found[row.branch_id] = (*found.get(row.branch_id, ()), Exemption(row.item, row.since, row.until, row.reason))
    return found


def excuses(session: Session, branches: Iterable[int]) -> dict[int, tuple[Excuse, ...]]:
    query = select(MissedReason).where(MissedReason.branch_id.in_(list(branches)))
    found: dict[int, tuple[Excuse, ...]] = {}
    for row in session.scalars(query.order_by(MissedReason.period, MissedReason.id)):
        found[row.branch_id] = (*found.get(row.branch_id, ()), Excuse(row.item, row.period, row.reason))
    return found


def overrides(session: Session, branches: Iterable[int]) -> dict[int, tuple[Override, ...]]:
    """Per branch, the numbers it set otherwise than the packs do, earlier ones too: past periods keep theirs."""
    query = select(ParameterOverride).where(ParameterOverride.branch_id.in_(list(branches)))
    found: dict[int, tuple[Override, ...]] = {}
    for row in session.scalars(query.order_by(ParameterOverride.since, ParameterOverride.id)):
        found[row.branch_id] = (*found.get(row.branch_id, ()), Override(row.name, row.value, row.since, row.basis))
    return found


def in_force(session: Session, branch: int, pack: str, day: date) -> PackAdoption | None:
    """The adoption that binds the branch on the day, or will from a later one."""
    query = select(PackAdoption).where(PackAdoption.branch_id == branch, PackAdoption.pack == pack)
    rows = session.scalars(query.order_by(PackAdoption.since.desc())).all()
    return next((row for row in rows if row.until is None or day < row.until), None)


def excuse_of(session: Session, branch: int, item: str, period: int) -> MissedReason | None:
    query = select(MissedReason).where(MissedReason.branch_id == branch, MissedReason.item == item)
    return session.scalar(query.where(MissedReason.period == period))
