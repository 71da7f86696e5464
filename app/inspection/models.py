"""A round of mutual inspection, seen from the branch that keeps it, and its check sheet."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Record, unique_alive

FINDINGS = {"meets": "符合", "mostly": "基本符合", "fails": "不符合", "not_applicable": "不适用"}


class Inspection(Record):
    """`branch_id` keeps the record; the partner is a branch here or a name outside the system."""

    __tablename__ = "inspections"
    __table_args__ = (
        unique_alive("uq_inspections_natural", "branch_id", "inspected_on", "inspecting_unit", "inspected_unit"),
        Index("ix_inspections_branch_on", "branch_id", "inspected_on", "id"),
    )
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    partner_branch_id: Mapped[int | None] = mapped_column(ForeignKey("branches.id"), default=None)
    inspected_on: Mapped[date]
    inspecting_unit: Mapped[str]  # 检查单位
    inspected_unit: Mapped[str]  # 受检单位
    we_inspect: Mapped[bool]  # whether the branch that keeps it is the inspecting side
    inspectors: Mapped[str]
    inspector_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    companions: Mapped[str] = mapped_column(default="")
    way: Mapped[str] = mapped_column(default="")
    highlights: Mapped[str] = mapped_column(Text, default="")
    overall: Mapped[str] = mapped_column(Text, default="")
    rows: Mapped[list[InspectionRow]] = relationship(order_by="InspectionRow.position", lazy="selectin")


class InspectionRow(Record):
    """One row of the check sheet; a 不符合 becomes an issue of the inspected branch. No score."""

    __tablename__ = "inspection_rows"
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))  # its round's, copied for reach and audit
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    position: Mapped[int] = mapped_column(default=1)
    item: Mapped[str]  # 检查项目
    content: Mapped[str] = mapped_column(Text, default="")
    finding: Mapped[str]
    problem: Mapped[str] = mapped_column(Text, default="")
    advice: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None] = mapped_column(default=None)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issues.id"), default=None)
