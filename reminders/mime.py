"""Words → the bytes EmailMessage would make of them, with what letters share made once.

Header fields are parsed and folded by the email package, which refuses line breaks; only fields of
a plain address, which differ in every letter, and the frame between the fields are ours. A test holds
both to the same bytes.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from functools import cache, lru_cache
from typing import Any

from reminders.addresses import plain

# "_" is no letter of base64 and in no head of a part: neither can occur in one.
INNER, OUTER = "=_qingdan", "=_qingdan_all"
FILE: Mapping[str, Any] = {
    **{"maintype": "text", "subtype": "calendar", "cte": "base64", "filename": "qingdan.ics"},
    "params": {"charset": "utf-8", "method": "PUBLISH"},
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says, before it has a form."""

    subject: str
    text: str
    html: str


def email(words: Words, address: str, identifier: str, now: datetime, sender: str, dates: bytes = b"") -> bytes:
    """One message with the same words twice, plain and as simple HTML; every line fits any relay.

    `dates` hang on it as a file, which phones, WPS and QQ mail offer to open. As a third form of the
    words (alternative) Outlook would show an appointment in place of the letter, and QQ mail nothing
    at all. The file's name is plain ASCII, for some programs show any other as a riddle.
    """
    fields = (
        _sender(sender),
        _of_plain("To", address) or _field("To", Address(addr_spec=address)),
        _shared("Subject", " ".join(words.subject.split())),
        _shared("Date", now),
        _of_plain("Message-ID", identifier, "<", ">") or _field("Message-ID", identifier),
        _shared("Auto-Submitted", "auto-generated"),  # keeps holiday replies away (RFC 3834)
        _shared("MIME-Version", "1.0"),
    )
    inner = _twice(words)
    whole = inner if not dates else _framed("mixed", OUTER, [inner, _head("calendar") + _encoded(dates)])
    return b"".join(fields) + whole


def _of_plain(name: str, value: str, opens: str = "", ends: str = "") -> bytes:
    """A field of one plain address, which differs in every letter; empty where the package has to make it."""
    inner = value.removeprefix(opens).removesuffix(ends)
    whole = value == f"{opens}{inner}{ends}" and plain(inner)
    return f"{name}: {value}\r\n".encode("ascii") if whole else b""


@lru_cache(maxsize=8)
def _twice(words: Words) -> bytes:
    """The words in both forms; all letters of a round share them."""
    return _framed("alternative", INNER, [_text("plain", words.text), _text("html", words.html)])


def _framed(kind: str, boundary: str, parts: Sequence[bytes]) -> bytes:
    mark = f"--{boundary}".encode()
    each = b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts)
    return _shared("Content-Type", f'multipart/{kind}; boundary="{boundary}"') + b"\r\n" + each + mark + b"--\r\n"


def _text(kind: str, words: str) -> bytes:
    lines = words.encode().splitlines()
    return _head(kind) + _encoded(b"\r\n".join(lines) + b"\r\n")


def _encoded(content: bytes) -> bytes:
    return base64.encodebytes(content).replace(b"\n", b"\r\n")


@cache
def _head(kind: str) -> bytes:
    """The head of a part, which is the same in all letters, as the package makes it."""
    part = EmailMessage(policy=SMTP)
    if kind == "calendar":
        part.set_content(b"", disposition="attachment", **FILE)
    else:
        part.set_content("", subtype=kind, cte="base64")
    if kind == "plain":
        del part["MIME-Version"]
    return part.as_bytes().partition(b"\r\n\r\n")[0] + b"\r\n\r\n"


@lru_cache(maxsize=8)
def _sender(sender: str) -> bytes:
    name, own = parseaddr(sender)
    return _field("From", Address(display_name=name, addr_spec=own))


@lru_cache(maxsize=256)
def _shared(name: str, value: str | datetime) -> bytes:
    return _field(name, value)


def _field(name: str, value: str | datetime | Address) -> bytes:
    return SMTP.fold_binary(*SMTP.header_store_parse(name, value))
