"""A talk and those talked with; the content is sealed with a key of the talk's own."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Record

KINDS = {"heart": "谈心谈话", "integrity": "廉政谈话", "reminder": "提醒谈话"}
INTEGRITY_KINDS = {"routine": "例行廉政谈话", "appointment": "任前廉政谈话", "reminder": "提醒谈话"}
RELATIONS = {"committee_pair": "委员之间", "committee_member": "委员与党员", "members": "党员之间"}


class Talk(Record):
    """Date, pair and relation are visible; everything said is in `content_sealed` as JSON by field."""

    __tablename__ = "talks"
    __table_args__ = (Index("ix_talks_branch_on", "branch_id", "talked_on", "id"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    subject_key_id: Mapped[int] = mapped_column(ForeignKey("subject_keys.id"))
    kind: Mapped[str]
    integrity_kind: Mapped[str] = mapped_column(default="")
    talked_on: Mapped[date]
    relation: Mapped[str] = mapped_column(default="")
    follow_up_by: Mapped[str] = mapped_column(default="")
    follow_up_due: Mapped[date | None] = mapped_column(default=None)
    content_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    people: Mapped[list[TalkPerson]] = relationship(order_by="TalkPerson.id", lazy="selectin")


class TalkPerson(Record):
    """Somebody in a talk: on the talking side, or talked with (谈话对象), who is one 人次."""

    __tablename__ = "talk_people"
    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id"), index=True)
    side: Mapped[str]  # talker, counterpart
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True, default=None)
    name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
