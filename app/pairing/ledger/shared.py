"""What the ledgers of the room share: codes from words, words of a sheet's column on what an act refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.branches.models import Branch
from app.errors import Invalid

Row = Mapping[str, Any]


def code(words: Mapping[str, str], word: Any) -> Any:
    """The code of a form's word; a word of the ledger's own stays as written."""
    return next((code for code, known in words.items() if known == word), word)


def branch_name(session: Session, branch_id: int) -> str:
    """Names of branches, asked once a session: an export has a thousand rows of one branch."""
    names: dict[int, str] = session.info.setdefault("pairing.branches", {})
    if branch_id not in names:
        names |= dict(session.execute(select(Branch.id, Branch.name)).all())
    return names[branch_id]


@contextmanager
def told_by(columns: Mapping[str, str]) -> Iterator[None]:
    """What an act says of its fields, said of the sheet's columns: field → column where they differ."""
    try:
        yield
    except Invalid as invalid:
        raise Invalid({columns.get(key, key): words for key, words in invalid.errors.items()}) from invalid
