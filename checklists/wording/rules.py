"""Rules in words, and what is different between two versions of one: nothing is upgraded unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from checklists.facts import Strength
from checklists.items import Item, Pack
from checklists.kinds import KINDS

CADENCES = {
    "month": "每月",
    "quarter": "每季度",
    "half_year": "每半年",
    "year": "每年",
    "on_event": "节日前",
    "record": "按记录的时限",
}
STRENGTHS = {Strength.MUST: "应当办理", Strength.USUAL: "一般要办，没有办的写明原因"}
EACH = {
    "branch": "支部",
    "group": "每个党小组",
    "member": "每名党员",
    "committee_member": "每名委员",
    "committee_pair": "委员两两之间",
    "household": "每个结对户",
    "risk": "每个廉政风险点",
}
MEASURES = {"count": "按次数", "sum": "按数量合计", "distinct": "按户数，同一户只算一次"}


class Change(NamedTuple):
    """One field of an item, before and after, in words."""

    field: str
    before: str
    after: str


class Difference(NamedTuple):
    """One item that is new, gone, or changed."""

    what: str  # 新增, 删去, 修改
    title: str
    changes: tuple[Change, ...] = ()


def _kinds(item: Item) -> str:
    words = "、".join(KINDS[kind].partition("（")[0] for kind in sorted(item.answers))
    marks = "、".join(sorted(mark for mark in item.marks if not mark.startswith("item:")))
    return f"{words}（{marks}）" if marks else words


FIELDS: dict[str, Callable[[Item], str]] = {
    "事项": lambda item: item.title,
    "怎么说": lambda item: item.fill(item.ask, item.at_least, period="", title=""),
    "具体要求": lambda item: item.fill(item.clause, item.at_least),
    "多长时间一次": lambda item: CADENCES[item.cadence],
    "至少几次": lambda item: str(item.at_least),
    "怎么数": lambda item: MEASURES[item.measure],
    "由谁完成": lambda item: EACH[item.each],
    "凭什么算办了": _kinds,
    "是否必须": lambda item: STRENGTHS[item.strength],
    "宽限": lambda item: f"{item.grace}个工作日",
    "备查材料": lambda item: "、".join(item.evidence),
    "负责人": lambda item: item.owner_name or item.owner,
    "依据": lambda item: str(item.citation),
}


def changed(old: Item, new: Item) -> tuple[Change, ...]:
    """The fields in which two versions of an item differ."""
    both = ((words, of(old), of(new)) for words, of in FIELDS.items())
    return tuple(Change(words, before, after) for words, before, after in both if before != after)


def differences(old: Pack, new: Pack) -> Iterator[Difference]:
    """What the new pack asks otherwise than the old, item by item; a parameter is an item of its own here."""
    before, after = {item.id: item for item in old.items}, {item.id: item for item in new.items}
    for id_, item in after.items():
        if id_ not in before:
            yield Difference("新增", item.title)
        elif changes := changed(before[id_], item):
            yield Difference("修改", item.title, changes)
    for id_, item in before.items():
        if id_ not in after:
            yield Difference("删去", item.title)
    numbers = {parameter.name: parameter for parameter in old.parameters}
    for parameter in new.parameters:
        same = numbers.pop(parameter.name, None)
        if same is None:
            yield Difference("新增", parameter.title, (Change("数值", "", f"{parameter.value}"),))
        elif same.value != parameter.value:
            yield Difference("修改", parameter.title, (Change("数值", f"{same.value}", f"{parameter.value}"),))
    for gone in numbers.values():
        yield Difference("删去", gone.title)
