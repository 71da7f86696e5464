"""What an SMS gateway answers, as an Outcome with words for people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from reminders.channels import Answer, Found, Outcome, Result
from reminders.channels.http import Reply
from reminders.channels.sms_codes import ADDRESS, ANOTHER, BROKEN, BY_STATUS, NUMBER, RIGHT, UNREAD, Meaning, Table

OBJECT: Mapping[str, Any] = {}


def meaning(table: Table, status: int, code: str) -> Meaning:
    """A refusal that is not known was still a refusal: nothing was sent. Where it is not even sure
    that it was one, the message is asked after."""
    known = _known(table, code)
    if known:
        return known
    if status in BY_STATUS:
        return BY_STATUS[status]
    if status // 100 == 3:
        return ADDRESS
    if status // 100 == 4 or (status // 100 == 2 and code):
        return ANOTHER
    return BROKEN if status // 100 == 5 else UNREAD


def refused(table: Table, status: int, code: object, said: object = "") -> Outcome:
    """What a send that was not accepted comes to."""
    result, reason = meaning(table, status, word(code))
    # A gateway that keeps breaking down is left alone for a while, like one that cannot be reached.
    return Outcome(result, reason, word(code) or str(status), word(said), lost=result is Result.UNCERTAIN)


def unanswered(table: Table, status: int, code: object, said: object = "") -> Answer:
    """What a question that was not answered comes to: who may never ask waits for a person."""
    never = (RIGHT, ADDRESS, NUMBER)
    found = Found.UNASKABLE if meaning(table, status, word(code)) in never else Found.LATER
    reason = (
        "短信网关不能查询这条短信，请与本人核实" if found is Found.UNASKABLE else "短信网关没有答复查询，稍后再核实"
    )
    return Answer(found, reason, word(code) or str(status), word(said))


def read_object(reply: Reply, *path: str) -> Mapping[str, Any]:
    """The JSON object of an answer, or the one at `path` inside; empty where there is none."""
    found = read_json(reply.body)
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else OBJECT


def read_json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def objects(found: object) -> Sequence[Mapping[str, Any]]:
    """The objects of a list, whatever else it holds."""
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def word(said: object) -> str:
    """As the gateway wrote it, on one line and not for ever."""
    return " ".join(str(said).split())[:200] if isinstance(said, str | int) else ""


def _known(table: Table, code: str) -> Meaning | None:
    parts = code.split(".")
    whole = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((table[each] for each in whole if each in table), None)
