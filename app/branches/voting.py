"""Who may not vote, and who is by approval not due: two people read whom it concerns, everybody else how many."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.access import User
from app.accounts.desk import AtDesk, Desk
from app.branches.access import branch_for
from app.branches.models import GROUNDS, SUSPENSIONS, DueExclusion, Person, Post, VoteSuspension
from app.branches.queries import due_body, holds, roster
from app.branches.sheets.acts import one_at_a_time
from app.branches.sheets.kinds import Choice, Sheet, Values
from app.branches.sheets.routes import NAV, routes
from app.fields import Fields, coded, field
from app.web import Link, page, short_day
from checklists.ledgers.form import Column, Kind

HOME = "/voting"
UNTIL = Column(key="until", heading="结束日期", kind=Kind.DATE, note="不再适用的第一天；没有确定的留空。")


def sees_whom(session: Session, user: User, branch_id: int, day: date) -> bool:
    """The secretary, and whoever holds the post of organisation member that day; a ground may tell of health."""
    held = select(Post.id).where(Post.branch_id == branch_id, Post.title == "organisation", holds(Post, day))
    keeps = user.person_id is not None and session.scalar(held.where(Post.person_id == user.person_id)) is not None
    return user.has("secretary", branch_id) or keeps


def members(session: Session, branch_id: int, today: date) -> list[tuple[int, str]]:
    return [(row.person_id, row.name) for row in roster(session, [branch_id], today)]


MEMBER = Choice("person_id", "党员", members)


CLOSED = ("这里只由支部书记和组织委员登记、查看", "需要登记或更正时，请告诉书记或组织委员")


def _may(session: Session, desk: Desk) -> bool:
    return sees_whom(session, desk.user, desk.branch or 0, desk.today)


def _approved(values: Values, today: date) -> dict[str, str]:
    approved, since = values.get("approved_on"), values.get("since")
    if approved and approved > today:
        return {"approved_on": f"{short_day(approved)}还没有到，批准以后再登记"}
    if approved and since and since < approved:
        return {"since": f"{short_day(since)}早于批准日期{short_day(approved)}，批准以后才不计入应到会"}
    return {}


SUSPENSION = Sheet(
    noun="suspension",
    model=VoteSuspension,
    path="/voting/suspensions",
    parameter="suspension_id",
    home=HOME,
    word="停止行使表决权的登记",
    fields=Fields(
        coded("status", "情形", SUSPENSIONS),
        field("since", "起始日期", Kind.DATE, required=True),
        UNTIL,
        Column(key="document", heading="文号", required=True, note="只写文号，不写事由。"),
    ),
    about=MEMBER,
    beside=one_at_a_time,
    may=_may,
    closed=CLOSED,
    lead="只登记情形、日期和文号，不写事由。名册和会议里别人只看到“不计入表决基数”和人数。",
)
EXCLUSION = Sheet(
    noun="exclusion",
    model=DueExclusion,
    path="/voting/exclusions",
    parameter="exclusion_id",
    home=HOME,
    word="不计入应到会的登记",
    fields=Fields(
        coded("ground", "情形", GROUNDS),
        field("since", "起始日期", Kind.DATE, required=True),
        UNTIL,
        Column(key="approved_by", heading="批准的上级党组织", required=True),
        Column(
            key="approved_on",
            heading="批准日期",
            kind=Kind.DATE,
            required=True,
            note="上级同意并经党员大会通过的日期。",
        ),
        field("document", "文号"),
    ),
    about=MEMBER,
    problems=_approved,
    beside=one_at_a_time,
    may=_may,
    closed=CLOSED,
    lead="报上级党组织同意并经党员大会通过的，才不计入应到会。情形只有书记和组织委员看到。",
)


@page(HOME, name="branches.voting")
def show_voting(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        sees = sees_whom(session, desk.user, branch.id, desk.today)
        return desk.page(
            "branches/voting.html",
            "应到会和表决基数",
            nav=NAV,
            body=due_body(session, branch.id, desk.today),
            sees=sees,
            suspensions=_rows(session, SUSPENSION, branch.id, SUSPENSIONS, "status") if sees else [],
            exclusions=_rows(session, EXCLUSION, branch.id, GROUNDS, "ground") if sees else [],
        )


def _rows(session: Session, sheet: Sheet, branch_id: int, words: dict[str, str], key: str) -> list[tuple[Any, ...]]:
    """The latest first; what has ended stays readable."""
    model: Any = sheet.model
    query = select(model, Person.name).join(Person, Person.id == model.person_id)
    rows = session.execute(query.where(model.branch_id == branch_id).order_by(model.since.desc(), model.id.desc()))
    return [
        (
            Link(name, f"{sheet.path}/{record.id}/edit"),
            words.get(getattr(record, key), ""),
            short_day(record.since),
            short_day(record.until) or "未结束",
            record.document,
        )
        for record, name in rows
    ]


ROUTES = [show_voting, *routes(SUSPENSION), *routes(EXCLUSION)]
