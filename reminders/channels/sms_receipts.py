"""Receipts as gateways push them: an array of entries, of which those that can be read are taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from reminders.channels import Event, Receipt
from reminders.channels.sms_answers import objects, read_json, word
from reminders.hours import CHINA

_LONGEST = 200  # of an id: ours has 32 letters, a vendor's serial number fewer than 100


def pushed(body: bytes, one: Callable[[Mapping[str, Any]], Receipt | None]) -> tuple[Receipt, ...]:
    """An odd entry is left out and holds up no other; ValueError where there is no array at all."""
    found = read_json(body)
    if not isinstance(found, list):
        raise ValueError("not a JSON array")
    return tuple(read for read in map(one, objects(found)) if read is not None)


def receipt(
    identifier: object, *, delivered: bool, at: datetime | None, code: object, reason: object
) -> Receipt | None:
    """None without an id or a time: messages others sent through the same account have no id of ours."""
    if not isinstance(identifier, str) or not 0 < len(identifier) < _LONGEST or at is None:
        return None
    return Receipt(identifier, Event.DELIVERED if delivered else Event.FAILED, at, word(code), word(reason))


def in_china(said: object) -> datetime | None:
    """A clock time without a zone is China's."""
    moment = _moment(said)
    return _utc(moment if moment.tzinfo else moment.replace(tzinfo=CHINA)) if moment else None


def aware(said: object) -> datetime | None:
    """A moment with its zone, and only that."""
    moment = _moment(said)
    return _utc(moment) if moment and moment.tzinfo else None


def _utc(moment: datetime) -> datetime | None:
    """None at the ends of the calendar, where there is no such moment."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return None


def _moment(said: object) -> datetime | None:
    try:
        return datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
