"""流动党员: where they are by province and city, and when the branch was in touch. Nothing is concluded from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from litestar import Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk
from app.branches.access import branch_for
from app.branches.models import WAYS, AwayContact, MemberAway, Person
from app.branches.queries import holds
from app.branches.sheets.acts import one_at_a_time
from app.branches.sheets.kinds import Choice, Sheet, Values
from app.branches.sheets.routes import NAV, routes
from app.branches.voting import MEMBER
from app.fields import Fields, coded, field
from app.web import Link, page, short_day
from checklists.ledgers.form import Column, Kind
from checklists.shape import months_on

HOME = "/away"
ABROAD_MONTHS = 6  # 教育管理条例 34: with those abroad at least once a half-year; for others no number is fixed (32)
AHEAD = timedelta(30)  # from when a contact that is due stands among what is to be done


@dataclass(frozen=True, slots=True)
class Away:
    """One member who is away on a day, with the last contact up to it."""

    id: int
    name: str
    since: date
    place: str
    abroad: bool
    last: date | None

    @property
    def contact_by(self) -> date | None:
        """The day by which the regulation wants the next contact; None where it fixes no number."""
        return months_on(self.last or self.since, ABROAD_MONTHS) if self.abroad else None


def away(session: Session, branches: Iterable[int], day: date) -> list[Away]:
    """Who is away on the day, the longest first."""
    last = select(func.max(AwayContact.contacted_on)).where(
        AwayContact.away_id == MemberAway.id, AwayContact.contacted_on <= day, AwayContact.deleted_at.is_(None)
    )
    query = select(MemberAway, Person.name, last.scalar_subquery()).join(Person, Person.id == MemberAway.person_id)
    rows = session.execute(query.where(MemberAway.branch_id.in_(list(branches)), holds(MemberAway, day)))
    found = [
        Away(row.id, name, row.since, "国（境）外" if row.abroad else f"{row.province}{row.city}", row.abroad, last_on)
        for row, name, last_on in rows
    ]
    return sorted(found, key=lambda one: (one.since, one.id))


def to_contact(session: Session, branches: Iterable[int], day: date) -> list[Away]:
    """Those whom the regulation wants asked after about now."""
    return [one for one in away(session, branches, day) if one.contact_by and one.contact_by - AHEAD <= day]


def _place(values: Values, today: date) -> dict[str, str]:
    """A place for those in the country; nothing but the word for those abroad."""
    abroad, place = values["abroad"], values["province"] or values["city"]
    if abroad and place:
        return {"abroad": "在国（境）外的只登记“是”，请清空省、市"}
    if not abroad and not values["province"]:
        return {"province": "请填写所在的省（自治区、直辖市）；在国（境）外的请选“是”"}
    long = next((key for key in ("province", "city") if len(values[key]) > 12), "")
    return {long: f"“{values[long]}”太细，只写到省、市"} if long else {}


def _contacted(values: Values, today: date) -> dict[str, str]:
    on = values["contacted_on"]
    return {"contacted_on": f"{short_day(on)}还没有到，联系以后再记"} if on > today else {}


def _those_away(session: Session, branch_id: int, today: date) -> list[tuple[int, str]]:
    return [(one.id, one.name) for one in away(session, [branch_id], today)]


AWAY = Sheet(
    noun="away_member",
    model=MemberAway,
    path=HOME,
    parameter="away_id",
    home=HOME,
    word="流动党员的登记",
    fields=Fields(
        field("since", "外出日期", Kind.DATE, required=True),
        Column(key="until", heading="返回日期", kind=Kind.DATE, note="还在外的留空。"),
        Column(key="province", heading="所在省", note="自治区、直辖市也写在这里。"),
        Column(key="city", heading="所在市", note="只到市，不写单位和住址。"),
        field("abroad", "在国（境）外", Kind.BOOL),
    ),
    about=MEMBER,
    problems=_place,
    beside=one_at_a_time,
    lead="外出6个月以上、没有转移组织关系的党员。只登记到省、市。",
)
CONTACT = Sheet(
    noun="away_contact",
    model=AwayContact,
    path="/away/contacts",
    parameter="contact_id",
    home=HOME,
    word="联系记录",
    fields=Fields(field("contacted_on", "联系日期", Kind.DATE, required=True), coded("how", "方式", WAYS)),
    about=Choice("away_id", "流动党员", _those_away),
    problems=_contacted,
)


@page(HOME, name="branches.away")
def show_away(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        may = desk.may("away_members.new")
        rows = [_row(one, may) for one in away(session, [branch.id], desk.today)]
        contacts = _contacts(session, branch.id, may)
    return desk.page("branches/away.html", "流动党员", nav=NAV, rows=rows, contacts=contacts, may=may)


def _row(one: Away, may: bool) -> tuple[Any, ...]:
    name: Any = Link(one.name, f"{HOME}/{one.id}/edit") if may else one.name
    by = f"{short_day(one.contact_by)}前" if one.contact_by else ""
    act: Any = Link("记一次联系", f"/away/contacts/new?away_id={one.id}") if may else ""
    return name, one.place, short_day(one.since), short_day(one.last) or "还没有", by, act


def _contacts(session: Session, branch_id: int, may: bool) -> list[tuple[Any, ...]]:
    """The last fifty."""
    query = select(AwayContact, Person.name).join(MemberAway, MemberAway.id == AwayContact.away_id)
    query = query.join(Person, Person.id == MemberAway.person_id).where(AwayContact.branch_id == branch_id)
    rows = session.execute(query.order_by(AwayContact.contacted_on.desc(), AwayContact.id.desc()).limit(50))
    return [
        (
            name,
            Link(short_day(row.contacted_on), f"/away/contacts/{row.id}/edit") if may else short_day(row.contacted_on),
            WAYS[row.how],
        )
        for row, name in rows
    ]


ROUTES = [show_away, *routes(AWAY), *routes(CONTACT)]
