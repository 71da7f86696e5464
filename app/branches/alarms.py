"""What is wrong with the shape of a branch, each with its clause; people judge and mend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.branches.models import Branch
from app.branches.queries import RosterRow, committees
from app.web import short_day

BRANCH_RULES = "党支部工作条例（试行）"
MOST, FEWEST, WITH_COMMITTEE = 50, 3, 7


def alarms(session: Session, branch: Branch, people: Sequence[RosterRow], on: date) -> list[tuple[str, str]]:
    """(what, clause) for one branch on a day. Only full members count for size and committee."""
    if branch.kind != "branch":
        return []
    found = []
    full = sum(row.full for row in people)
    known = [exists for since, exists in committees(session, [branch.id]).get(branch.id, ()) if since <= on]
    if people and full < FEWEST:
        found.append((f"正式党员{full}名，不足{FEWEST}名", f"《{BRANCH_RULES}》第四条"))
    if len(people) > MOST:
        found.append((f"党员{len(people)}名，超过{MOST}名", f"《{BRANCH_RULES}》第四条"))
    if known and not known[-1] and full >= WITH_COMMITTEE:
        found.append((f"正式党员{full}名，还没有设立支部委员会", f"《{BRANCH_RULES}》第二十条"))
    if known and known[-1] and full < WITH_COMMITTEE:
        found.append((f"正式党员{full}名，少于{WITH_COMMITTEE}名而设有支部委员会", f"《{BRANCH_RULES}》第二十条"))
    if people and not any(row.post == "secretary" for row in people):
        found.append(("支部书记空缺", f"《{BRANCH_RULES}》第二十一条"))
    if branch.term_ends_on is not None:
        months = (branch.term_ends_on.year - on.year) * 12 + branch.term_ends_on.month - on.month
        if branch.term_ends_on < on:
            found.append((f"本届任期已于{short_day(branch.term_ends_on)}届满", f"《{BRANCH_RULES}》第二十一条"))
        elif months <= 6:
            found.append(
                (f"本届任期{short_day(branch.term_ends_on)}届满，请做好换届准备", f"《{BRANCH_RULES}》第二十二条")
            )
    return found
