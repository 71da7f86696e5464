"""The message an act leaves for the next page, with its undo; signed for one session."""

from __future__ import annotations

import base64
import json

from app.crypto import sign


def packed(key: bytes, token: str, message: str, undo: str) -> str:
    text = base64.urlsafe_b64encode(json.dumps([message, undo]).encode()).decode()
    return f"{text}.{sign(key, 'flash', token, text)}"


def unpacked(key: bytes, token: str, value: str) -> tuple[str, str]:
    """(message, undo address); empty when nothing was left, or not for this session."""
    text, _, signature = value.partition(".")
    if not text or sign(key, "flash", token, text) != signature:
        return "", ""
    message, undo = json.loads(base64.urlsafe_b64decode(text))
    return message, undo
