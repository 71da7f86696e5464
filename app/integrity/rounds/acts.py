"""Every change to rounds of reminders; page, import and command line call only these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.db import expect_version
from app.errors import Invalid, Refusal
from app.integrity.models import NODES, WAYS, ReminderRound
from app.integrity.rounds import rules
from app.integrity.rounds.states import is_over
from app.outbox.models import AttemptRow, LetterRow
from app.web import short_day
from checklists.workdays import Workdays

Values = Mapping[str, Any]
TEXTS = ("audience", "subject", "text", "sms_text", "sender", "forwarded_from", "note")
COUNTS = ("stated_due", "stated_delivered", "stated_failed")
FIELDS = ("nodes", "day", "ways", *TEXTS, *COUNTS)


def prepare(session: Session, actor: Actor, branch_id: int, values: Values) -> ReminderRound:
    """A round the program is to send: nothing of it goes before it is approved. Raises Invalid."""
    sent = {"ways": rules.SENT_AS[:1]} | dict(values) | {"audience": values.get("audience") or "全体党员"}
    return _added(session, actor, branch_id, sent, by_hand=False)


def enter(session: Session, actor: Actor, branch_id: int, values: Values) -> ReminderRound:
    """A round that happened another way (人工登记): counted as stated, and marked so. Raises Invalid."""
    return _added(session, actor, branch_id, values, by_hand=True)


def change(session: Session, actor: Actor, round_: ReminderRound, values: Values, version: int | None) -> ReminderRound:
    """Another text or day. What is approved is what goes, so an approved round is not changed. Raises Conflict."""
    expect_version(round_, version, values)
    if round_.approved_on is not None:
        raise Refusal("这批提醒已经批准，发出去的就是批准的文字", "要修改，请先撤回批准，改好后重新批准")
    _untouched(session, round_)
    merged = {key: getattr(round_, key) for key in FIELDS}
    merged |= {"nodes": rules.split(round_.nodes), "ways": rules.split(round_.ways)} | dict(values)
    _check(session, round_.branch_id, merged, round_.by_hand, round_)
    _set(round_, merged)
    audit.note(session, actor, "round.change", round_, fields=sorted(values))
    return round_


def approve(session: Session, actor: Actor, round_: ReminderRound, workdays: Workdays) -> None:
    """By the secretary or the discipline member; from then on it goes on its day."""
    today = session.info["clock"].today()
    if round_.by_hand:
        raise Refusal("人工登记的提醒已经做过了，不需要批准")
    if round_.approved_on is not None:
        raise Refusal(f"这批提醒{short_day(round_.approved_on)}已由{round_.approved_by}批准")
    if is_over(round_, today, workdays):
        raise Refusal("节日已经开始，这批提醒不再发送", "已用其他方式提醒过的，请登记已做的提醒")
    round_.approved_on, round_.approved_by = today, actor.name
    audit.note(session, actor, "round.approve", round_)


def withdraw(session: Session, actor: Actor, round_: ReminderRound) -> None:
    """The approval taken back while nothing of the round has gone."""
    if round_.approved_on is None:
        raise Refusal("这批提醒还没有批准，不用撤回")
    _untouched(session, round_)
    round_.approved_on, round_.approved_by = None, ""
    audit.note(session, actor, "round.withdraw", round_)


def delete(session: Session, actor: Actor, round_: ReminderRound) -> None:
    """Out of every list, count and figure; the row stays and can be brought back."""
    _untouched(session, round_)
    round_.deleted_at = session.info["clock"].now()
    audit.note(session, actor, "round.delete", round_)


def restore(session: Session, actor: Actor, round_: ReminderRound) -> None:
    """The undo of `delete`. Raises Invalid when another round has taken its place meanwhile."""
    _alone(session, round_.branch_id, round_.nodes, round_.day, round_)
    round_.deleted_at = None
    audit.note(session, actor, "round.restore", round_)


def has_gone(session: Session, round_: ReminderRound) -> bool:
    """Whether an attempt was made to send any letter of it; only then can it have reached somebody."""
    letters = exists().where(AttemptRow.letter_id == LetterRow.id, LetterRow.round_id == round_.id)
    return bool(session.scalar(select(letters)))


def same(session: Session, branch_id: int, nodes: str, day: Any) -> ReminderRound | None:
    """The round of those nodes on that day: the natural key (decisions.md 36)."""
    wanted = (ReminderRound.branch_id == branch_id, ReminderRound.nodes == nodes, ReminderRound.day == day)
    return session.scalar(select(ReminderRound).where(*wanted))


def _untouched(session: Session, round_: ReminderRound) -> None:
    if has_gone(session, round_):
        raise Refusal("这批提醒已经开始发送，不能再改动", "发送情况见发件页；需要补充的，请另做一批")


def _added(session: Session, actor: Actor, branch_id: int, values: Values, *, by_hand: bool) -> ReminderRound:
    _check(session, branch_id, values, by_hand)
    round_ = ReminderRound(
        branch_id=branch_id,
        by_hand=by_hand,
        created_by=actor.account_id,
        recorded_on=session.info["clock"].today(),
    )
    _set(round_, values)
    session.add(round_)
    session.flush()
    audit.note(session, actor, "round.enter" if by_hand else "round.prepare", round_, day=round_.day)
    return round_


def _check(session: Session, branch_id: int, values: Values, by_hand: bool, own: ReminderRound | None = None) -> None:
    errors = rules.problems(values, session.info["clock"].today(), by_hand=by_hand)
    if errors:
        raise Invalid(errors)
    _alone(session, branch_id, rules.joined(values["nodes"], NODES), values["day"], own)


def _alone(session: Session, branch_id: int, nodes: str, day: Any, own: ReminderRound | None) -> None:
    twin = same(session, branch_id, nodes, day)
    if twin is not None and twin is not own:
        words = f"{short_day(day)}已有一批{rules.node_words(rules.split(nodes))}提醒"
        raise Invalid({"day": f"{words}，同一批不重复登记；请打开那一批，或核对日期"})


def _set(round_: ReminderRound, values: Values) -> None:
    round_.nodes, round_.ways = rules.joined(values["nodes"], NODES), rules.joined(values["ways"], WAYS)
    round_.day, round_.year = values["day"], rules.year_of(values["nodes"], values["day"])
    for key in TEXTS:
        setattr(round_, key, values.get(key) or "")
    for key in COUNTS:
        setattr(round_, key, values.get(key))
