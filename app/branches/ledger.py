"""The forms members, branches and committee, as the one door for Excel uses them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.branches import acts, members, terms
from app.branches.committee import COMMITTEE, POST_CODES
from app.branches.models import CATEGORIES, KINDS, POSTS, Branch, Group, Person, Post
from app.branches.particulars import opened
from app.branches.queries import branch_named, holds, people_named
from app.errors import Invalid
from app.ledgers import Ledger
from checklists.periods import Period

Row = Mapping[str, Any]
CATEGORY_CODES = {word: code for code, word in CATEGORIES.items()}
KIND_CODES = {word: code for code, word in KINDS.items()}
PLAIN = [
    "name",
    "gender",
    "ethnicity",
    "joined_on",
    "confirmed_on",
    "education",
    "job",
    "group",
    "mobile",
    "email",
    "note",
]


def _member_values(row: Row) -> dict[str, Any]:
    values = {key: row[key] for key in PLAIN if row.get(key) is not None}
    if row.get("birth_month") is not None:
        values["birth_month"] = f"{row['birth_month']:%Y-%m}"
    if row.get("category") is not None:
        values["category"] = CATEGORY_CODES[row["category"]]
    return values


def _match_member(session: Session, branch_id: int, row: Row) -> Person | None:
    """Branch, name and month of birth (decisions.md 36); one person of the name is enough when no month is given."""
    found = people_named(session, branch_id, row.get("name") or "")
    month = f"{row['birth_month']:%Y-%m}" if row.get("birth_month") else ""
    same = [person for person in found if not month or not person.birth_month or person.birth_month == month]
    if len(same) > 1:
        months = "、".join(person.birth_month or "未填" for person in same)
        raise Invalid({"name": f"本支部有{len(same)}位“{row['name']}”（出生年月{months}），请补填出生年月"})
    return same[0] if same else None


def _add_member(session: Session, actor: Actor, branch_id: int, row: Row) -> Person:
    person = members.add_member(session, actor, branch_id, _member_values(row))
    _appoint(session, actor, person, row)
    return person


def _change_member(session: Session, actor: Actor, person: Person, row: Row) -> Person:
    members.correct(session, actor, person, _member_values(row))
    _appoint(session, actor, person, row)
    return person


def _appoint(session: Session, actor: Actor, person: Person, row: Row) -> None:
    """党内职务 of the roster; the day of appointment is the branch's present term, else unknown and today."""
    for word in str(row.get("party_post") or "").replace("、", " ").split():
        title = POST_CODES.get(word.removeprefix("支部"))
        if title is None:
            continue
        held = select(Post).where(Post.person_id == person.id, Post.title == title, Post.until.is_(None))
        if session.scalar(held) is None:
            term = terms.present(session, person.branch_id)
            members.appoint(session, actor, person, title, term.began_on if term else session.info["clock"].today())


def _member_row(session: Session, person: Person) -> dict[str, Any]:
    membership = members.current_membership(session, person)
    group = session.get(Group, membership.group_id) if membership and membership.group_id else None
    today = session.info["clock"].today()
    titles = session.scalars(select(Post.title).where(Post.person_id == person.id, holds(Post, today)))
    return {key: getattr(person, key, None) for key in PLAIN} | {
        "id": person.id,
        "birth_month": _month(person.birth_month),
        "category": CATEGORIES[membership.category] if membership else None,
        "party_post": "、".join(POSTS[title] for title in titles),
        "branch": session.get_one(Branch, person.branch_id).name,
        "group": group.name if group else None,
        "mobile": opened(session, person, "mobile"),
    }


def _month(text: str) -> date | None:
    return date.fromisoformat(f"{text}-01") if text else None


def _members(session: Session, branches: frozenset[int], period: Period) -> Iterable[Person]:
    query = select(Person).where(Person.branch_id.in_(branches)).order_by(Person.branch_id, Person.sort_key)
    return session.scalars(query)


def _branch_values(session: Session, row: Row) -> dict[str, Any]:
    superior = branch_named(session, row["superior"]) if row.get("superior") else None
    if row.get("superior") and superior is None:
        raise Invalid({"superior": f"没有上级党组织“{row['superior']}”，请先新增它，或改成已有的名称"})
    kind = KIND_CODES.get(row.get("kind") or "", "branch")
    same = {
        key: row.get(key) for key in ("name", "founded_on", "appointed_on", "term_years", "term_ends_on", "partner")
    }
    return {key: value for key, value in same.items() if value is not None} | {
        "kind": kind,
        "parent_id": superior.id if superior else None,
    }


def _add_branch(session: Session, actor: Actor, _: int, row: Row) -> Branch:
    return acts.add_branch(session, actor, _branch_values(session, row))


def _change_branch(session: Session, actor: Actor, branch: Branch, row: Row) -> Branch:
    return acts.change_branch(session, actor, branch, _branch_values(session, row))


def _branch_row(session: Session, branch: Branch) -> dict[str, Any]:
    superior = session.get(Branch, branch.parent_id) if branch.parent_id else None
    term = terms.present(session, branch.id)
    return {
        "id": branch.id,
        "name": branch.name,
        "founded_on": branch.founded_on,
        "appointed_on": term.began_on if term else None,
        "term_years": round((term.ends_on - term.began_on).days / 365) if term else None,
        "term_ends_on": (term.extended_to or term.ends_on) if term else None,
        "partner": branch.partner,
        "superior": superior.name if superior else None,
        "kind": KINDS[branch.kind],
    }


def _branches(session: Session, branches: frozenset[int], period: Period) -> Iterable[Branch]:
    return session.scalars(select(Branch).where(Branch.id.in_(branches)).order_by(Branch.id))


LEDGERS = (
    Ledger("members", Person, _match_member, _add_member, _change_member, _member_row, _members),
    Ledger(
        "branches",
        Branch,
        lambda session, _, row: branch_named(session, row.get("name") or ""),
        _add_branch,
        _change_branch,
        _branch_row,
        _branches,
    ),
    COMMITTEE,
)
