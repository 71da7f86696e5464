"""What must hold of a finding, and which steps of the meeting stand where; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from app.life_meetings.models import KINDS
from app.web import short_day

BELONGS = {"person": "涉及的党员", "owner": "责任人", "due_on": "完成时限", "done_on": "落实日期"}


class Task(NamedTuple):
    """One step of 会前, 会中 or 会后, as ui.tasks shows it."""

    label: str
    href: str
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the records of the year say before the meeting."""

    since: date
    studies: int
    last_study: date | None
    talks: int
    unheard: int  # members with whom nobody has spoken


def problems(values: Mapping[str, Any], held_on: date, today: date) -> dict[str, str]:
    """Field → words with the remedy; empty when the finding may be kept."""
    found: dict[str, str] = {}
    if values.get("kind") not in KINDS:
        found["kind"] = f"请选择种类：{'、'.join(KINDS.values())}"
    if not values.get("text"):
        found["text"] = "请写明内容"
    if not values.get("measure"):
        found |= {key: f"先写整改措施，再填{BELONGS[key]}" for key in ("owner", "due_on", "done_on") if values.get(key)}
    due, done = values.get("due_on"), values.get("done_on")
    if due and due < held_on:
        found.setdefault("due_on", f"完成时限{short_day(due)}早于会议日期{short_day(held_on)}，请核对")
    if done and done > today:
        found.setdefault("done_on", f"落实日期{short_day(done)}还没有到，落实以后再登记")
    return found


def stands(due_on: date | None, done_on: date | None, today: date) -> tuple[str, str]:
    """(look, word) of a measure that is followed here."""
    if done_on is not None:
        return "done", f"{short_day(done_on)}落实"
    if due_on is not None and due_on < today:
        return "overdue", f"超期{(today - due_on).days}天"
    return "doing", f"{short_day(due_on)}前" if due_on else "正在落实"


def tasks(
    path: str, prepared: Prepared, kinds: Iterable[str], measures: int, done: int, held: bool
) -> tuple[tuple[str, tuple[Task, ...]], ...]:
    """会前, 会中, 会后 with what the records say of each; nobody ticks anything."""
    count = dict.fromkeys(KINDS, 0)
    for kind in kinds:
        count[kind] += 1
    return (
        ("会前", _before(path, prepared, count["opinion"])),
        (
            "会中",
            (
                _found("查摆问题", path, "problem", count["problem"], "个", held),
                _found("开展批评和自我批评", path, "criticism", count["criticism"], "条", held),
            ),
        ),
        ("会后", (_after(path, measures, done),)),
    )


def _before(path: str, prepared: Prepared, opinions: int) -> tuple[Task, ...]:
    span = f"{short_day(prepared.since)}至会议当天，"
    study = f"{span}集中学习{prepared.studies}次"
    study += f"，最近一次{short_day(prepared.last_study)}" if prepared.last_study else ""
    talks = f"{span}谈心谈话{prepared.talks}人次"
    talks += (
        f"，还有{prepared.unheard}名党员没有谈到"
        if prepared.unheard
        else "，每名党员都谈到了"
        if prepared.talks
        else ""
    )
    talked = "todo" if not prepared.talks else "doing" if prepared.unheard else "done"
    return (
        Task("组织学习", "/meetings/new?kind=study", "done" if prepared.studies else "todo", study),
        Task("谈心谈话", "/talks", talked, talks),
        Task("征求意见", f"{path}/new?kind=opinion", "done" if opinions else "todo", f"征求到意见{opinions}条"),
    )


def _found(label: str, path: str, kind: str, number: int, unit: str, held: bool) -> Task:
    state = "done" if number else "doing" if held else "todo"
    return Task(label, f"{path}/new?kind={kind}", state, f"已登记{number}{unit}")


def _after(path: str, measures: int, done: int) -> Task:
    state = "todo" if not measures else "done" if done == measures else "doing"
    return Task("落实整改措施", f"{path}#measures", state, f"整改措施{measures}条，已落实{done}条")
