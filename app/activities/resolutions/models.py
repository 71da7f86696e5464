"""A resolution or a measure of a 第一议题, with who does it by when. Done is a date; no status is stored."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record


class Resolution(Record):
    """One thing to be done. `is_measure` marks a 贯彻措施 of a 第一议题, counted as such."""

    __tablename__ = "resolutions"
    __table_args__ = (
        Index("ix_resolutions_branch", "branch_id", "due_on", "id"),
        Index("ix_resolutions_activity", "activity_id", "id"),
    )
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"))
    is_measure: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)
    done_on: Mapped[date | None] = mapped_column(default=None)
    done_note: Mapped[str] = mapped_column(Text, default="")
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issues.id"), default=None)  # 转为问题, closed there
