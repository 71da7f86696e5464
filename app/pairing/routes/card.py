"""The page of one household: who lives there, who is paired, what was promised, done and asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar import Response
from sqlalchemy.orm import Session

from app.accounts.desk import Desk
from app.fields import Typed
from app.pairing import forms, sealed
from app.pairing.models import AssistedPerson, Commitment, Household, Visit
from app.pairing.queries import help, visits
from app.pairing.queries.households import policies
from app.pairing.routes import common
from app.pairing.rules import last_words
from app.pairing.words import ENDINGS, NEED_KINDS, ORGANISERS, RELATIONS, SERVICE_KINDS, STAGES, WAYS

LATEST = 20  # visits on the page; the rest are a click away


@dataclass(frozen=True, slots=True)
class Shown:
    """A person with the sealed fields as this answer shows them."""

    person: AssistedPerson
    name: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise and where it stands."""

    made: Commitment
    stands: help.Standing


def card(
    desk: Desk,
    session: Session,
    household: Household,
    *,
    full: list[dict[str, str]] | None = None,
    errors: dict[str, str] | None = None,
    reason: str = "",
    ending: Typed | None = None,
) -> Response[str]:
    """`full` holds the revealed values, the household's first; without it every one of them is masked."""
    names = common.names(desk, household.branch_id)
    sealed_ = full or [sealed.masked(session, household), *(sealed.masked(session, one) for one in household.persons)]
    found = visits.of_household(session, household.id, LATEST + 1)
    needs, services = help.of_household(session, household)
    return desk.page(
        "pairing/show.html",
        f"{names(household.name)}家",
        nav=common.NAV,
        status=422 if errors else 200,
        household=household,
        name=names(household.name),
        names=names,
        own=sealed_[0],
        persons=[
            Shown(person, names(person.name), fields)
            for person, fields in zip(household.persons, sealed_[1:], strict=True)
        ],
        policies=policies(household.policies),
        relation=RELATIONS.get(household.relation, household.relation),
        ending_word=ENDINGS.get(household.ended_reason, household.ended_reason),
        since=last_words(visits.last_visit(session, household.id, desk.today), desk.today),
        promises=[Promise(made, help.promise_stands(made, desk.today)) for made in household.commitments],
        visits=[_visit_row(visit) for visit in found[:LATEST]],
        more_visits=len(found) > LATEST,
        needs=[(need, NEED_KINDS[need.kind], help.need_stands(need, desk.today)) for need in needs],
        services=[(one, SERVICE_KINDS[one.kind], STAGES[one.stage]) for one in services],
        revealed=full is not None,
        may=common.may(desk, household.branch_id),
        people=common.members(session, desk, household.branch_id),
        endings=list(ENDINGS.items()),
        errors=errors or {},
        reason=reason,
        ending=ending or forms.ENDING.blank(ended_on=desk.today.isoformat()),
        today=desk.today,
    )


def _visit_row(visit: Visit) -> tuple[Any, ...]:
    """(visit, way, who, organiser, what was seen and asked)"""
    seen = "；".join(filter(None, (visit.situation, visit.difficulties, visit.solved)))
    return visit, WAYS[visit.way], ORGANISERS[visit.organiser], visits.money(visit.gift_money), seen
