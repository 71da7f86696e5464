"""What can be seen of the fake outbox from outside."""

from __future__ import annotations

from collections.abc import Callable

from reminders.nouns import Key
from tests.contracts.histories import Kept, Post
from tests.contracts.memory_outbox import MemoryOutbox


class MemorySeen:
    """The fake, as histories look at it."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        self.outbox = MemoryOutbox(elapsed)

    def notices(self) -> dict[Key, Kept]:
        return {
            key: Kept(row.state, row.reason, row.entry.late, row.noted_at) for key, row in self.outbox.notices.items()
        }

    def letters(self) -> dict[int, Post]:
        return {
            row.id: Post(
                id=row.id,
                person=row.person,
                channel=row.channel,
                day=row.day,
                round=row.round,
                state=row.state,
                tried=row.tried,
                due_at=row.next_at,
                notices=frozenset(row.notices),
            )
            for row in self.outbox.letters.values()
        }
