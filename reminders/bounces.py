"""Mail that came back: a delivery status notification (RFC 3464), or a postmaster's own words, as receipts."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, message_from_string
from email.errors import MessageError
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from reminders.channels import Event, Receipt

log = logging.getLogger(__name__)

_LONGEST = 1_000_000  # bytes looked at: what matters of a returned letter comes first
_FIELD = 1_000  # characters of one field
_REASON = 120  # characters of the server's own words
_EVENTS = {"failed": Event.FAILED, "delivered": Event.DELIVERED}  # delayed, relayed, expanded: no end yet
_SYSTEMS = frozenset({"mailer-daemon", "postmaster"})
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY = re.compile(r"(?<![\d.])(5[0-5]\d)(?=[\s-])")
_OURS = re.compile(r"<[^<>\s@]{1,200}@[^<>\s@]{1,200}>")
_QUOTED = re.compile(
    r"^[> \t]{0,20}message-id:[ \t]{0,20}(<[^<>\s@]{1,200}@[^<>\s@]{1,200}>)", re.IGNORECASE | re.MULTILINE
)
_ADDRESS = re.compile(r"<?[^\s<>@:;,]*@[^\s<>@:;,]*>?")
_WORDS = (  # the first that the code begins with
    ("5.1", "收件地址不存在或写错了"),
    ("5.2.2", "收件邮箱已满"),
    ("5.2", "收件邮箱停用"),
    ("5.4", "找不到或连不上对方的邮件服务器"),
    ("5.7", "对方的邮件服务器拒收"),
    ("2", "已送达"),
    ("", "被退回"),
)
# What the email package raises for mail that is not formed as it expects.
_MISFORMED = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError, MessageError)


def read_bounce(raw: bytes) -> tuple[Receipt, ...]:
    """What this mail, found in the sender's mailbox, says of letters of ours; () if it says nothing."""
    try:
        return tuple(dict.fromkeys(_read(message_from_bytes(raw[:_LONGEST]))))
    except _MISFORMED as error:
        log.warning("a returned mail cannot be read: %s", type(error).__name__)
        return ()


def _read(mail: Message) -> Iterator[Receipt]:
    parts = list(mail.walk())
    at = _moment(mail, parts)
    if at is None:
        return
    status = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    if status is None:
        yield from _in_words(mail, parts, at)
        return
    ours = _returned(parts) or _first(_OURS, f"{mail['In-Reply-To']} {mail['References']}")
    blocks = status.get_payload()
    for block in blocks if ours and isinstance(blocks, list) else ():
        if not isinstance(block, Message):
            continue
        event = _EVENTS.get(f"{block['Action']} ".split()[0].lower())
        if event is not None:
            said = _plain(block, "Diagnostic-Code").partition(";")[2][:_FIELD]
            code = _first(_STATUS, str(block["Status"])) or _first(_STATUS, said)
            whose = f"{block['Final-Recipient']} {block['Original-Recipient']}"[:_FIELD]
            yield Receipt(ours, event, at, code, _reason(code, said, whose))


def _in_words(mail: Message, parts: list[Message], at: datetime) -> Iterator[Receipt]:
    """A postmaster that gives no report, but the letter itself and the server's code. What is refused
    for now only has a code with 4, and people do not write as a postmaster."""
    if parseaddr(str(mail["From"]))[1].partition("@")[0].lower() not in _SYSTEMS:
        return
    said = "\n".join(_text(part) for part in parts if part.get_content_type() in ("text/plain", "text/html"))
    ours = _returned(parts) or _first(_QUOTED, said)
    code = _first(_STATUS, said)
    refused = code.startswith("5") or (not code and _first(_REPLY, said))
    if ours and refused:
        yield Receipt(ours, Event.FAILED, at, code or _first(_REPLY, said), _reason(code, "", ""))


def _returned(parts: list[Message]) -> str:
    """The Message-ID of the letter that hangs on the bounce, whole or its head only."""
    for part in parts[1:]:
        kind, inner = part.get_content_type(), part.get_payload()
        if kind == "message/rfc822" and isinstance(inner, list) and inner:
            head = inner[0]
        elif kind == "text/rfc822-headers":
            head = message_from_string(_text(part))
        else:
            continue
        if isinstance(head, Message) and (found := _first(_OURS, str(head["Message-ID"]))):
            return found
    return ""


def _reason(code: str, said: str, whose: str) -> str:
    """In our words, then in the server's, without anybody's address or the name before its @."""
    words = next(words for prefix, words in _WORDS if code.startswith(prefix))
    names = {address.strip("<>").partition("@")[0] for address in _ADDRESS.findall(whose)} - {""}
    said = _ADDRESS.sub("", said)
    for name in names:
        said = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", said, flags=re.IGNORECASE)
    said = " ".join("".join(each if each.isprintable() else " " for each in said).split())[:_REASON]
    return f"{words}（{said}）" if said else words


def _moment(mail: Message, parts: list[Message]) -> datetime | None:
    """When it was written; else when it came, which stands last in a Received line; else as the report says."""
    received = [str(each).rpartition(";")[2] for each in mail.get_all("Received", [])]
    reported = [str(part[name]) for part in parts for name in ("Last-Attempt-Date", "Arrival-Date")]
    for said in (str(mail["Date"]), *received, *reported):
        try:
            found = parsedate_to_datetime(said.strip())
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _plain(block: Message, name: str) -> str:
    """A field as it was written: servers write UTF-8 where only ASCII is allowed."""
    value = next((str(value) for field, value in block.raw_items() if field.lower() == name.lower()), "")
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:  # a charset nobody knows
        return payload.decode("latin-1")


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return "" if found is None else found[found.re.groups]
