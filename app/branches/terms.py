"""Terms of a branch's committee: what a sheet or a page says of them, and what they ask and answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.branches.models import TERM_YEARS, Branch, Term
from app.facts import fact, key
from app.web import short_day
from checklists.catalogue import Catalogue
from checklists.facts import Obligation, Record
from checklists.progress import owed
from checklists.shape import STAGES, months_on
from checklists.tenure import Tenure
from checklists.workdays import Workdays

Values = Mapping[str, Any]


def present(session: Session, branch_id: int) -> Term | None:
    """The latest term that was entered."""
    terms = select(Term).where(Term.branch_id == branch_id).order_by(Term.began_on.desc())
    return session.scalars(terms).first()


def said(session: Session, actor: Actor, branch_id: int, values: Values) -> None:
    """What the form 党支部基本信息 says: a later 本届任命时间 is a new term, which ends the one before; an earlier
    one corrects it. Without a day on which it ends, the years do."""
    held = present(session, branch_id)
    began, ends = values.get("appointed_on"), values.get("term_ends_on")
    years = values.get("term_years") or TERM_YEARS
    if began is None and ends is not None:
        began = held.began_on if held else _years_on(ends, -years) + timedelta(1)
    if began is None:
        return
    if held is not None and began <= held.began_on:
        held.began_on = began
        held.ends_on = held.ends_on if ends in (None, held.extended_to) else ends
        return
    ends = ends or _years_on(began, years) - timedelta(1)
    made = {"created_by": actor.account_id, "recorded_on": session.info["clock"].today()}
    term = Term(branch_id=branch_id, began_on=began, ends_on=ends, number=_next(held), **made)
    session.add(term)
    session.flush()
    renew(session, term)
    audit.note(session, actor, "term.add", term)


def renew(session: Session, term: Term) -> None:
    """A term that begins ends those before it, unless it was written down when they were renewed."""
    earlier = select(Term).where(Term.branch_id == term.branch_id, Term.began_on < term.began_on)
    for old in session.scalars(earlier.where(Term.renewed_on.is_(None))):
        old.renewed_on = term.began_on


def tenures(session: Session, branches: Iterable[int]) -> dict[int, tuple[Tenure, ...]]:
    """Per branch its terms, each with the day by which it must be renewed."""
    found: dict[int, tuple[Tenure, ...]] = {}
    for term in session.scalars(select(Term).where(Term.branch_id.in_(list(branches))).order_by(Term.began_on)):
        tenure = Tenure(term.began_on, term.extended_to or term.ends_on, term.renewed_on)
        found[term.branch_id] = (*found.get(term.branch_id, ()), tenure)
    return found


def asking(session: Session, branches: Iterable[int], catalogue: Catalogue, workdays: Workdays) -> Iterator[Obligation]:
    """Each term asks to be renewed, from half a year before; nothing that fell due before its branch was asked."""
    item = catalogue.item("term_of_office")
    query = select(Term, Branch.asked_from).join(Branch, Branch.id == Term.branch_id)
    for term, asked_from in session.execute(query.where(Term.branch_id.in_(list(branches)), Branch.kind == "branch")):
        due_on = term.extended_to or term.ends_on
        if due_on < asked_from:
            continue
        yield owed(
            item,
            Record("term", term.id, max(months_on(due_on, -STAGES[-1]), term.began_on), title(term)),
            due_on,
            workdays,
            branch=term.branch_id,
            subject=f"term:{term.id}",
        )


def facts(branches: frozenset[int]) -> Select[Any]:
    """A term renewed, on the day of the election that ended it."""
    return fact(
        "term_renewed",
        Term.id,
        Term.branch_id,
        Term.renewed_on,
        Term.recorded_on,
        "支部换届",
        subject=key("term", Term.id),
    ).where(Term.branch_id.in_(branches), Term.renewed_on.is_not(None), Term.deleted_at.is_(None))


def title(term: Term) -> str:
    """第3届（至2026年4月17日）"""
    named = f"第{term.number}届" if term.number else "本届"
    return f"{named}（至{short_day(term.extended_to or term.ends_on)}）"


def _next(held: Term | None) -> int | None:
    return held.number + 1 if held is not None and held.number else None


def _years_on(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes the 28th."""
    return months_on(day, 12 * years)
