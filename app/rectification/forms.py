"""The fields of the pages of an issue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.fields import Fields, Typed, coded, field
from app.rectification.models import BRANCH_LIST, INTEGRITY_LIST, LEVELS, MODES, SOURCES, Issue
from checklists.ledgers.form import Choice, Column, Kind
from checklists.ledgers.words import names

CATEGORIES = {"廉政": "廉政", "其他": "其他"}
OUR_LISTS = (INTEGRITY_LIST, BRANCH_LIST)


def _open(
    key: str, heading: str, words: Mapping[str, str], *, kind: Kind = Kind.CHOICE, required: bool = False
) -> Column:
    """A choice that also keeps a word of somebody's own, as ledgers bring them."""
    choices = tuple(Choice(code, (word,)) for code, word in words.items())
    return Column(key=key, heading=heading, kind=kind, choices=choices, required=required, open=True)


FIELDS = Fields(
    field("text", "问题具体描述", Kind.MULTILINE, required=True),
    _open("source", "问题来源", SOURCES, required=True),
    field("found_on", "发现日期", Kind.DATE, required=True),
    _open("category", "问题类别", CATEGORIES),
    coded("level", "问题等级", LEVELS, required=False),
    _open("lists", "所属清单", dict(zip(OUR_LISTS, OUR_LISTS, strict=True)), kind=Kind.CHOICES),
    field("other_list", "其他清单", Kind.NAMES),
    field("scope", "涉及范围/数量"),
    field("unit", "整改责任单位"),
    field("leader", "责任领导"),
    field("owner", "责任人"),
    field("target", "整改目标", Kind.MULTILINE),
    field("measures", "整改措施", Kind.MULTILINE),
    coded("mode", "整改类型", MODES, required=False),
    field("due_on", "计划完成时限", Kind.DATE),
    field("mechanism", "长效机制", Kind.MULTILINE),
    field("note", "备注", Kind.MULTILINE),
)
_SIGNED = (
    coded("how", "办理方式", {"now": "现在由本人办理", "paper": "纸上已经签字，照纸补登"}, required=False),
    field("by", "纸上签字的人"),
    field("on", "签字日期", Kind.DATE),
    field("note", "说明", Kind.MULTILINE),
)
STEP = Fields(*_SIGNED)
APPLY = Fields(field("finished_on", "完成整改日期", Kind.DATE), *_SIGNED)
REOPEN = Fields(field("new_due_on", "新的整改时限", Kind.DATE), *_SIGNED)
EVIDENCE = Fields(field("name", "材料名称"), field("kept_at", "存放处"))
EXTENSION = Fields(
    field("new_due_on", "延期后的时限", Kind.DATE),
    field("reason", "延期理由", Kind.MULTILINE),
    field("approved_by", "批准人"),
    field("approved_on", "批准日期", Kind.DATE),
)


def values_of(typed: Typed) -> dict[str, Any]:
    """The page's values as acts take them. Raises Invalid."""
    values = dict(typed.checked())
    values["lists"] = (*values["lists"], *values.pop("other_list"))
    values["owner"] = "、".join(names(values["owner"] or ""))
    return values


def step_values(typed: Typed) -> dict[str, Any]:
    values = dict(typed.checked())
    return values | {"on_paper": values.pop("how") == "paper"}


def shown(issue: Issue) -> Typed:
    """The form of an issue as it stands."""
    plain = {column.key: getattr(issue, column.key, None) for column in FIELDS.columns}
    return FIELDS.shown(plain | {"lists": [row.name for row in issue.lists], "other_list": ()})


def choices(words: Mapping[str, str], value: str) -> list[tuple[str, str]]:
    """The choices of a select, with a word of its own where the record has one."""
    own = [] if not value or value in words else [(value, value)]
    return [*words.items(), *own]
