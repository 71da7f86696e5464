"""YAML → Packs. Every rule is checked here once, so that the rest may trust it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from checklists.conditions import CONDITIONS
from checklists.facts import Strength
from checklists.fields import DefinitionError, Fields
from checklists.items import CALENDAR, Citation, Item, Pack, Parameter
from checklists.kinds import KINDS
from checklists.units import Unit
from checklists.workdays import FESTIVAL_CODES

CADENCES = (*CALENDAR, "on_event", "record")
EACH = ("branch", "group", "member", "committee_member", "committee_pair", "household", "risk")
MEASURES = ("count", "sum", "distinct")
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser where it was built


class _Loader(_Base):  # type: ignore[misc]
    """YAML keeps the last of two equal keys silently; a rule stated twice is refused instead."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        keys = [key.value for key, _ in node.value]
        for key, _ in node.value:
            if keys.count(key.value) > 1:
                raise yaml.MarkedYAMLError(problem=f"“{key.value}”写了两次", problem_mark=key.start_mark)
        return super().construct_mapping(node, deep)


def read(path: Path) -> list[Pack]:
    """The packs of one file: one a YAML document, parted by ---."""
    try:
        documents = list(yaml.load_all(path.read_text("utf-8"), _Loader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        reason = f"第{line}行不是有效的 YAML（{error.problem}），请检查缩进、冒号和引号。"
        raise DefinitionError(path.name, "", "", reason) from error
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise DefinitionError(path.name, "", "", f"读不出来（{error}），请存为 UTF-8 的文本。") from error
    return [pack_of(document, path.name) for document in documents if document is not None]


def pack_of(document: Any, file: str) -> Pack:
    """One pack from the mapping of its document, wherever it was written; `file` is named in errors."""
    fields = Fields(document, file)
    pack, title, version = fields.text("pack"), fields.text("title"), fields.text("version")
    scope = fields.one_of("scope", ("national", "local", "own"))
    given = fields.part("parameters")
    parameters = tuple(_parameter(name, given.part(name)) for name in given)
    names = {parameter.name: parameter.value for parameter in parameters}
    rows = fields.rows("items")
    if not rows:
        raise fields.wrong("items", "一条规则也没有，请至少写一条。")
    items = tuple(_item(row, pack, scope, names) for row in rows)
    fields.done()
    return Pack(pack, title, version, scope, parameters, items)


def _parameter(name: str, fields: Fields) -> Parameter:
    choices = fields.part("choices")
    found = Parameter(
        name,
        title=fields.text("title"),
        value=fields.whole("value"),
        unit=fields.text("unit", ""),
        note=fields.text("note", ""),
        choices={int(key): choices.text(key) for key in choices},
    )
    fields.done()
    return found


def _item(fields: Fields, pack: str, scope: str, parameters: dict[str, int]) -> Item:
    item = fields.text("id")
    fields.name(item)
    cadence = fields.one_of("cadence", CADENCES)
    blank = "title" if cadence == "record" else "period"
    parameter = fields.one_of("parameter", parameters, "")
    if parameter and fields.has("at_least"):
        raise fields.wrong("at_least", "已由 parameter 给出，两个只留一个。")
    found = Item(
        item,
        pack,
        title=fields.text("title"),
        ask=fields.pattern("ask", (blank, "at_least"), must=blank),
        clause=fields.pattern("clause", ("at_least",)),
        citation=_citation(fields, scope, cadence),
        cadence=cadence,
        strength=Strength(fields.one_of("strength", tuple(Strength))),
        answers=frozenset(fields.words("answers", KINDS)),
        marks=frozenset(fields.words("marks")),
        each=fields.one_of("each", EACH, "branch"),
        measure=fields.one_of("measure", MEASURES, "count"),
        at_least=fields.whole("at_least", parameters.get(parameter, 1), least=1),
        parameter=parameter,
        unit=Unit(fields.one_of("unit", tuple(Unit), Unit.TIMES)),
        condition=fields.one_of("condition", CONDITIONS, ""),
        grace=fields.whole("grace"),
        evidence=fields.words("evidence"),
        late=fields.text("late", "未按期开展"),
        owner=fields.text("owner", ""),
        owner_name=fields.text("owner_name", ""),
        since=fields.day("since"),
        until=fields.day("until"),
        **_festival(fields, cadence),
    )
    _agree(found, fields)
    fields.done()
    return found


def _citation(fields: Fields, scope: str, cadence: str) -> Citation:
    part = fields.part("citation")
    blanks = ("document", "article", "edition", "basis")
    found = Citation(*(part.text(blank, "") for blank in blanks))
    part.done()
    cited = bool(found.document and found.article)
    if scope == "national" and cadence != "record" and not cited:
        raise fields.wrong("citation", "全国通用的规则要写明 document（文件）和 article（第几条）。")
    if not cited and not found.basis:
        raise fields.wrong("citation", "没有依据：请写 document 和 article，或者在 basis 里写本地依据。")
    return found


def _festival(fields: Fields, cadence: str) -> dict[str, Any]:
    if cadence != "on_event":
        return {}
    return {
        "festival": fields.one_of("festival", FESTIVAL_CODES),
        "days_before": fields.whole("days_before", least=1),
    }


def _agree(item: Item, fields: Fields) -> None:
    """What single fields cannot show."""
    if not item.answers:
        raise fields.wrong("answers", "没有写哪一类记录算完成，请至少写一类。")
    if item.measure == "distinct" and item.each != "branch":
        raise fields.wrong("measure", "distinct 数的是对象，不能再按 each 分给每个对象，请改为 count。")
    if item.cadence in ("on_event", "record") and item.each != "branch":
        raise fields.wrong("each", "由节日或记录提出的事项只对支部，请删去 each。")
