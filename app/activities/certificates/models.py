"""A certificate (培训证书): one person, one training, its hours."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, unique_alive

KINDS = {
    "central": "集中培训",
    "appointment": "任职培训",
    "online": "网络学习",
    "out": "外训",
    "in": "内训",
    "other": "其他",
}


class Certificate(Record):
    """Its hours count in the year in which the training ended, beside those of the roll."""

    __tablename__ = "certificates"
    __table_args__ = (
        unique_alive("uq_certificates_natural", "branch_id", "name", "ends_on", "title"),
        Index("ix_certificates_branch", "branch_id", "ends_on", "id"),
    )
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True, default=None)
    name: Mapped[str]
    title: Mapped[str]  # 培训名称
    kind: Mapped[str] = mapped_column(default="")
    organiser: Mapped[str] = mapped_column(default="")  # 举办单位
    starts_on: Mapped[date | None] = mapped_column(default=None)
    ends_on: Mapped[date]
    tenth_hours: Mapped[int]  # 学时 in tenths
    number: Mapped[str] = mapped_column(default="")  # 证书编号
    note: Mapped[str] = mapped_column(Text, default="")
