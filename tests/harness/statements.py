"""What is asked of any database while a test looks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event

FRAME = ("BEGIN", "PRAGMA")


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """The statements so far, in order, without those that only frame a transaction. Clear it to begin to count."""
    asked: list[str] = []

    def remember(_: object, __: object, statement: str, *___: object) -> None:
        if not statement.startswith(FRAME):
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", remember)
    yield asked
    event.remove(Engine, "before_cursor_execute", remember)
