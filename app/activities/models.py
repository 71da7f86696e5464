"""A gathering with its parts (环节), each of one kind, and an explicit list of who was due (应到)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Record, unique_alive

# kind → the word on paper; the first name is the official one, forms.md's short names are aliases there
KINDS = {
    "member_meeting": "支部党员大会",
    "committee_meeting": "支部委员会",
    "group_meeting": "党小组会",
    "lecture": "党课",
    "theme_day": "主题党日",
    "life_meeting": "组织生活会",
    "appraisal": "民主评议党员",
    "study": "集中学习",
    "warning_education": "警示教育",
    "training_out": "外训",
    "training_in": "内训",
    "study_visit": "考察学习",
    "first_topic": "第一议题",
}
# presence "" is a person who was due and has not been marked yet
PRESENCES = {"present": "到会", "leave": "请假", "absent": "缺席", "observer": "列席"}


class Activity(Record):
    """One gathering of one branch. No status is stored: `states.py` reads it from these dates."""

    __tablename__ = "activities"
    __table_args__ = (
        unique_alive("uq_activities_natural", "branch_id", "held_on", "title"),
        Index("ix_activities_branch_held", "branch_id", "held_on", "id"),
    )
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    gathering_id: Mapped[int | None] = mapped_column(default=None)  # shared by the branches of a joint meeting
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), default=None)
    title: Mapped[str]
    planned_on: Mapped[date | None] = mapped_column(default=None)
    held_on: Mapped[date]
    starts_at: Mapped[str] = mapped_column(default="")  # "14:30", local time on paper
    ends_at: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    host: Mapped[str] = mapped_column(default="")
    host_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    recorder: Mapped[str] = mapped_column(default="")
    recorder_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    belongs_to: Mapped[int | None] = mapped_column(default=None)  # period code it answers: 补开, 所属年度
    is_draft: Mapped[bool] = mapped_column(default=False)
    confirmed_on: Mapped[date | None] = mapped_column(default=None)  # the day on which somebody said it took place
    frozen_on: Mapped[date | None] = mapped_column(default=None)  # the day on which the list of who was due was fixed
    called_at: Mapped[datetime | None] = mapped_column(default=None)  # when the roll was last called
    enlarged: Mapped[bool] = mapped_column(default=False)  # 支委（扩大）会: due is the committee, the rest 列席
    notified_at: Mapped[datetime | None] = mapped_column(default=None)
    postponed_reason: Mapped[str] = mapped_column(default="")  # 延期: held_on is the new day, planned_on the old one
    cancelled_on: Mapped[date | None] = mapped_column(default=None)
    cancelled_reason: Mapped[str] = mapped_column(default="")
    signed_off_on: Mapped[date | None] = mapped_column(default=None)  # 主持人审签
    signed_off_by: Mapped[str] = mapped_column(default="")
    stated_due: Mapped[int | None] = mapped_column(default=None)  # 应到人数 where no list of names exists
    stated_present: Mapped[int | None] = mapped_column(default=None)
    stated_leave: Mapped[int | None] = mapped_column(default=None)
    absences: Mapped[str] = mapped_column(Text, default="")  # 缺席人员及原因, as written
    observers: Mapped[str] = mapped_column(Text, default="")  # 列席人员
    agenda: Mapped[str] = mapped_column(Text, default="")  # 会议议题
    material: Mapped[str] = mapped_column(Text, default="")  # 会前材料
    leave_to: Mapped[str] = mapped_column(default="")  # 向谁请假
    content: Mapped[str] = mapped_column(Text, default="")  # 会议内容
    remarks: Mapped[str] = mapped_column(Text, default="")  # 发言要点
    vote: Mapped[str] = mapped_column(Text, default="")  # 表决情况
    resolution: Mapped[str] = mapped_column(Text, default="")  # 会议决议
    follow_up: Mapped[str] = mapped_column(Text, default="")  # 责任人及时限
    attachments: Mapped[str] = mapped_column(Text, default="")  # 附件 named on paper
    actions: Mapped[str] = mapped_column(Text, default="")  # 规定动作 of a theme day
    note: Mapped[str] = mapped_column(Text, default="")
    parts: Mapped[list[Part]] = relationship(order_by="Part.position", lazy="selectin")
    roll: Mapped[list[Attendance]] = relationship(order_by="Attendance.id", lazy="selectin")


class Part(Record):
    """One part of a gathering; each counts by its own kind, persons and hours once a gathering."""

    __tablename__ = "activity_parts"
    __table_args__ = (Index("ix_parts_activity", "activity_id", "position"),)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"))
    position: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str]
    topic: Mapped[str] = mapped_column(default="")
    speaker: Mapped[str] = mapped_column(default="")  # 主讲人, 领学人
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    speaker_post: Mapped[str] = mapped_column(default="")
    by_secretary: Mapped[bool] = mapped_column(default=False)
    is_integrity: Mapped[bool] = mapped_column(default=False)  # 廉政党课
    host: Mapped[str] = mapped_column(default="")  # where the part has another than the gathering
    agenda: Mapped[str] = mapped_column(Text, default="")  # of a members' meeting within a theme day: its own
    tenth_hours: Mapped[int] = mapped_column(default=0)  # 学时 in tenths
    articles: Mapped[int] = mapped_column(default=0)  # 篇 of a 第一议题
    source: Mapped[str] = mapped_column(default="")  # 来源文件
    measures: Mapped[str] = mapped_column(Text, default="")  # 贯彻措施
    minutes: Mapped[str] = mapped_column(Text, default="")


class Attendance(Record):
    """One person on the list of a gathering; the list wins over the stated totals (decisions.md 38)."""

    __tablename__ = "attendances"
    __table_args__ = (unique_alive("uq_attendances_person", "activity_id", "person_id"),)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True, default=None)
    name: Mapped[str]
    presence: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    excused: Mapped[bool] = mapped_column(default=False)  # 经批准不计入应到会
    votes: Mapped[bool] = mapped_column(default=True)  # counted in the voting base: full members only
    suspended: Mapped[bool] = mapped_column(default=False)  # the voting right was suspended on the day


class Correction(Record):
    """更正: what one field of an archived record said before, and why it says something else now."""

    __tablename__ = "corrections"
    __table_args__ = (Index("ix_corrections_activity", "activity_id", "id"),)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"))
    field: Mapped[str]
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    reason: Mapped[str]
    by: Mapped[str]
