"""What was fixed, paid and made public. Whether a month is paid, and how long not, is computed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, unique_alive

WAYS = {"self": "本人", "entrusted": "委托", "quarterly": "按季"}


class DuesRate(Record):
    """月应交 of a member from a month on; another amount is another row. 0 is 免交, with its basis."""

    __tablename__ = "dues_rates"
    __table_args__ = (unique_alive("uq_dues_rates_since", "branch_id", "person_id", "since"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    since: Mapped[date]  # the first day of its month
    monthly_fen: Mapped[int]
    basis: Mapped[str] = mapped_column(default="")


class DuesPayment(Record):
    """What a member paid for one month."""

    __tablename__ = "dues_payments"
    __table_args__ = (unique_alive("uq_dues_payments_month", "branch_id", "person_id", "month"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    month: Mapped[int]  # year × 100 + month
    due_on: Mapped[date]  # the month's last day, copied so that SQL can compare it with other days
    amount_fen: Mapped[int]
    paid_on: Mapped[date | None] = mapped_column(default=None)  # None: the ledger it came from names no day
    way: Mapped[str] = mapped_column(default="")  # WAYS, "" where the ledger does not say
    consent: Mapped[str] = mapped_column(default="")  # how the branch agreed to 委托 or 按季
    note: Mapped[str] = mapped_column(Text, default="")


class DuesYear(Record):
    """A member's row in the ledger of a year; the months beside it are the payments."""

    __tablename__ = "dues_years"
    __table_args__ = (unique_alive("uq_dues_years_person", "branch_id", "person_id", "year"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    year: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")


class DuesPublication(Record):
    """That a year's dues were made public: when, where, and the total that was told."""

    __tablename__ = "dues_publications"
    __table_args__ = (unique_alive("uq_dues_publications_day", "branch_id", "year", "published_on"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    year: Mapped[int]
    published_on: Mapped[date]
    place: Mapped[str]
    total_fen: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
