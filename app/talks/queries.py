"""What is read of talks: the list, which shows day, pair and relation only."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from app.accounts.access import User
from app.paging import PAGE, Page, cursor
from app.talks.contents import may_open, sees_reminders
from app.talks.counted import facts
from app.talks.models import INTEGRITY_KINDS, KINDS, RELATIONS, Talk
from app.talks.people import names
from app.web import Link, short_day

__all__ = ["Page", "facts", "kind_word", "listed", "pair"]

HIDDEN = "（不显示）"


def listed(session: Session, branch: int | None, user: User, *, kind: str = "", before: str = "") -> Page:
    """Talks of one branch, paged by (day, id). A superior's list knows of no 提醒谈话."""
    kinds = set(KINDS) if sees_reminders(user, branch) else set(KINDS) - {"reminder"}
    query = select(Talk).where(Talk.branch_id == branch, Talk.kind.in_(kinds & {kind} if kind else kinds))
    if place := cursor(before):
        query = query.where(tuple_(Talk.talked_on, Talk.id) < place)
    found = list(session.scalars(query.order_by(Talk.talked_on.desc(), Talk.id.desc()).limit(PAGE + 1)))
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(tuple(_row(talk, user) for talk in found[:PAGE]), f"{last.talked_on},{last.id}" if last else "")


def kind_word(talk: Talk) -> str:
    """谈心谈话, or which 廉政谈话 it was."""
    return INTEGRITY_KINDS.get(talk.integrity_kind, KINDS[talk.kind])


def pair(talk: Talk, user: User) -> tuple[str, str]:
    """Both sides by name; with whom a 提醒谈话 was is for those who may open it."""
    heard = "、".join(names(talk, "counterpart"))
    if talk.kind == "reminder" and not may_open(user, talk):
        heard = HIDDEN
    return "、".join(names(talk, "talker")), heard


def _row(talk: Talk, user: User) -> tuple[Any, ...]:
    """谈话时间, 种类, 谈话人, 谈话对象, 谈话关系"""
    talking, heard = pair(talk, user)
    day = Link(short_day(talk.talked_on), f"/talks/{talk.id}")
    return day, kind_word(talk), talking, heard, RELATIONS.get(talk.relation, "")
