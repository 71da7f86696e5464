"""Pages of one person of the branch: particulars, post, leaving."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlalchemy.orm import Session

from app.accounts.desk import AtDesk, Desk
from app.branches import forms, members
from app.branches.access import branch_for, person_for
from app.branches.models import CATEGORIES, POSTS, TOLD_BY, Group, Person
from app.branches.particulars import SEALED, opened
from app.branches.queries import past, posts_held
from app.errors import Invalid
from app.fields import Typed
from app.web import action, page, short_day

NAV = "branch"


@page("/members/new", name="branches.new_member")
def new_member(desk: AtDesk) -> Response[str]:
    return _new(desk, forms.MEMBER.blank(), forms.ARRIVAL.blank())


@action("/members/new", name="branches.add_member")
def add_member(desk: AtDesk) -> Response[Any]:
    typed, arrival = forms.MEMBER.read(desk.form), forms.ARRIVAL.read(desk.form)
    try:
        values = forms.new_member_values(typed) | forms.whole(forms.ARRIVAL, arrival)
        with desk.write() as session:
            branch = branch_for(session, desk.reach, desk.branch or 0)
            person = members.add_member(session, desk.actor, branch.id, values)
            return desk.done(session, f"/members/{person.id}", f"已登记{person.name}")
    except Invalid as invalid:
        return _new(desk, typed.refused(invalid), arrival, status=422)


@page("/members/{person_id:int}", name="branches.member")
def show_member(desk: AtDesk, person_id: FromPath[int]) -> Response[str]:
    with desk.read() as session:
        person = person_for(session, desk.reach, person_id)
        return _known(session, desk, person)


@action("/members/{person_id:int}", name="branches.change_member")
def change_member(desk: AtDesk, person_id: FromPath[int]) -> Response[Any]:
    typed = forms.MEMBER.read(desk.form)
    try:
        values = forms.member_values(typed)
        with desk.write() as session:
            person = person_for(session, desk.reach, person_id)
            members.correct(session, desk.actor, person, values)
            return desk.done(session, "/members", f"已保存{person.name}的情况")
    except Invalid as invalid:
        with desk.read() as session:
            person = person_for(session, desk.reach, person_id)
            return _known(session, desk, person, typed.refused(invalid), status=422)


@action("/members/{person_id:int}/post", name="branches.appoint")
def appoint(desk: AtDesk, person_id: FromPath[int]) -> Response[Any]:
    typed = forms.POST.read(desk.form)
    try:
        values: dict[str, Any] = forms.whole(forms.POST, typed)
        with desk.write() as session:
            person = person_for(session, desk.reach, person_id)
            duty = str(values["duty"] or "")
            post = members.appoint(session, desk.actor, person, values["title"], values["since"], duty)
            return desk.done(session, f"/members/{person_id}", f"{person.name}任{POSTS[post.title]}")
    except Invalid as invalid:
        with desk.read() as session:
            person = person_for(session, desk.reach, person_id)
            return _known(session, desk, person, post=typed.refused(invalid), status=422)


@action("/members/{person_id:int}/leave", name="branches.leave")
def leave(desk: AtDesk, person_id: FromPath[int]) -> Response[Any]:
    """Left the branch: no longer in the roster from that day; everything recorded stays."""
    typed = forms.LEAVING.read(desk.form)
    try:
        values: dict[str, Any] = forms.whole(forms.LEAVING, typed)
        with desk.write() as session:
            person = person_for(session, desk.reach, person_id)
            members.leave(session, desk.actor, person, values)
            return desk.done(session, "/members", f"{person.name}自{short_day(values['until'])}起不在本支部名册")
    except Invalid as invalid:
        with desk.read() as session:
            person = person_for(session, desk.reach, person_id)
            return _known(session, desk, person, leaving=typed.refused(invalid), status=422)


def _shown(session: Session, person: Person) -> Typed:
    """A person's own branch sees the telephone masked; it is never in a list."""
    membership = members.current_membership(session, person)
    group = session.get(Group, membership.group_id) if membership and membership.group_id else None
    mobile, needs = (opened(session, person, field) for field in SEALED)
    hidden = f"{mobile[:3]}****{mobile[-4:]}" if len(mobile) >= 8 else mobile and "****"
    return forms.shown_member(person, membership, group.name if group else "", hidden, needs)


def _known(
    session: Session,
    desk: Desk,
    person: Person,
    typed: Typed | None = None,
    *,
    status: int = 200,
    post: Typed | None = None,
    leaving: Typed | None = None,
) -> Response[str]:
    """The page of somebody known; of its three forms the one that was refused keeps what was typed."""
    return desk.page(
        "branches/member.html",
        person.name,
        nav=NAV,
        status=status,
        **_words(typed or _shown(session, person)),
        person=person,
        post=post or forms.POST.blank(),
        leaving=leaving or forms.LEAVING.blank(),
        titles=list(POSTS.items()),
        posts=posts_held(session, person.id),
        past=past(session, person.id),
        may_appoint=desk.may("branches.appoint"),
    )


def _new(desk: Desk, typed: Typed, arrival: Typed, status: int = 200) -> Response[str]:
    words = _words(typed)
    words["errors"] = typed.errors | arrival.errors
    return desk.page("branches/member.html", "登记党员", nav=NAV, status=status, **words, person=None, arrival=arrival)


def _words(typed: Typed) -> dict[str, Any]:
    choices = {"categories": list(CATEGORIES.items()), "told_by": list(TOLD_BY.items())}
    return {"typed": typed, "errors": typed.errors, **choices}


ROUTES = [new_member, add_member, show_member, change_member, appoint, leave]
