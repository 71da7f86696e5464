"""A joint meeting: offered to another branch, and there taken over or not."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app.accounts.desk import AtDesk
from app.activities import acts, queries
from app.activities.models import Activity
from app.branches.access import record_for
from app.branches.models import Branch
from app.errors import Refusal
from app.web import action


@action("/meetings/{activity_id:int}/offer", name="activities.offer")
def offer(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        wanted = desk.form.number("partner")
        if wanted not in dict(queries.siblings(session, activity.branch_id)):
            raise Refusal("没有选择一起开展的支部", "请在名单里选择一个支部")
        partner = session.get_one(Branch, wanted)
        acts.offer(session, desk.actor, activity, partner)
        words = f"已请{partner.name}一起开展，对方在“今天要办”里决定是否采用"
        return desk.done(session, f"/meetings/{activity_id}", words)


@action("/meetings/{activity_id:int}/adopt", name="activities.adopt")
def adopt(desk: AtDesk, activity_id: FromPath[int]) -> Response[Any]:
    with desk.write() as session:
        activity = record_for(session, desk.reach, Activity, activity_id)
        acts.adopt(session, desk.actor, activity)
        return desk.done(session, f"/meetings/{activity_id}", f"已采用“{activity.title}”，请补充本支部的安排")


ROUTES = [offer, adopt]
