"""An uploaded file → the rows of a form, read in the child process."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from app.errors import Refusal
from checklists.ledgers import child
from checklists.ledgers.errors import LedgerError
from checklists.ledgers.form import Form
from checklists.ledgers.match import Sheet, match
from checklists.ledgers.sheets import Cell

PASTED = "粘贴的内容.tsv"
LONGEST_NAME = 60  # characters; with three bytes each a file name on any disk
_UNSAFE = re.compile(r"[^\w（）()《》\-. ]+")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed in, with what was said beside it."""

    name: str
    content: bytes
    year: int | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)  # heading → key of the form, "" to leave it aside
    remembered: Mapping[str, str] = field(default_factory=dict)  # the same, said of an earlier file; headings folded

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class Unreadable(Refusal):
    """The file as a whole cannot be used; the words are the reader's."""

    def __init__(self, error: LedgerError) -> None:
        super().__init__(error.value, error.remedy, place=error.place, value=error.value)
        self.words = str(error)

    def __str__(self) -> str:
        return self.words


def pasted(text: str, form: Form | None) -> Upload:
    """What was copied out of a spreadsheet; with a form its own headings stand above the rows that came without."""
    head = "\t".join(column.heading for column in form.layout) + "\n" if form else ""
    return Upload(PASTED, f"{head}{text}".encode())


def read(upload: Upload, form: Form, branch: str = "") -> Sheet:
    """The sheet in the terms of the form; `branch` stands where it names none. Raises Unreadable."""
    defaults: dict[str, Cell] = {"branch": branch} if branch else {}
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / safe_name(upload.name)
            path.write_bytes(upload.content)
            raw = child.read(path)
        return match(
            raw, form, year=upload.year, mapping=upload.mapping, remembered=upload.remembered, defaults=defaults
        )
    except LedgerError as error:
        raise Unreadable(error) from error


def safe_name(name: str) -> str:
    """The name a person knows the file by, without anything a path could be made of."""
    given = PurePath(name.replace("\\", "/"))
    stem = _UNSAFE.sub("", given.stem).strip(" .")[:LONGEST_NAME] or "台账"
    return stem + _UNSAFE.sub("", given.suffix)[:10].lower()
