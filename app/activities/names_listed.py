"""出席人员 and 缺席人员及原因 as they are written: who was there, who was not and why, matched to the roster."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from checklists.ledgers import words

NOBODY = frozenset({"无", "/", "-", "全勤", "全部到会", "全到", "无缺席"})
_LABEL = re.compile(r"(请假|缺席|缺勤|未到会?|旷会|病假|事假|公差|出差)(?:人员|人|党员|的)?(?:\d+[人名])?[:：]")
_COUNT = re.compile(r"(?:共|等|计)?\d+[人名]次?")
_NUMBERED = re.compile(r"(?:^|(?<=[\s、，,;；]))\d+[.．)）]\s*")
_COUNTED = re.compile(r"^\s*共?计?\d+[人名][:：]")
_BRACKETED = re.compile(r"(?P<name>[^（()）]+)[（(](?P<reason>[^（()）]*)[)）]")
_SAID = re.compile(r"(?P<name>[^:：—-]{2,8}?)\s*[:：—-]+\s*(?P<reason>.+)")
_RUN_ON = re.compile(
    r"(?P<name>[㐀-鿿·]{2,8}?)(?P<reason>(?:因|请|病假|事假|产假|休|年休|公差|公出|出差|外出|值班|下乡|住院|开会|参会|培训|学习|旷会|无故|未请假).*)"
)
_ABSENT = re.compile(r"无故|未请假|没请假|旷|原因不明")


class Listed(NamedTuple):
    """One name on a list; `presence` as app/activities/models.py has it."""

    name: str
    reason: str
    presence: str


class Known(Protocol):
    """A person of the roster."""

    @property
    def person_id(self) -> int: ...
    @property
    def name(self) -> str: ...


@dataclass
class Roll:
    """The marks of a roll by person; names that fit nobody, several, or stand on both lists."""

    marks: dict[int, tuple[str, str]] = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)
    doubles: list[str] = field(default_factory=list)
    both: list[str] = field(default_factory=list)


def absent(text: str) -> list[Listed]:
    """张三（出差）、李四（病假） → who, why, 请假 or 缺席. A reason makes it 请假 unless it says that nobody asked."""
    found: list[Listed] = []
    for label, part in _parts(text):
        here: list[Listed] = []
        for piece in words.names(_NUMBERED.sub("；", _COUNTED.sub("", part)).replace("。", "；")):
            if piece in NOBODY or _COUNT.fullmatch(piece):
                continue
            name, reason = _parted(piece)
            if reason.startswith("均"):  # 张三、李四（均出差）
                reason = reason.removeprefix("均")
                here = [_listed(one.name, one.reason or reason, label) for one in here]
            here.append(_listed(name, reason, label))
        found += here
    return found


def present(names: Sequence[str]) -> list[Listed]:
    """出席人员: all there; 王五（列席） only sat in."""
    found = (_parted(name) for name in names if name not in NOBODY and not _COUNT.fullmatch(name))
    return [Listed(name, "", "observer" if "列席" in said else "present") for name, said in found]


def roll(
    attendees: Sequence[str], absences: str, due: Sequence[Known], people: Sequence[Known], stated: tuple[int, int]
) -> Roll:
    """Marks from the names; with no list of those present, only where the stated totals leave no doubt who was.

    `due` are those expected, `people` all of the roster on that day, `stated` is (应到, 实到).
    """
    there, away = present(attendees), absent(absences)
    found = Roll(both=sorted({one.name for one in there} & {one.name for one in away}))
    by_name: dict[str, list[int]] = {}
    for person in people:
        by_name.setdefault(person.name, []).append(person.person_id)
    for one in (*there, *away):
        match by_name.get(one.name, []):
            case [person_id]:
                found.marks[person_id] = (one.presence, one.reason)
            case []:
                found.strangers.append(one.name)
            case _:
                found.doubles.append(one.name)
    if not there:
        _those_left(found, due, stated)
    return found


def _those_left(found: Roll, due: Sequence[Known], stated: tuple[int, int]) -> None:
    """All who are due and not named were there, if the numbers say just that; else the names stay words."""
    left = [person.person_id for person in due if person.person_id not in found.marks]
    doubtful = found.strangers or found.doubles or not found.marks
    if doubtful or stated != (len(due), len(left)) or len(due) != len(left) + len(found.marks):
        found.marks.clear()
    else:
        found.marks |= dict.fromkeys(left, ("present", ""))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """请假：张三；缺席：李四 → each label with what follows it."""
    labels = list(_LABEL.finditer(text))
    yield "", text[: labels[0].start()] if labels else text
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=False):
        yield label[1], text[label.end() : end]


def _parted(piece: str) -> tuple[str, str]:
    """张三（出差）, 张三：出差 or 张三因病请假 → the name and the reason."""
    for pattern in (_BRACKETED, _SAID, _RUN_ON):
        if said := pattern.fullmatch(piece.strip()):
            return said["name"].strip().removesuffix("同志"), said["reason"].strip()
    return piece.strip().removesuffix("同志"), ""


def _listed(name: str, reason: str, label: str) -> Listed:
    reason = reason or (label if label.endswith(("假", "差")) and label != "请假" else "")
    asked = (reason and not _ABSENT.search(reason)) or label == "请假"
    return Listed(name, reason, "leave" if asked else "absent")
