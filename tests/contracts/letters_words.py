"""Letters for tests to read: built from lines, opened as a reader's program opens them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

from checklists.facts import Line, Strength
from reminders.compose import Writer, compose
from reminders.letters import Letter, Told
from reminders.nouns import Notice
from reminders.plan import plan
from tests.contracts.fakes import WORKDAYS, issue, line, moment, owed, person, render, spring_round

WRITER = Writer(render, "清单 <qingdan@example.org>", "https://qingdan.example.org/")
SECRETARY = person(1, "secretary")
LINES = (
    line(owed()),
    line(owed("group_meeting", title="召开党小组会", strength=Strength.USUAL, latest_on=date(2026, 3, 20))),
    line(issue(7, date(2026, 4, 3), date(2026, 1, 5))),
    line(issue(8, date(2026, 3, 20), date(2026, 1, 5))),
)
HOSTILE = (
    "a\r\nBcc: x@example.org",
    "a\nb",
    "a\x00b",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "a\u2028b",
    "=?utf-8?q?x?=",
)


def notices(*lines: Line, day: date = date(2026, 3, 27)) -> tuple[Notice, ...]:
    return plan(lines, [SECRETARY], [], day, WORKDAYS)


def letter(told: tuple[Notice, ...], channel: str = "email", late: bool = False, **other: object) -> Letter:
    rows = tuple(Told(each.key, each.branch, late) for each in told)
    plain = Letter(5, "t", 1, channel, date(2026, 3, 27), None, 0, rows)
    return replace(plain, **other)  # type: ignore[arg-type]


def built(*lines: Line, late: bool = False, address: str = "a@example.org", day: date = date(2026, 3, 27)) -> bytes:
    told = notices(*lines, day=day)
    return compose(letter(told, late=late), told, SECRETARY, address, moment("2026-03-27 09:00"), WRITER)


def opened(sealed: bytes) -> EmailMessage:
    return message_from_bytes(sealed, _class=EmailMessage, policy=policy.default)


class Words(HTMLParser):
    """The words a reader of the HTML sees, each list item with its number."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self._hidden, self._item = "", False, 0
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._hidden = tag == "title" or self._hidden
        self._item = 0 if tag == "ol" else self._item + (tag == "li")
        if tag == "li":
            self.words += f"{self._item}."

    def handle_endtag(self, tag: str) -> None:
        self._hidden = self._hidden and tag != "title"

    def handle_data(self, data: str) -> None:
        self.words += "" if self._hidden else data


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def html_of(message: EmailMessage) -> str:
    body = message.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def round_letter() -> bytes:
    planned = spring_round()
    told = plan([], [SECRETARY], [planned], date(2026, 2, 12), WORKDAYS)
    return compose(letter(told, round=1), told, SECRETARY, "a@example.org", moment("2026-02-12 09:00"), WRITER, planned)
