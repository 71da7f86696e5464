"""Talks as facts: who has spoken with whom, and how many people were spoken with (人次)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, Text, and_, case, cast, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from app.branches.models import Membership, Post
from app.facts import fact, key, mark
from app.talks.models import INTEGRITY_KINDS, RELATIONS, Talk, TalkPerson
from checklists.units import Unit


def facts(branches: frozenset[int]) -> tuple[Select[Any], ...]:
    """谈心谈话 as pairs and persons, 廉政谈话 as persons. A 提醒谈话 is no fact of any figure."""
    pairs = _pairs(_sides(branches))
    heard = _heard(branches, pairs)
    counts = _counts(heard)
    return _persons(heard, counts), _paired(pairs, counts), _integrity(branches)


def _then(model: type[Membership] | type[Post]) -> ColumnElement[bool]:
    """The person's membership or post was in force on the day of the talk, in the talk's branch."""
    return exists().where(
        model.person_id == TalkPerson.person_id,
        model.branch_id == Talk.branch_id,
        model.since <= Talk.talked_on,
        or_(model.until.is_(None), model.until > Talk.talked_on),
        model.deleted_at.is_(None),
    )


def _sides(branches: frozenset[int]) -> CTE:
    """Everybody who was a member on the day, with whether the person sat on the committee then."""
    query = select(TalkPerson.talk_id, TalkPerson.side, TalkPerson.person_id, _then(Post).label("on_committee"))
    query = query.join(Talk, Talk.id == TalkPerson.talk_id).where(_then(Membership))
    return query.where(*_alive(branches, "heart")).cte("talk_sides")


def _pairs(sides: CTE) -> CTE:
    """Talker and counterpart; `marked` where one of them sat on the committee."""
    talking, heard = sides.alias("talking"), sides.alias("heard")
    query = select(
        heard.c.talk_id,
        talking.c.person_id.label("one"),
        heard.c.person_id.label("other"),
        or_(talking.c.on_committee, heard.c.on_committee).label("marked"),
    )
    query = query.where(talking.c.talk_id == heard.c.talk_id, talking.c.person_id != heard.c.person_id)
    return query.where(talking.c.side == "talker", heard.c.side == "counterpart").distinct().cte("talk_pairs")


def _heard(branches: frozenset[int], pairs: CTE) -> CTE:
    """Each counterpart once, member or not. Two events of one talk part the counterparts between them,
    so that their amounts add up to the 人次: whoever spoke with the committee is in the marked one."""
    with_committee = exists().where(
        pairs.c.talk_id == TalkPerson.talk_id, pairs.c.other == TalkPerson.person_id, pairs.c.marked
    )
    query = select(TalkPerson.talk_id, TalkPerson.person_id, with_committee.label("marked"))
    query = query.join(Talk, Talk.id == TalkPerson.talk_id).where(TalkPerson.side == "counterpart")
    return query.where(*_alive(branches, "heart")).cte("talk_heard")


def _counts(heard: CTE) -> CTE:
    return (
        select(
            heard.c.talk_id,
            func.sum(case((heard.c.marked, 1), else_=0)).label("marked"),
            func.sum(case((heard.c.marked, 0), else_=1)).label("plain"),
        )
        .group_by(heard.c.talk_id)
        .cte("talk_counts")
    )


def _persons(heard: CTE, counts: CTE) -> Select[Any]:
    subject = func.coalesce(key("person", heard.c.person_id), "")
    query = _talk(subject, heard.c.marked, counts).join(heard, heard.c.talk_id == Talk.id)
    return query.join(counts, counts.c.talk_id == Talk.id)


def _paired(pairs: CTE, counts: CTE) -> Select[Any]:
    one, other = cast(pairs.c.one, Text), cast(pairs.c.other, Text)
    smaller_first = case((pairs.c.one < pairs.c.other, one + "-" + other), else_=other + "-" + one)
    query = _talk(literal("pair:") + smaller_first, pairs.c.marked, counts).join(pairs, pairs.c.talk_id == Talk.id)
    return query.join(counts, counts.c.talk_id == Talk.id)


def _talk(subject: ColumnElement[Any], marked: ColumnElement[bool], counts: CTE) -> Select[Any]:
    relation = case(
        *((Talk.relation == code, f"谈心谈话（{word}）") for code, word in RELATIONS.items()), else_="谈心谈话"
    )
    return fact(
        "talk",
        Talk.id,
        Talk.branch_id,
        Talk.talked_on,
        Talk.recorded_on,
        relation,
        amount=case((marked, counts.c.marked), else_=counts.c.plain),
        unit=Unit.PERSON_TIMES,
        subject=subject,
        marks=mark("with_committee", marked),
    ).select_from(Talk)


def _integrity(branches: frozenset[int]) -> Select[Any]:
    each = aliased(TalkPerson)
    people = select(func.count(each.id)).where(
        each.talk_id == Talk.id, each.side == "counterpart", each.deleted_at.is_(None)
    )
    title = case(*((Talk.integrity_kind == code, word) for code, word in INTEGRITY_KINDS.items()), else_="廉政谈话")
    query = fact(
        "integrity_talk",
        Talk.id,
        Talk.branch_id,
        Talk.talked_on,
        Talk.recorded_on,
        title,
        amount=people.correlate(Talk).scalar_subquery(),
        unit=Unit.PERSON_TIMES,
        subject=func.coalesce(key("person", TalkPerson.person_id), ""),
    ).select_from(Talk)
    heard = and_(TalkPerson.talk_id == Talk.id, TalkPerson.side == "counterpart")
    return query.join(TalkPerson, heard).where(*_alive(branches, "integrity"))


def _alive(branches: frozenset[int], kind: str) -> tuple[ColumnElement[bool], ...]:
    return (
        Talk.kind == kind,
        Talk.branch_id.in_(branches),
        Talk.deleted_at.is_(None),
        TalkPerson.deleted_at.is_(None),
    )
