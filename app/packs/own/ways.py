"""What may count as done for an item of a branch's own: records that are kept anyway, or a plain one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Way(NamedTuple):
    """A kind of event (checklists/kinds.py), and the mark it must carry."""

    words: str
    kind: str
    mark: str = ""


PLAIN = "own_done"  # nothing else records it: a 办理记录 of the item itself
WAYS: dict[str, Way] = {
    PLAIN: Way("办理记录（没有别的台账，办完记一笔）", PLAIN),
    "study": Way("集中学习", "study"),
    "first_topic": Way("第一议题学习", "first_topic"),
    "theme_day": Way("主题党日", "theme_day"),
    "member_meeting": Way("党员大会", "member_meeting"),
    "committee_meeting": Way("支部委员会", "committee_meeting"),
    "group_meeting": Way("党小组会", "group_meeting"),
    "lecture": Way("党课", "lecture"),
    "lecture+integrity": Way("廉政党课", "lecture", "integrity"),
    "lecture+by_secretary": Way("书记讲的党课", "lecture", "by_secretary"),
    "warning_education": Way("警示教育", "warning_education"),
    "training_in": Way("内训", "training_in"),
    "training_out": Way("外训", "training_out"),
    "study_visit": Way("考察学习", "study_visit"),
    "talk": Way("谈心谈话", "talk"),
    "integrity_talk": Way("廉政谈话", "integrity_talk"),
    "visit": Way("入户走访", "visit"),
    "contact": Way("电话等联系", "contact"),
    "need_met": Way("办结困难群众需求", "need_met"),
    "commitment_kept": Way("兑现帮扶承诺", "commitment_kept"),
    "inspection": Way("互查", "inspection"),
}
OF_PERSONS = {PLAIN, "talk", "integrity_talk"}  # these say which member
OF_HOUSEHOLDS = {"visit", "contact"}


def answers_of(codes: Iterable[str], item: str) -> tuple[list[str], list[str]]:
    """(kinds, marks) as a definition writes them; a plain record answers its own item alone."""
    chosen = [WAYS[code] for code in codes]
    marks = {way.mark for way in chosen if way.mark} | {f"item:{item}" for way in chosen if way.kind == PLAIN}
    return [way.kind for way in chosen], sorted(marks)


def codes_of(kinds: Iterable[str], marks: Iterable[str]) -> list[str]:
    """The ways of a definition that is copied; what the browser does not offer falls away."""
    ending = "".join(f"+{mark}" for mark in marks)
    return [code for code in WAYS if code in {f"{kind}{ending}" for kind in kinds}]


def words_of(codes: str) -> str:
    """集中学习、第一议题学习"""
    return "、".join(WAYS[code].words.partition("（")[0] for code in codes.split(",") if code in WAYS)
