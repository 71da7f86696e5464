"""An import with its rows, kept so that it can be undone while they are untouched."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Record, unique_alive


class Import(Record):
    """One uploaded file, previewed and perhaps written. The file may hold ids and phones: it is sealed."""

    __tablename__ = "imports"
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    subject_key_id: Mapped[int] = mapped_column(ForeignKey("subject_keys.id"))
    form: Mapped[str]
    file_name: Mapped[str]
    digest: Mapped[str]
    file_sealed: Mapped[bytes] = mapped_column(
        LargeBinary, deferred=True
    )  # up to 20 MB: read only when it is asked for
    year: Mapped[int | None] = mapped_column(default=None)
    mapping: Mapped[str] = mapped_column(Text, default="{}")  # JSON, heading → column, given by hand
    written_at: Mapped[datetime | None] = mapped_column(default=None)
    undone_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def called(self) -> str:
        """What a person knows it by: a file by its name, what was pasted has none."""
        return self.file_name.removesuffix(".tsv")


class ColumnMemory(Record):
    """What a branch said of one heading when a file of this form was written: laid under the next file."""

    __tablename__ = "column_memories"
    __table_args__ = (unique_alive("uq_column_memories_heading", "branch_id", "form", "heading"),)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    form: Mapped[str]
    heading: Mapped[str]  # folded, so that spaces and brackets make no difference
    column_key: Mapped[str]  # of the form, "" for one to leave aside


class ImportRow(Base):
    """A record that one row of the file made or changed, with the version it left behind."""

    __tablename__ = "import_rows"
    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"), index=True)
    row: Mapped[int]
    # new, updated, same: the row's own record; made, changed: one that came with it; left_out: wrong, nothing written
    outcome: Mapped[str]
    table_name: Mapped[str]
    record_id: Mapped[int]
    version: Mapped[int]
    before: Mapped[str] = mapped_column(Text, default="")  # JSON of the columns it changed; sealed ones stay sealed
