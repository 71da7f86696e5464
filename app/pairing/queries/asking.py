"""Households as subjects of rules, and what promises and needs ask by their own days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.pairing.models import Commitment, Household, Need, Pairing
from checklists.catalogue import Catalogue
from checklists.facts import Obligation, Record, Standing
from checklists.progress import owed
from checklists.workdays import Workdays

LONGEST = 40  # characters of a promise in a title


def standings(session: Session, branches: Iterable[int]) -> Iterator[tuple[int, Standing]]:
    """(branch, household) from the pairing's beginning until it, or the household, ended."""
    query = select(Pairing.branch_id, Household.id, Household.name, Pairing.since, Pairing.until, Household.ended_on)
    query = query.join(Household, Household.id == Pairing.household_id)
    query = query.where(Pairing.branch_id.in_(list(branches))).order_by(Household.sort_key, Pairing.since)
    for branch, id_, name, since, until, ended_on in session.execute(query):
        yield branch, Standing("household", f"household:{id_}", name, since, _earlier(until, ended_on))


def asking(session: Session, branches: Iterable[int], catalogue: Catalogue, workdays: Workdays) -> Iterator[Obligation]:
    """What was promised or is needed by a day; a household that died or moved away is asked about no more."""
    wanted = list(branches)
    item = catalogue.item("commitment")
    quiet = or_(Household.ended_on.is_(None), Commitment.kept_on.is_not(None))
    promises = select(Commitment, Household.name).join(Household, Household.id == Commitment.household_id)
    for made, name in session.execute(promises.where(Commitment.branch_id.in_(wanted), quiet)):
        yield owed(
            item,
            Record("commitment", made.id, made.made_on, short(made.text)),
            made.due_on,
            workdays,
            branch=made.branch_id,
            subject=f"commitment:{made.id}",
            title=f"兑现对{name}家的承诺：{short(made.text)}",
            owner=f"person:{made.owner_id}" if made.owner_id else "",
        )
    item = catalogue.item("need")
    quiet = or_(Household.ended_on.is_(None), Need.met_on.is_not(None))
    needs = select(Need).outerjoin(Household, Household.id == Need.household_id)
    for need in session.scalars(needs.where(Need.branch_id.in_(wanted), Need.due_on.is_not(None), quiet)):
        assert need.due_on is not None
        yield owed(
            item,
            Record("need", need.id, need.raised_on, short(need.detail)),
            need.due_on,
            workdays,
            branch=need.branch_id,
            subject=f"need:{need.id}",
            title=f"办结{need.name}的需求：{short(need.detail)}",
        )


def short(text: str) -> str:
    """The first line, cut where a title would grow too long."""
    line = text.strip().split("\n")[0].rstrip("。；;")
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)
