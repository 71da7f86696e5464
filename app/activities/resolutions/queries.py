"""What is read of resolutions: lists, what they ask by a day, and facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from app.activities.models import Activity
from app.activities.resolutions.models import Resolution
from app.facts import fact, key
from app.paging import PAGE, cursor
from app.rectification.columns import last_step
from app.rectification.models import Issue
from app.rectification.states import WORDS
from app.web import short_day
from checklists.catalogue import Catalogue
from checklists.facts import Obligation, Record
from checklists.progress import owed
from checklists.units import Unit
from checklists.workdays import Workdays

ITEM = "resolution"  # checklists/definitions/branch_life.yaml
LONGEST = 40  # characters of a resolution in a title


class Row(NamedTuple):
    """One resolution as lists show it; `state` is a look of ui.tag, `words` what it says."""

    id: int
    text: str
    owner: str
    due_on: date | None
    state: str
    words: str
    meeting: str
    activity_id: int
    held_on: date
    issue_id: int | None
    is_measure: bool


def of_meeting(session: Session, activity: Activity, today: date) -> list[Row]:
    query = _listed().where(Resolution.activity_id == activity.id)
    return _rows(session.execute(query.order_by(Resolution.id)).all(), today)


def listed(
    session: Session, branches: frozenset[int], today: date, *, everything: bool = False, before: str = ""
) -> tuple[list[Row], str]:
    """Resolutions of these branches, the latest meeting first; only what is open unless `everything`."""
    query = _listed().where(Resolution.branch_id.in_(branches))
    if not everything:
        query = query.where(Resolution.done_on.is_(None), or_(Issue.id.is_(None), _step() != "closed"))
    if place := cursor(before):
        query = query.where(tuple_(Activity.held_on, Resolution.id) < place)
    query = query.order_by(Activity.held_on.desc(), Resolution.id.desc()).limit(PAGE + 1)
    found = _rows(session.execute(query).all(), today)
    older = f"{found[PAGE - 1].held_on},{found[PAGE - 1].id}" if len(found) > PAGE else ""
    return found[:PAGE], older


def deleted(session: Session, activity: Activity) -> list[tuple[int, str]]:
    query = select(Resolution.id, Resolution.text)
    query = query.where(Resolution.activity_id == activity.id, Resolution.deleted_at.is_not(None))
    rows = session.execute(query.order_by(Resolution.id), execution_options={"with_deleted": True})
    return [(id_, short(text)) for id_, text in rows]


def state_of(made: Resolution, issue: tuple[int, str] | None, today: date) -> tuple[str, str]:
    """(look, words): of itself, or of the issue that it became, given as (number, last step)."""
    if issue is not None:
        number, step = issue
        return ("done" if step == "closed" else "doing"), f"已转为整改第{number}项，{WORDS.get(step, step)}"
    if made.done_on is not None:
        return "done", f"{short_day(made.done_on)}办结"
    if made.due_on is not None and made.due_on < today:
        return "overdue", f"已过时限{(today - made.due_on).days}天"
    return "todo", "待办结"


def asking(session: Session, branches: Iterable[int], catalogue: Catalogue, workdays: Workdays) -> Iterator[Obligation]:
    """What a meeting decided to have done by a day; what became an issue is asked there."""
    query = _alive(select(Resolution, Activity.held_on)).where(Resolution.branch_id.in_(list(branches)))
    query = query.outerjoin(Issue, and_(Issue.id == Resolution.issue_id, Issue.deleted_at.is_(None)))
    query = query.where(Resolution.due_on.is_not(None), Issue.id.is_(None)).order_by(Resolution.id)
    for made, held_on in session.execute(query):
        yield owed(
            catalogue.item(ITEM),
            Record(ITEM, made.id, held_on, short(made.text)),
            made.due_on,
            workdays,
            branch=made.branch_id,
            subject=f"resolution:{made.id}",
            owner=f"person:{made.owner_id}" if made.owner_id else "",
        )


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """Resolutions done, measures of first topics, and those of them that are done."""
    measure = Resolution.is_measure.is_(True)
    done = _fact("resolution_done", Resolution.done_on, Unit.ITEMS).where(Resolution.done_on.is_not(None))
    found = _fact("first_topic_measure", Activity.held_on, Unit.ITEMS).where(measure)
    carried = _fact("first_topic_measure_done", Resolution.done_on, Unit.ITEMS)
    carried = carried.where(measure, Resolution.done_on.is_not(None))
    return tuple(query.where(Resolution.branch_id.in_(branches)) for query in (done, found, carried))


def short(text: str) -> str:
    """The first line, cut where a title would grow too long."""
    line = text.strip().split("\n")[0].rstrip("。；;")
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _fact(kind: str, on: Any, unit: Unit) -> Select[Any]:
    recorded, subject = Resolution.recorded_on, key("resolution", Resolution.id)
    columns = (Resolution.id, Resolution.branch_id, on, recorded, Resolution.text)
    return _alive(fact(kind, *columns, unit=unit, subject=subject))


def _alive(query: Any) -> Select[Any]:
    """Of meetings that are neither deleted, cancelled nor drafts."""
    query = query.join(Activity, Activity.id == Resolution.activity_id)
    counted = (Activity.deleted_at.is_(None), Activity.confirmed_on.is_not(None), Activity.cancelled_on.is_(None))
    alive: Select[Any] = query.where(Resolution.deleted_at.is_(None), *counted)
    return alive


def _step() -> Any:
    return func.coalesce(last_step(), "raised")


def _listed() -> Select[Any]:
    query = select(Resolution, Activity.title, Activity.held_on, Issue.id, Issue.number, _step().label("step"))
    query = query.join(Activity, Activity.id == Resolution.activity_id)
    return query.outerjoin(Issue, and_(Issue.id == Resolution.issue_id, Issue.deleted_at.is_(None)))


def _rows(found: Sequence[Any], today: date) -> list[Row]:
    made = []
    for one, title, held_on, issue_id, number, step in found:
        state, words = state_of(one, (number, step) if issue_id else None, today)
        own = (one.id, one.text, one.owner, one.due_on)
        made.append(Row(*own, state, words, title, one.activity_id, held_on, issue_id, one.is_measure))
    return made
