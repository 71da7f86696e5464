"""A figure a department counts; a newer value of the same figure keeps the older row."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, unique_alive


class ReferredFigure(Record):
    """Quoted by reports with its department, basis and as-of date; never typed as records."""

    __tablename__ = "referred_figures"
    __table_args__ = (
        unique_alive("uq_referred_natural", "branch_id", "title", "period", "as_of"),
        Index("ix_referred_branch", "branch_id", "as_of"),
    )
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    title: Mapped[str]
    value: Mapped[str]  # as given: "147", "150余"
    unit: Mapped[str]
    basis: Mapped[str] = mapped_column(Text)
    period: Mapped[str]  # as a person writes it: "2025", "2025H1"
    as_of: Mapped[date]
    department: Mapped[str]
    provider: Mapped[str] = mapped_column(default="")
    voucher: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(Text, default="")
