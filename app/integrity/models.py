"""Risk points with their reassessments; rounds of integrity reminders with their recipients."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Record, unique_alive

RISK_KINDS = {
    "thought": "思想道德",
    "duty": "岗位职责",
    "process": "业务流程",
    "system": "制度机制",
    "outside": "外部环境",
}
LEVELS = {"high": "高", "middle": "中", "low": "低"}  # 一级 is the highest
CONCLUSIONS = {"stands": "仍存在", "gone": "已消除", "adjusted": "措施调整"}
NODES = {  # the festivals' codes are those of checklists.workdays
    "new_year": "元旦",
    "spring": "春节",
    "qingming": "清明",
    "labour": "五一",
    "dragon_boat": "端午",
    "mid_autumn": "中秋",
    "national": "国庆",
    "post_change": "岗位变动",
    "other": "其他",
}
WAYS = {
    "sms": "短信",
    "email": "邮件",
    "meeting": "会议",
    "written": "书面",
    "group_chat": "工作群转发",
    "in_person": "当面",
    "forwarded": "转发上级通知",
}


class RiskPoint(Record):
    """One integrity risk point, in force from its survey until a reassessment finds it gone."""

    __tablename__ = "risk_points"
    __table_args__ = (
        unique_alive("uq_risk_points_natural", "branch_id", "department", "point"),
        Index("ix_risk_points_branch", "branch_id", "id"),
    )
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    department: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    power: Mapped[str] = mapped_column(default="")  # 职权事项
    step: Mapped[str] = mapped_column(default="")  # 重要环节
    kind: Mapped[str]
    point: Mapped[str]
    manifestation: Mapped[str] = mapped_column(Text, default="")  # 表现形式
    level: Mapped[str]
    measures: Mapped[str] = mapped_column(Text, default="")
    indicator: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    head: Mapped[str] = mapped_column(default="")  # 部门负责人
    leader: Mapped[str] = mapped_column(default="")  # 责任领导
    year: Mapped[int | None] = mapped_column(default=None)
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    published_on: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(Text, default="")
    reassessments: Mapped[list[Reassessment]] = relationship(order_by="Reassessment.reviewed_on", lazy="selectin")


class Reassessment(Record):
    """One yearly review (复核) of one risk point."""

    __tablename__ = "reassessments"
    risk_point_id: Mapped[int] = mapped_column(ForeignKey("risk_points.id"), index=True)
    reviewed_on: Mapped[date]
    conclusion: Mapped[str]
    note: Mapped[str] = mapped_column(Text, default="")


class ReminderRound(Record):
    """One 批次: prepared by us and sent once approved, or entered by hand (人工登记) as it happened."""

    __tablename__ = "reminder_rounds"
    __table_args__ = (
        unique_alive("uq_rounds_natural", "branch_id", "nodes", "day"),
        Index("ix_rounds_branch_day", "branch_id", "day", "id"),
    )
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    nodes: Mapped[str]  # codes of NODES joined by ","; a combined round is one 批次
    year: Mapped[int]  # the year of the festival: a 元旦 round of 30 December is next year's node
    day: Mapped[date]  # the day sent, or to be sent
    ways: Mapped[str]  # codes of WAYS joined by ","
    audience: Mapped[str] = mapped_column(default="")  # 对象范围
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(Text)
    sms_text: Mapped[str] = mapped_column(Text, default="")
    sender: Mapped[str] = mapped_column(default="")
    by_hand: Mapped[bool] = mapped_column(default=False)
    stated_due: Mapped[int | None] = mapped_column(default=None)  # 应发人数, by hand
    stated_delivered: Mapped[int | None] = mapped_column(default=None)  # 成功人数, by hand
    stated_failed: Mapped[int | None] = mapped_column(default=None)
    approved_on: Mapped[date | None] = mapped_column(default=None)
    approved_by: Mapped[str] = mapped_column(default="")
    forwarded_from: Mapped[str] = mapped_column(default="")  # 来文单位及文号
    note: Mapped[str] = mapped_column(Text, default="")
