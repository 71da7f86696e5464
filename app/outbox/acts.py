"""What a person does about letters: send a failed one again, let a stopped channel go on."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.audit import Actor
from app.errors import Refusal
from app.outbox import channels
from app.outbox.models import AttemptRow, LetterRow
from app.outbox.ways import WAYS, business
from reminders.channels import Result
from reminders.letters import LetterState

FAILED = (LetterState.FAILED.value, LetterState.HELD.value)


def again(session: Session, actor: Actor, letter: LetterRow, branch: int) -> LetterRow:
    """Into the queue once more, with a fresh count of attempts.

    What no server took is written anew, to the address as it is now. What may have reached
    somebody after all goes again as the same bytes, so that a copy is seen to be a copy.
    """
    locked = select(LetterRow).where(LetterRow.id == letter.id).with_for_update()
    row = session.scalars(locked.execution_options(populate_existing=True)).one()
    if row.state not in FAILED:
        raise Refusal("这封信现在不是“失败”，没有重新发送", "请刷新发件页，看它现在的状态")
    last = select(AttemptRow.result).where(AttemptRow.letter_id == row.id).order_by(AttemptRow.id.desc()).limit(1)
    if session.scalar(last) in (None, Result.PERMANENT.value):
        row.state, row.tried, row.sealed = LetterState.QUEUED.value, 0, None
    else:
        row.state, row.tried = LetterState.RETRY.value, 1
    row.next_at = row.changed_at = business(session.info["clock"])
    row.reason = ""
    audit.note(session, actor, "letter.again", branch=branch, letter=row.id)
    return row


def resume(session: Session, actor: Actor, name: str, branch: int) -> None:
    """A person has looked: the channel may go on at once."""
    if name not in WAYS:
        raise Refusal("没有这种发送方式", place="channel", value=name)
    channels.resume(session, name)
    audit.note(session, actor, "channel.resume", branch=branch, channel=name)
