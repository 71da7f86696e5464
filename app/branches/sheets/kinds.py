"""What a kind of dated record is: its table, its fields, whom it is about and where it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.desk import Desk
from app.db import Record
from app.errors import Invalid
from app.fields import Fields, Typed
from app.web import short_day
from app.wording import DATES_ONLY, case_word
from checklists.ledgers.form import MASKED, Kind

Values = Mapping[str, Any]


def _nothing(values: Values, today: date) -> dict[str, str]:
    return {}


def _beside(session: Session, sheet: Sheet, branch_id: int, values: Values, own: Any) -> dict[str, str]:
    return {}


def _after(session: Session, record: Any) -> None:
    """Nothing follows."""


def _everybody(session: Session, desk: Desk) -> bool:
    """Whom the matrix lets in may write it."""
    return True


@dataclass(frozen=True)
class Choice:
    """The one thing a record is about, chosen from those of its branch: (id, words)."""

    key: str
    heading: str
    among: Callable[[Session, int, date], list[tuple[int, str]]]


@dataclass(frozen=True)
class Sheet:
    """One kind of dated record. `noun` names its routes and its rows of the audit log."""

    noun: str
    model: type[Record]
    path: str
    parameter: str
    home: str  # the page that lists it
    word: str
    fields: Fields
    about: Choice | None = None
    problems: Callable[[Values, date], dict[str, str]] = _nothing
    beside: Callable[[Session, Sheet, int, Values, Any], dict[str, str]] = _beside  # what other records say against it
    after: Callable[[Session, Any], None] = _after  # what a new one changes in others
    may: Callable[[Session, Desk], bool] = _everybody
    closed: tuple[str, str] = ("", "")  # what others are told, and the remedy
    lead: str = ""

    def blank(self, desk: Desk) -> Typed:
        """An empty form; the address may already say whom it is about."""
        chosen = {self.about.key: desk.query(self.about.key)} if self.about else {}
        return self.fields.blank(**chosen)

    def shown(self, record: Record) -> Typed:
        typed = self.fields.shown(record)
        if self.about:
            typed.texts[self.about.key] = str(getattr(record, self.about.key))
        return typed

    def read(self, desk: Desk) -> Typed:
        """What was typed, with the chosen one as its id; emptied texts are texts, emptied days nothing."""
        typed = self.fields.read(desk.form)
        for column in self.fields.columns:
            value = typed.values.get(column.key)
            if value is MASKED:
                typed.errors[column.key] = f"{column.heading}“{typed.texts[column.key]}”里有*号，请写完整"
            elif value is None and column.kind in (Kind.TEXT, Kind.NAME, Kind.MULTILINE, Kind.CHOICE):
                typed.values[column.key] = ""
            elif value is None and column.kind is Kind.BOOL:
                typed.values[column.key] = False
        if self.about:
            typed.texts[self.about.key] = desk.form[self.about.key]
            typed.values[self.about.key] = desk.form.number(self.about.key)
        return typed

    def check(self, values: Values, today: date) -> None:
        """Raise Invalid: what belongs to a discipline body, a span that runs backwards, the kind's own rules."""
        found = {key: case for key, value in values.items() if (case := _case(value))}
        since, until = values.get("since"), values.get("until")
        if since and until and until <= since:
            words = f"结束日期{short_day(until)}不晚于起始日期{short_day(since)}"
            found["until"] = f"{words}，请填写不再适用的第一天"
        found = {**self.problems(values, today), **found}
        if found:
            raise Invalid(found)


def _case(value: object) -> str:
    word = case_word(value) if isinstance(value, str) else ""
    return f"这里提到“{word}”。{DATES_ONLY}" if word else ""
