"""Letters in the tables as a worker leaves them, for the pages to show."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from app.db import Database
from app.outbox.models import AttemptRow, LetterNotice, LetterRow, NoticeRow
from reminders.channels import Outcome
from reminders.mime import Words, email
from tests.harness.web import DAY, MOMENT
from tests.harness.world import World

SEALED = email(
    Words("工作提醒：今天到期1项", "林远帆同志：\n\n以下事项请留意。", "<p>林远帆同志</p>"),
    *("a@yunling.example", "<1@test>", datetime(2025, 7, 1, 1, tzinfo=UTC), "清单 <q@yunling.example>"),
)


class Written:
    """Letters as the worker leaves them."""

    def __init__(self, db: Database, world: World) -> None:
        self.db, self.world = db, world
        self._number = 0

    def letter(
        self,
        who: str = "林远帆",
        state: str = "sent",
        *,
        branch: int | None = None,
        channel: str = "email",
        rule: str = "committee_meeting",
        **other: object,
    ) -> int:
        """A letter in a state, about one matter of a branch."""
        self._number += 1
        person = self.world.people[who]
        place = branch or self.world.home
        values: dict[str, object] = {"sealed": SEALED, "tried": 1, "day": DAY, "due_at": MOMENT, "next_at": MOMENT}
        values["changed_at"] = MOMENT
        with self.db.write() as session:
            row = LetterRow(person_id=person, channel=channel, state=state, round_id=self._number, **values | other)
            told = NoticeRow(
                rule=rule,
                subject=f"branch:{place}/{self._number}",
                stage="due",
                due_on=DAY,
                person_id=person,
                branch_id=place,
                title=f"召开第{self._number}次支部委员会",
                reached_on=DAY,
                state="told",
                noted_at=MOMENT,
            )
            session.add_all([row, told])
            session.flush()
            session.add(LetterNotice(letter_id=row.id, notice_id=told.id))
            return row.id

    def tell_too(self, letter: int, branch: int) -> None:
        """The same letter tells of another branch as well."""
        with self.db.write() as session:
            told = NoticeRow(
                rule="x",
                subject=f"branch:{branch}/y",
                stage="soon",
                due_on=DAY,
                person_id=session.get_one(LetterRow, letter).person_id,
                branch_id=branch,
                title="别的支部的事",
                reached_on=DAY,
                state="told",
                noted_at=MOMENT,
            )
            session.add(told)
            session.flush()
            session.add(LetterNotice(letter_id=letter, notice_id=told.id))

    def attempt(self, letter: int, outcome: Outcome, **other: object) -> None:
        with self.db.write() as session:
            said = {"reason": outcome.reason, "code": outcome.code, "result": outcome.result.value, **other}
            number = len(session.scalars(select(AttemptRow)).all())
            session.add(
                AttemptRow(letter_id=letter, token=str(number), message_id="<1@test>", started_at=MOMENT, **said)
            )

    def state(self, letter: int) -> tuple[str, int, bool]:
        with self.db.read() as session:
            row = session.get_one(LetterRow, letter)
            return row.state, row.tried, bool(row.sealed)
