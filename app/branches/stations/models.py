"""A station: a 党员先锋岗 or 党员责任区 of a branch, its people, and the dated records of what they did."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Record, unique_alive

# The regulation says 党员示范岗 (教育管理条例第二十二条), many places 党员先锋岗: a branch may set its own word.
KINDS = {"pioneer": "党员先锋岗", "area": "党员责任区"}


class Station(Record):
    """What members took upon themselves, from a day; `until` is the first day on which it no longer stands."""

    __tablename__ = "stations"
    __table_args__ = (
        unique_alive("uq_stations_natural", "branch_id", "kind", "name"),
        Index("ix_stations_branch", "branch_id", "since", "id"),
    )
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    kind: Mapped[str]
    name: Mapped[str]  # 岗名 or 区域
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    promise: Mapped[str] = mapped_column(Text)  # 承诺事项
    published_from: Mapped[date | None] = mapped_column(default=None)  # 公示期, both days included
    published_until: Mapped[date | None] = mapped_column(default=None)
    assessment: Mapped[str] = mapped_column(Text, default="")  # 评价
    note: Mapped[str] = mapped_column(Text, default="")
    people: Mapped[list[StationPerson]] = relationship(order_by="StationPerson.id", lazy="selectin")
    records: Mapped[list[StationRecord]] = relationship(
        order_by="StationRecord.kept_on.nulls_first(), StationRecord.id", lazy="selectin"
    )


class StationPerson(Record):
    """A member of a station: the name as written, and the person where exactly one has it."""

    __tablename__ = "station_people"
    station_id: Mapped[int] = mapped_column(ForeignKey("stations.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True, default=None)
    name: Mapped[str]


class StationRecord(Record):
    """One 践诺记录; on old paper it may stand without a day."""

    __tablename__ = "station_records"
    station_id: Mapped[int] = mapped_column(ForeignKey("stations.id"), index=True)
    kept_on: Mapped[date | None] = mapped_column(default=None)
    text: Mapped[str] = mapped_column(Text)
    written_by: Mapped[str] = mapped_column(default="")


class StationWord(Record):
    """What a branch calls a kind of station, where it is not the usual word."""

    __tablename__ = "station_words"
    __table_args__ = (unique_alive("uq_station_words_kind", "branch_id", "kind"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    kind: Mapped[str]
    word: Mapped[str]
