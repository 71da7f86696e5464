"""What follows from a vote, offered as a button and never done by itself."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk
from app.activities.votes import forms, outcomes
from app.activities.votes.routes import common
from app.errors import Invalid
from app.web import action


@action("/motions/{motion_id:int}/enrol", name="votes.enrol")
def enrol(desk: AtDesk, motion_id: FromPath[int]) -> Response[Any]:
    """The member's new standing in the roster."""
    typed = forms.SINCE.read(desk.form)
    try:
        with desk.write() as session:
            _, motion = common.found(session, desk, motion_id)
            person = outcomes.enrol(session, desk.actor, motion, typed.checked()["since"])
            return desk.done(session, f"/motions/{motion_id}", f"党员名册已登记{person.name}")
    except Invalid as invalid:
        refused = typed.refused(invalid)
        return common.show(desk, motion_id, status=422, errors=refused.errors, since=refused)


@action("/motions/{motion_id:int}/appoint", name="votes.appoint")
def appoint(desk: AtDesk, motion_id: FromPath[int]) -> Response[Any]:
    typed = forms.SINCE.read(desk.form)
    try:
        with desk.write() as session:
            _, motion = common.found(session, desk, motion_id)
            posts = forms.posts(motion, desk.form)
            made = outcomes.appoint(session, desk.actor, motion, posts, typed.checked()["since"])
            return desk.done(session, f"/motions/{motion_id}", f"已登记{made}人的职务")
    except Invalid as invalid:
        refused = typed.refused(invalid)
        return common.show(desk, motion_id, status=422, errors=refused.errors, since=refused)


ROUTES = [enrol, appoint]
