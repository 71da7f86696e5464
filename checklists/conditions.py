"""Whom a rule binds: conditions a definition may name, adoptions, subjects, exemptions, excuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations

from checklists.facts import Adoption, Profile


def _committee(profile: Profile, day: date) -> bool:
    return profile.has_committee(day)


def _leading_group(profile: Profile, day: date) -> bool:
    """What binds a 党组 or its secretary is cited here, but a Profile is always a branch's."""
    return False


CONDITIONS: dict[str, Callable[[Profile, date], bool]] = {
    "committee": _committee,
    "leading_group": _leading_group,
}


def adoption(profile: Profile, pack: str, day: date) -> Adoption | None:
    """By what a local pack is in force on the day: from its first day, up to but not including `until`."""
    for adopted in profile.adoptions:
        if adopted.pack == pack and adopted.since <= day and (adopted.until is None or day < adopted.until):
            return adopted
    return None


def subjects_in_force(profile: Profile, each: str, day: date) -> dict[str, str]:
    """Keys and names of those who must each be answered: pairs are written smaller id first."""
    if each == "branch":
        return {}
    if each != "committee_pair":
        return profile.subjects(each, day)
    members = profile.subjects("committee_member", day)
    by_id = sorted((int(key.partition(":")[2]), name) for key, name in members.items())
    return {f"pair:{a}-{b}": f"{one}与{other}" for (a, one), (b, other) in combinations(by_id, 2)}


def exemption(profile: Profile, item: str, due_on: date) -> str:
    """The reason for which nothing is owed on the day it falls due; the end date is included."""
    for exempt in profile.exemptions:
        if exempt.item == item and exempt.since <= due_on <= exempt.until:
            return exempt.reason
    return ""


def excuse(profile: Profile, item: str, period: int | None) -> str:
    """The written reason for a missed period: it ends reminders and changes no state."""
    for excused in profile.excuses:
        if excused.item == item and excused.period == period:
            return excused.reason
    return ""
