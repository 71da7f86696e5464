"""The cells of the ledger that hold several entries: evidence 1-2-3, extensions, the latest progress."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.audit import Actor
from app.rectification import acts, paper
from app.rectification.models import Extension, Issue
from app.web import short_day

Row = Mapping[str, Any]
NUMBERED = re.compile(r"^\s*(?:[(（]?\d{1,2}[)）.、．](?!\d)|[①-⑳])\s*")
LATER = re.compile(r"延期至(\d+)年(\d+)月(\d+)日：(.*)（(.+)，(\d+)年(\d+)月(\d+)日批准）")


def enter(session: Session, actor: Actor, issue: Issue, row: Row) -> None:
    """What hangs on the issue: extensions, evidence, progress, and last the steps."""
    _extend(session, actor, issue, row)
    have = {one.name for one in issue.evidence}
    for line in re.split(r"[\n；;]", row.get("evidence") or ""):
        name = NUMBERED.sub("", line).strip()
        if name and name not in have:
            acts.add_evidence(session, actor, issue, name)
            have.add(name)
    progress = row.get("progress")
    if progress and not (issue.updates and issue.updates[-1].text == progress):
        acts.add_update(session, actor, issue, progress)
    paper.enter(session, actor, issue, row)


def _extend(session: Session, actor: Actor, issue: Issue, row: Row) -> None:
    """Our own wording says date and approval; another's only how often and why, and its date is the new one."""
    have, text = [said(one) for one in issue.extensions], row.get("extension_reason") or ""
    found = [LATER.fullmatch(line.strip()) for line in text.split("\n") if line.strip()]
    if found and all(found):
        for match in found:
            if match and match[0] not in have:
                year, month, day, reason, by, *approved = match.groups()
                made = {"new_due_on": date(int(year), int(month), int(day)), "reason": reason, "approved_by": by}
                acts.extend(session, actor, issue, made | {"approved_on": date(*map(int, approved))})
    elif not have and issue.due_on:
        reasons = [*[""] * ((row.get("extensions") or 0) - 1), text]
        for reason in reasons if text or row.get("extensions") else ():
            acts.note_extension(session, actor, issue, issue.due_on, reason)


def said(later: Extension) -> str:
    """The extension in one line; one of which a ledger did not tell the approval has its ground alone."""
    reason = later.reason.replace("\n", "；")
    if not later.approved_by:
        return reason
    approval = f"{later.approved_by}，{short_day(later.approved_on)}批准"
    return f"延期至{short_day(later.new_due_on)}：{reason}（{approval}）"


def numbered(evidence: list[tuple[int, str]]) -> str | None:
    """佐证1-2-3, a line each; a single one needs no number."""
    if len(evidence) == 1:
        return evidence[0][1]
    return "\n".join(f"{number}.{name}" for number, name in evidence) or None
