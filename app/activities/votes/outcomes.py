"""What follows from a vote that passed, each by its own act: a standing in the roster, posts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from app import audit
from app.activities.votes import checks
from app.activities.votes.models import ELECTIONS, Motion
from app.audit import Actor
from app.branches import members
from app.branches.models import POSTS, Person
from app.branches.queries import person_id_of, posts_of, roster
from app.errors import Invalid, Refusal
from app.web import short_day

BECOMES = {"admission": "probationary", "confirmation": "full"}


def enrolled(session: Session, motion: Motion) -> bool:
    """Whether the roster of today already says what the vote decided."""
    today = session.info["clock"].today()
    row = next((one for one in roster(session, [motion.branch_id], today) if one.name == motion.person), None)
    return row is not None and (motion.kind == "admission" or row.category == BECOMES[motion.kind])


def enrol(session: Session, actor: Actor, motion: Motion, since: date | None) -> Person:
    """The person's standing from a day: 预备党员 after an admission, 正式党员 after a confirmation."""
    activity = checks.meeting_of(session, motion)
    if motion.kind not in BECOMES or not motion.passed:
        raise Refusal("没有通过接收或转正的表决，不能登记到党员名册", place=motion.subject)
    if since is None or since > session.info["clock"].today():
        raise Invalid({"since": "请填写从哪一天起，不晚于今天"})
    if enrolled(session, motion):
        raise Refusal(f"党员名册里“{motion.person}”已经登记，不用重复", "需要更正的，请到党员名册修改")
    ground = f"{short_day(activity.held_on)}党员大会表决通过"
    known = person_id_of(session, motion.branch_id, motion.person)
    if known is not None:
        person = session.get_one(Person, known)
        members.set_category(session, actor, person, BECOMES[motion.kind], since, ground)
    elif motion.kind == "admission":
        values = {"name": motion.person, "category": "probationary", "joined_on": since}
        person = members.add_member(session, actor, motion.branch_id, values)
    else:
        raise Refusal(f"名册上没有，或者不止一位“{motion.person}”", "请到党员名册办理转正")
    motion.person_id = person.id
    audit.note(session, actor, "motion.enrol", motion)
    return person


def appoint(session: Session, actor: Actor, motion: Motion, posts: Mapping[int, str], since: date | None) -> int:
    """Posts of those elected, candidate id → post; how many were entered. Who has the post already keeps it."""
    if motion.kind not in ELECTIONS or not motion.passed:
        raise Refusal("选举结果还没有登记，不能登记职务", place=motion.subject)
    if since is None or since > session.info["clock"].today():
        raise Invalid({"since": "请填写任职日期，不晚于今天"})
    elected = {one.id: one for one in motion.candidates if one.elected}
    wanted = {who: title for who, title in posts.items() if title and who in elected}
    errors = {f"post-{who}": "请选择职务" for who, title in wanted.items() if title not in POSTS}
    errors |= {
        f"post-{who}": f"党员名册里认不出“{elected[who].name}”，请到党员名册登记职务"
        for who in wanted
        if elected[who].person_id is None
    }
    if errors or not wanted:
        raise Invalid(errors or {"since": "请至少给一位当选人选择职务"})
    held = {(post.person_id, post.title) for post, _ in posts_of(session, motion.branch_id, since)}
    for who, title in wanted.items():
        person = session.get_one(Person, elected[who].person_id)
        if (person.id, title) not in held:
            members.appoint(session, actor, person, title, since)
    audit.note(session, actor, "motion.appoint", motion, people=len(wanted))
    return len(wanted)
