"""Pages of the branch: what it is, its committee and roster, its settings."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Response
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches import acts, forms, terms
from app.branches.access import branch_for
from app.branches.alarms import alarms
from app.branches.applicants import ROUTES as APPLICANTS
from app.branches.away import ROUTES as AWAY
from app.branches.groups import ROUTES as GROUPS
from app.branches.handovers import ROUTES as HANDOVERS
from app.branches.models import KINDS, POSTS, Branch
from app.branches.people import ROUTES as PEOPLE
from app.branches.post_pages import ROUTES as POST_PAGES
from app.branches.queries import left, posts_of, roster
from app.branches.seats import mismatches
from app.branches.term_pages import ROUTES as TERMS
from app.branches.tree import ROUTES as TREE
from app.branches.voting import ROUTES as VOTING
from app.errors import Conflict, Invalid
from app.fields import Typed
from app.web import Link, action, page, short_day

NAV = "branch"


@page("/branch", name="branches.show")
def show_branch(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        people = roster(session, [branch.id], desk.today)
        return desk.page(
            "branches/show.html",
            "支部与设置",
            nav=NAV,
            branch=branch,
            kind=KINDS[branch.kind],
            superior=_name(session, branch.parent_id),
            alarms=alarms(session, branch, desk.today),
            term=terms.present(session, branch.id),
            counts=(len(people), sum(row.full for row in people)),
            committee=[
                (name, POSTS[post.title], short_day(post.since), post.duty)
                for post, name in posts_of(session, branch.id, desk.today)
            ],
            may_write=desk.user.has("secretary", branch.id),
            mismatches=mismatches(session, branch.id, desk.today),
        )


@page("/branch/edit", name="branches.edit")
def edit_branch(desk: AtDesk) -> Response[str]:
    with desk.read() as session:
        branch = branch_for(session, desk.reach, desk.branch or 0)
        return _edit(desk, branch, forms.shown_branch(branch))


@action("/branch/edit", name="branches.change")
def change_branch(desk: AtDesk) -> Response[Any]:
    typed = forms.BRANCH.read(desk.form)
    try:
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            acts.change_branch(session, desk.actor, branch, forms.branch_values(typed), desk.form.number("version"))
            return desk.done(session, "/branch", "支部情况已保存")
    except (Invalid, Conflict) as problem:
        with desk.read() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            if isinstance(problem, Invalid):
                return _edit(desk, branch, typed.refused(problem), 422)
            return _edit(desk, branch, typed, 409, desk.differences(forms.BRANCH, typed, forms.shown_branch(branch)))


@page("/members", name="branches.members")
def list_members(desk: AtDesk) -> Response[str]:
    """The roster of today or of any day, and who had left by then."""
    day = _day(desk.query("on")) or desk.today
    may = desk.may("branches.member")
    with desk.read() as session:
        people = roster(session, desk.in_branch, day)
        gone = left(session, desk.in_branch, day)
    rows = [
        (
            Link(row.name, f"/members/{row.person_id}") if may else row.name,
            row.category_word,
            row.post_word,
            row.group,
            "有" if row.email else "没有",
        )
        for row in people
    ]
    left_rows = [
        (Link(name, f"/members/{person}") if may else name, short_day(until), ground)
        for person, name, until, ground in gone
    ]
    values: dict[str, Any] = {
        "rows": rows,
        "left": left_rows,
        "day": day,
        "past": day if day != desk.today else None,
        "may": may,
    }
    return desk.page("branches/members.html", "党员名册", nav=NAV, **values)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _name(session: Session, branch_id: int | None) -> str:
    found = session.get(Branch, branch_id) if branch_id else None
    return found.name if found else ""


def _edit(
    desk: Desk, branch: Branch, typed: Typed, status: int = 200, conflict: list[tuple[str, str, str]] | None = None
) -> Response[str]:
    return desk.page(
        "branches/edit.html",
        "修改支部情况",
        nav=NAV,
        status=status,
        branch=branch,
        typed=typed,
        errors=typed.errors,
        weeks=list(forms.WEEKS.items()),
        weekdays=list(forms.WEEKDAYS.items()),
        conflict=conflict or [],
    )


ROUTES = [
    show_branch,
    edit_branch,
    change_branch,
    list_members,
    *PEOPLE,
    *POST_PAGES,
    *GROUPS,
    *TREE,
    *TERMS,
    *VOTING,
    *AWAY,
    *APPLICANTS,
    *HANDOVERS,
]
