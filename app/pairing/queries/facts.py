"""Pairings, visits, contacts, promises, needs and services as facts that items and figures count.

Titles go into reports and their exports, so names in them are masked. What belongs to a deleted
household is counted no more, and counts again when the household is brought back.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, cast, func, literal

from app.facts import fact, key, mark, prefixed
from app.pairing.models import Campaign, Commitment, Household, Need, Pairing, Service, Visit
from app.pairing.shown import masked_name
from app.pairing.words import NEED_KINDS, SERVICE_KINDS
from checklists.units import Unit


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    return (
        _pairings(branches),
        *(_visits(branches, home=home) for home in (True, False)),
        *_promises(branches),
        *_needs(branches),
        _services(branches),
    )


def _of_household(query: Select[Any], model: Any, branches: frozenset[int]) -> Select[Any]:
    query = query.join(Household, Household.id == model.household_id)
    return query.where(model.branch_id.in_(branches), model.deleted_at.is_(None), Household.deleted_at.is_(None))


def _pairings(branches: frozenset[int]) -> Select[Any]:
    ended = case(
        (Pairing.until < Household.ended_on, Pairing.until), else_=func.coalesce(Household.ended_on, Pairing.until)
    )
    query = fact(
        "pairing",
        Pairing.id,
        Pairing.branch_id,
        Pairing.since,
        Pairing.recorded_on,
        literal("结对帮扶").concat(masked_name(Household.name)),
        unit=Unit.HOUSEHOLDS,
        until=ended,
        subject=key("household", Pairing.household_id),
    )
    return _of_household(query, Pairing, branches)


def _visits(branches: frozenset[int], *, home: bool) -> Select[Any]:
    """Only 入户 is a visit. One that the unit or the town carried out is counted, and marked as not the branch's own."""
    others = mark("by_others", Visit.organiser != "branch")
    query = fact(
        "visit" if home else "contact",
        Visit.id,
        Visit.branch_id,
        Visit.visited_on,
        Visit.recorded_on,
        literal("入户走访" if home else "联系").concat(masked_name(Household.name)),
        unit=Unit.HOUSEHOLD_TIMES if home else Unit.TIMES,
        subject=key("household", Visit.household_id),
        marks=prefixed("campaign:", Campaign.name) + prefixed("organiser:", Visit.organiser) + others,
    )
    query = _of_household(query, Visit, branches).outerjoin(Campaign, Campaign.id == Visit.campaign_id)
    return query.where(Visit.way == "home" if home else Visit.way != "home")


def _promises(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """Made on one day, kept on another."""
    made = []
    for kind, on in (("commitment_made", Commitment.made_on), ("commitment_kept", Commitment.kept_on)):
        title = masked_name(Household.name).concat("：").concat(Commitment.text)
        recorded, subject = Commitment.recorded_on, key("commitment", Commitment.id)
        query = fact(kind, Commitment.id, Commitment.branch_id, on, recorded, title, unit=Unit.ITEMS, subject=subject)
        made.append(_of_household(query, Commitment, branches).where(on.is_not(None)))
    return tuple(made)


def _needs(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """A need met answers for the need and for the person: one event of two subjects."""
    person = _person(Need)
    rows = (
        ("need_raised", Need.raised_on, key("need", Need.id)),
        ("need_met", Need.met_on, key("need", Need.id)),
        ("need_met", Need.met_on, person),
    )
    made = []
    for kind, on, subject in rows:
        query = fact(
            kind,
            Need.id,
            Need.branch_id,
            on,
            Need.recorded_on,
            masked_name(Need.name).concat("的需求：").concat(_word(NEED_KINDS, Need.kind)),
            unit=Unit.ITEMS,
            subject=subject,
            marks=prefixed("kind:", Need.kind),
        )
        query = query.outerjoin(Household, Household.id == Need.household_id)
        alive = (Need.branch_id.in_(branches), Need.deleted_at.is_(None), Household.deleted_at.is_(None))
        made.append(query.where(on.is_not(None), *alive))
    return tuple(made)


def _services(branches: frozenset[int]) -> Select[Any]:
    query = fact(
        "service",
        Service.id,
        Service.branch_id,
        Service.served_on,
        Service.recorded_on,
        masked_name(Service.name).concat("：").concat(_word(SERVICE_KINDS, Service.kind)),
        unit=Unit.MATTERS,
        subject=_person(Service),
        marks=prefixed("kind:", Service.kind) + prefixed("stage:", Service.stage),
    )
    return query.where(Service.branch_id.in_(branches), Service.deleted_at.is_(None))


def _word(words: dict[str, str], column: Any) -> ColumnElement[str]:
    """The word of a code: free text about a person stays on the person's own pages."""
    return case(words, value=column, else_=column)


def _person(model: Any) -> Any:
    """The helped person; one nobody has on the list is told apart by branch and name."""
    by_name = literal("assisted:").concat(cast(model.branch_id, String)).concat("/").concat(model.name)
    return case((model.person_id.is_not(None), key("assisted", model.person_id)), else_=by_name)
