"""One member's appraisal of one year; grade, opinion and votes are sealed with the member's own key."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.crypto import SubjectKey
from app.db import Record, unique_alive

RESULTS = {"excellent": "优秀", "qualified": "合格", "basic": "基本合格", "unqualified": "不合格"}
VOTES = RESULTS | {"abstained": "弃权"}


class Appraisal(Record):
    """Who was assessed for which year is visible; everything found of the person is in `content_sealed`."""

    __tablename__ = "appraisals"
    __table_args__ = (
        unique_alive("uq_appraisals_person", "branch_id", "person_id", "year"),
        Index("ix_appraisals_branch_year", "branch_id", "year"),
    )
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    subject_key_id: Mapped[int] = mapped_column(ForeignKey("subject_keys.id"))  # the person's own
    name: Mapped[str]  # as it was then
    category: Mapped[str]  # 人员类别 on the day
    year: Mapped[int]  # 所属年度
    assessed_on: Mapped[date | None] = mapped_column(default=None)  # None: the paper named no day; counted nowhere
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    key: Mapped[SubjectKey] = relationship(viewonly=True, lazy="selectin")  # all keys of a list in one question
