"""Notices → the bytes of a letter, through the render it is given; headers only by the email package."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import parseaddr
from functools import lru_cache, partial

from reminders.addresses import plain
from reminders.calendar import calendar
from reminders.letters import Letter
from reminders.mime import Words, email
from reminders.nouns import Notice, Recipient, Round
from reminders.rows import Row, grouped
from reminders.sms import Approved, Render, sms


class UnfitAddress(ValueError):
    """Not an address mail can go to; the words say what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Writer:
    """`sender` is "名称 <address>"; `base_url` leads those with an account back to the program.

    `approved` is what an SMS may say where its gateway has to approve it first, `sign` the
    signature that gateway puts before it.
    """

    render: Render
    sender: str
    base_url: str = ""
    approved: Approved | None = None
    sign: str = ""

    @property
    def domain(self) -> str:
        return _domain(self.sender)

    def sentence(self, row: Row) -> str:
        """One matter in one sentence, on one line."""
        return " ".join(self.render("email/digest/sentence.txt", row=row).split())


def message_id(letter: Letter, domain: str) -> str:
    """The same at every attempt of a letter, so that a copy is seen to be a copy.

    The person and day are hashed too: after a backup is restored, numbers are given out again.
    """
    about = f"{letter.id}|{letter.person}|{letter.channel}|{letter.day}|{letter.round or ''}"
    if letter.series:
        about += f"|{letter.series}"
    name = hashlib.sha256(about.encode()).hexdigest()[:32]
    return f"<{name}@{domain}>" if letter.channel == "email" else name


def compose(
    letter: Letter,
    notices: Sequence[Notice],
    who: Recipient,
    address: str,
    now: datetime,
    writer: Writer,
    planned: Round | None = None,
) -> bytes:
    """The letter's bytes, built once: an e-mail, or for an SMS its template, variables and text.

    `now` is the moment by the clock on the wall.
    """
    if letter.channel == "sms":
        return sms(notices, writer.render, writer.approved, planned)
    late = {told.key for told in letter.notices if told.late}
    several = len({notice.branch for notice in notices}) > 1
    rows = [Row.of(n, late=n.key in late, unit=n.unit if several else "") for n in notices]
    words = round_words(planned, who, now.date(), writer) if planned else digest_words(rows, who, now.date(), writer)
    told = zip(notices, (partial(writer.sentence, row) for row in rows), strict=True)
    dates = b"" if planned else calendar(told, now, writer.domain)
    return email(words, fit(address), message_id(letter, writer.domain), now, writer.sender, dates)


def digest_words(rows: Sequence[Row], who: Recipient, day: date, writer: Writer) -> Words:
    """All that one person is told on one day."""
    values = {
        "groups": grouped(rows, writer.sentence),
        "name": who.name,
        "unit": who.unit,
        "day": in_words(day),
        "base_url": writer.base_url,
        "late": any(row.late for row in rows),
    }
    return Words(*(writer.render(f"email/digest/{part}", **values) for part in _PARTS))


def round_words(planned: Round, who: Recipient, day: date, writer: Writer) -> Words:
    """A festival round: the approved text, word for word."""
    return _of_round(writer.render, planned.subject, planned.text, who.unit, day)


@lru_cache(maxsize=8)
def _of_round(render: Render, subject: str, text: str, unit: str, day: date) -> Words:
    """The same for everybody of a branch."""
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    values = {"subject": subject, "paragraphs": paragraphs, "unit": unit, "day": in_words(day)}
    return Words(*(render(f"email/round/{part}", **values) for part in _PARTS))


def fit(address: str) -> str:
    """The address, if mail can go to it as written."""
    if plain(address):
        return address
    try:
        parsed = Address(addr_spec=address)
    except (ValueError, IndexError, MessageError) as error:
        raise UnfitAddress("邮箱地址写法不对，请核对人员信息") from error
    if not (address.isascii() and address.isprintable() and parsed.username and parsed.domain):
        raise UnfitAddress("邮箱地址写法不对，请核对人员信息")
    return address


def in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@lru_cache(maxsize=8)
def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"


_PARTS = ("subject.txt", "body.txt", "body.html")
