"""Sealed bytes back into words: for the page of what was sent, and for the console."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import NamedTuple


class Shown(NamedTuple):
    """A letter as it is read; an SMS has no subject."""

    subject: str
    text: str


def read(channel: str, sealed: bytes) -> Shown:
    """The words of what was or will be sent, exactly as sealed."""
    if channel != "email":
        return Shown("", str(json.loads(sealed)["text"]))
    message = message_from_bytes(sealed, _class=EmailMessage, policy=policy.default)
    body = message.get_body(("plain",))
    text = "" if body is None else str(body.get_content())
    return Shown(str(message["Subject"]), text.replace("\r\n", "\n"))
