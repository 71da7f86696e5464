"""Letters are the bytes the email package makes, only sooner."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.mime import FILE, INNER, OUTER, Words, email
from tests.contracts.letters_words import HOSTILE

NOW = datetime(2026, 3, 25, 1, tzinfo=UTC)
IDENTIFIER = "<63059d608493a7f16314e03138d6ba62@qingdan.example>"
SENDERS = (
    "清单 <q@unit.example>",
    "q@unit.example",
    '"A, B" <q@unit.example>',
    "中共某某区残疾人联合会机关支部委员会 <q@unit.example>",
)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300) | st.sampled_from(HOSTILE)


def by_the_package(words: Words, address: str, identifier: str, now: datetime, sender: str, dates: bytes) -> bytes:
    """The same letter without any haste."""
    name, _, own = sender.rpartition(" ")
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name=name.strip('"'), addr_spec=own.strip("<>"))
    message["To"] = Address(addr_spec=address)
    message["Subject"] = " ".join(words.subject.split())
    message["Date"] = now
    message["Message-ID"] = identifier
    message["Auto-Submitted"] = "auto-generated"
    message["MIME-Version"] = "1.0"
    message.set_content(words.text, cte="base64")
    message.add_alternative(words.html, subtype="html", cte="base64")
    message.set_boundary(INNER)
    if dates:
        message.add_attachment(dates, **FILE)
        message.set_boundary(OUTER)
    return message.as_bytes()


@given(WORDS, WORDS, WORDS, st.sampled_from(SENDERS), st.integers(0, 10**8), st.binary(max_size=300))
def test_the_bytes_are_those_of_the_package(
    subject: str, text: str, html: str, sender: str, seconds: int, dates: bytes
) -> None:
    given_ = (
        Words(subject, text, html),
        "a.b+c@mail.example",
        IDENTIFIER,
        NOW + timedelta(seconds=seconds),
        sender,
        dates,
    )
    assert email(*given_) == by_the_package(*given_)


@pytest.mark.parametrize("hostile", ["a@b.c\r\nBcc: d@e.f", "a@b.c\nX: y"])
def test_a_line_break_is_refused_in_address_and_identifier(hostile: str) -> None:
    for address, identifier in ((hostile, IDENTIFIER), ("a@b.c", f"<{hostile}>")):
        with pytest.raises((ValueError, HeaderParseError)):
            email(Words("题", "", ""), address, identifier, NOW, SENDERS[0])
