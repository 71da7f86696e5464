"""An import with its rows, kept so that it can be undone while they are untouched."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Record


class Import(Record):
    """One uploaded file, previewed and perhaps written."""

    __tablename__ = "imports"
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    form: Mapped[str]
    file_name: Mapped[str]
    digest: Mapped[str]
    file: Mapped[bytes] = mapped_column(LargeBinary)
    year: Mapped[int | None] = mapped_column(default=None)
    mapping: Mapped[str] = mapped_column(Text, default="{}")  # heading → column, given by hand
    written_at: Mapped[datetime | None] = mapped_column(default=None)
    undone_at: Mapped[datetime | None] = mapped_column(default=None)


class ImportRow(Base):
    """What one row of the file made or changed, with the version it left behind."""

    __tablename__ = "import_rows"
    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"), index=True)
    row: Mapped[int]
    outcome: Mapped[str]  # new, updated, same
    table_name: Mapped[str]
    record_id: Mapped[int]
    version: Mapped[int]
    before: Mapped[str] = mapped_column(Text, default="")  # JSON of the columns it changed; sealed ones stay sealed
