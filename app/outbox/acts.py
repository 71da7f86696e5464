"""What a person does about letters: send a failed one again, let a stopped channel go on."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.clock import local
from app.errors import Refusal
from app.outbox import attempts, channels
from app.outbox.attention import FAILED
from app.outbox.models import LetterRow
from app.outbox.ways import WAYS, business
from reminders.channels import Result
from reminders.letters import LetterState

WRITTEN_ANEW = (Result.PERMANENT.value, Result.SENT.value)  # nobody took it, or it came back


def again(session: Session, actor: Actor, letter: LetterRow, branch: int) -> LetterRow:
    """Into the queue once more, with a fresh count of attempts.

    What no server took, and what came back, is written anew to the address as it is now, under
    another Message-ID. An e-mail that may have reached somebody after all goes again as the same
    bytes, so that a copy is seen to be a copy; of an SMS that may have, the person who asks for
    another one has decided.
    """
    row = _locked(session, letter)
    if row.state not in FAILED:
        raise Refusal("这封信现在不是“失败”，没有重新发送", "请刷新发件页，看它现在的状态")
    made = attempts.last(session, row.id)
    if row.channel == "sms" or made is None or made.result in WRITTEN_ANEW:
        row.state, row.tried, row.sealed = LetterState.QUEUED.value, 0, None
        row.series, row.asked = row.series + 1, 0
    else:
        row.state, row.tried = LetterState.RETRY.value, 1
    # Due now, and not late already for what happened to it before.
    row.due_at = row.next_at = row.changed_at = business(session.info["clock"])
    row.sent_on = row.delivered_at = None
    row.reason = ""
    audit.note(session, actor, "letter.again", branch=branch, letter=row.id)
    return row


def arrived(session: Session, actor: Actor, letter: LetterRow, branch: int) -> LetterRow:
    """An SMS that waits for a person did reach its reader, who was asked: it is not sent again."""
    row = _locked(session, letter)
    if row.state != LetterState.HELD.value:
        raise Refusal("这封信现在不是“等人处理”，没有改动", "请刷新发件页，看它现在的状态")
    made = attempts.last(session, row.id)
    assert made is not None  # only what was begun can wait for a person
    made.result, made.reason = Result.SENT.value, f"{actor.name}问过本人，已收到"
    row.state, row.reason, row.changed_at = LetterState.SENT.value, made.reason, business(session.info["clock"])
    row.sent_on = made.accepted_on = local(made.started_at).date()
    audit.note(session, actor, "letter.arrived", branch=branch, letter=row.id)
    return row


def _locked(session: Session, letter: LetterRow) -> LetterRow:
    query = select(LetterRow).where(LetterRow.id == letter.id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def resume(session: Session, actor: Actor, name: str, branch: int | None) -> None:
    """A person has looked: the channel may go on at once."""
    if name not in WAYS:
        raise Refusal("没有这种发送方式", place="channel", value=name)
    channels.resume(session, name)
    audit.note(session, actor, "channel.resume", branch=branch, channel=name)
