"""One absent person's 补学 of one gathering: who, how, when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, unique_alive


class MakeUpStudy(Record):
    """补学, counted in 人次; once a person and gathering."""

    __tablename__ = "make_up_studies"
    __table_args__ = (
        unique_alive("uq_make_up_person", "activity_id", "person_id"),
        Index("ix_make_up_branch", "branch_id", "studied_on"),
    )
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str]
    how: Mapped[str]  # 自学, 送学上门, 参加另一场
    studied_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
