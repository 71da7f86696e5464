"""One thing heard before a 组织生活会 or said in it, with the measure that follows."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record

KINDS = {"opinion": "征求到的意见", "problem": "查摆的问题", "criticism": "批评和自我批评"}


class LifeFinding(Record):
    """Its measure is followed here until `done_on`, or as the issue it was handed over to."""

    __tablename__ = "life_findings"
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)  # whom it is about
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    measure: Mapped[str] = mapped_column(Text, default="")  # 整改措施
    owner: Mapped[str] = mapped_column(default="")  # 责任人
    due_on: Mapped[date | None] = mapped_column(default=None)
    done_on: Mapped[date | None] = mapped_column(default=None)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issues.id"), index=True, default=None)
