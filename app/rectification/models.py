"""An issue, its dated steps, the lists it stands on, updates, evidence and extensions."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Record, unique_alive

SOURCES = {
    "xunshi": "巡察",
    "audit": "审计",
    "supervision": "督查",
    "inspection": "互查",
    "democratic_life": "民主生活会",
    "life_meeting": "组织生活会",
    "self_check": "自查",
    "petition": "信访",
    "education": "主题教育",
    "duty_report": "述职评议",
    "special_check": "专项检查",
    "risk_survey": "风险点排查",
}
LEVELS = {"ordinary": "一般", "serious": "较重", "major": "重大"}
MODES = {"at_once": "立行立改", "by_date": "限期整改", "long_term": "长期坚持"}
INTEGRITY_LIST, BRANCH_LIST = "廉政风险隐患", "支部问题清单"
STEPS = {
    "assigned": "明确责任",
    "finished": "完成整改",
    "applied": "申请销号",
    "returned": "退回整改",
    "verified": "核验通过",
    "closed": "批准销号",
    "reopened": "重新整改",
}


class Issue(Record):
    """One item of the rectification ledger. Where it stands is read from its steps."""

    __tablename__ = "issues"
    __table_args__ = (Index("ix_issues_branch_found", "branch_id", "found_on", "id"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    number: Mapped[int]  # the running number in the branch's ledger
    source: Mapped[str]
    source_ref: Mapped[str] = mapped_column(default="")  # "inspection_rows:12": the record it came from
    found_on: Mapped[date]
    level: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")  # 廉政, 其他
    text: Mapped[str] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(default="")  # 涉及范围/数量
    unit: Mapped[str] = mapped_column(default="")  # 整改责任单位
    leader: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    target: Mapped[str] = mapped_column(Text, default="")
    measures: Mapped[str] = mapped_column(Text, default="")
    mode: Mapped[str] = mapped_column(default="by_date")
    due_on: Mapped[date | None] = mapped_column(default=None)  # the original date; extensions move it
    mechanism: Mapped[str] = mapped_column(Text, default="")  # 长效机制
    verifier_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)  # named beforehand: 互查
    verifier: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(Text, default="")
    lists: Mapped[list[IssueList]] = relationship(order_by="IssueList.id", lazy="selectin")
    steps: Mapped[list[IssueStep]] = relationship(order_by="IssueStep.id", lazy="selectin")
    updates: Mapped[list[IssueUpdate]] = relationship(order_by="IssueUpdate.id", lazy="selectin")
    evidence: Mapped[list[Evidence]] = relationship(order_by="Evidence.id", lazy="selectin")
    extensions: Mapped[list[Extension]] = relationship(order_by="Extension.id", lazy="selectin")


class IssueList(Record):
    """A list the issue stands on; more than one is allowed."""

    __tablename__ = "issue_lists"
    __table_args__ = (unique_alive("uq_issue_lists", "issue_id", "name"),)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"))
    name: Mapped[str]


class IssueStep(Record):
    """One dated step: who did what. 完成整改 is one too, so that a step back never loses its day.

    Approvals signed on paper keep their own date and name and belong to no account.
    """

    __tablename__ = "issue_steps"
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), index=True)
    step: Mapped[str]
    on: Mapped[date]
    by: Mapped[str]
    by_account_id: Mapped[int | None] = mapped_column(default=None)
    by_person_id: Mapped[int | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(Text, default="")
    on_paper: Mapped[bool] = mapped_column(default=False)


class IssueUpdate(Record):
    """One line of progress (进展)."""

    __tablename__ = "issue_updates"
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), index=True)
    on: Mapped[date]
    by: Mapped[str]
    text: Mapped[str] = mapped_column(Text)


class Evidence(Record):
    """Evidence (佐证材料), numbered within the issue; a file is an attachment, paper has its place."""

    __tablename__ = "issue_evidence"
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), index=True)
    number: Mapped[int]
    name: Mapped[str]
    kept_at: Mapped[str] = mapped_column(default="")


class Extension(Record):
    """An approved later date, with its ground."""

    __tablename__ = "issue_extensions"
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), index=True)
    new_due_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    approved_by: Mapped[str]
    approved_on: Mapped[date]
