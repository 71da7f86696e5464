"""The page of a check sheet: its head, and one group of fields a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.errors import Invalid
from app.fields import Fields, Typed, coded, field
from app.inspection.models import FINDINGS, Inspection, InspectionRow
from app.inspection.queries import Handed
from app.inspection.rules import row_problems
from app.inspection.sheet import sheet
from app.web import Form
from checklists.ledgers.form import Kind

SIDES = {"inspecting": "我们检查对方", "inspected": "我们接受检查"}
HEAD = Fields(
    field("inspected_on", "检查日期", Kind.DATE, required=True),
    coded("side", "检查还是受检", SIDES),
    field("partner", "对方单位", required=True),
    field("inspectors", "检查人", Kind.NAMES, required=True),
    field("companions", "陪同人", Kind.NAMES),
    field("way", "检查方式"),
    field("highlights", "亮点做法", Kind.MULTILINE),
    field("overall", "总体评价", Kind.MULTILINE),
)
OWN_ROWS = ("x1",)  # for what the sheet does not name; saving gives another
ON_PAGE = {"inspecting_unit": "partner", "inspected_unit": "partner"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet as the page shows it; `issue` is what it has become."""

    key: str
    item: str
    content: str
    rule: str = ""
    row: InspectionRow | None = None
    issue: Handed | None = None
    typed: Typed | None = None

    def text(self, name: str) -> str:
        return str(self.typed.texts.get(f"{name}-{self.key}", "")) if self.typed else ""

    @property
    def own(self) -> bool:
        return self.key in OWN_ROWS

    @property
    def has_more(self) -> bool:
        """Whether the second half of the row stands open."""
        return any(self.text(name) for name in ("problem", "advice", "owner", "due_on"))


def lines(inspection: Inspection | None, issues: Mapping[int, Handed], form: Form | None = None) -> list[Line]:
    """What was found already, then the rest of the sheet, then rows of one's own; as typed where it was."""
    made = list(_bare(inspection, issues))
    return [_with(line, form) for line in made]


def _bare(inspection: Inspection | None, issues: Mapping[int, Handed]) -> Iterator[Line]:
    saved = list(inspection.rows) if inspection else []
    rules = {(one.item, one.content): one.rule for one in sheet()}
    for row in saved:
        known = rules.pop((row.item, row.content), "")
        yield Line(f"r{row.id}", row.item, row.content, known, row, issues.get(row.id))
    for one in sheet():
        if (one.item, one.content) in rules:
            yield Line(f"s-{one.id}", one.item, one.content, one.rule)
    for key in OWN_ROWS:
        yield Line(key, "", "")


def _with(line: Line, form: Form | None) -> Line:
    fields = _fields(line)
    if form is not None and line.issue is None:
        typed = fields.read(form)
    else:
        stored = {f"{name}-{line.key}": getattr(line.row, name) for name in _NAMES} if line.row else {}
        typed = fields.shown(stored)
    return Line(line.key, line.item, line.content, line.rule, line.row, line.issue, typed)


_NAMES = ("finding", "problem", "advice", "owner", "due_on")


def _fields(line: Line) -> Fields:
    columns = [
        coded(f"finding-{line.key}", "检查情况", FINDINGS, required=False),
        field(f"problem-{line.key}", "发现问题", Kind.MULTILINE),
        field(f"advice-{line.key}", "整改建议", Kind.MULTILINE),
        field(f"owner-{line.key}", "责任人"),
        field(f"due_on-{line.key}", "整改时限", Kind.DATE),
    ]
    if line.own:
        columns += [field(f"item-{line.key}", "检查项目"), field(f"content-{line.key}", "检查内容", Kind.MULTILINE)]
    return Fields(*columns)


def row_values(line: Line) -> dict[str, Any]:
    """What was typed for the row, by the names of its columns."""
    assert line.typed is not None
    values = {key.removesuffix(f"-{line.key}"): value for key, value in line.typed.values.items()}
    return {"item": line.item, "content": line.content} | values


def filled(typed: Typed, found: list[Line]) -> list[tuple[Line, dict[str, Any]]]:
    """The rows in which something was found, or Invalid with the words of the head and of all rows."""
    errors = dict(typed.errors)
    made = []
    for line in found:
        if line.issue is not None or line.typed is None:
            continue
        values = row_values(line)
        if not any(values.get(name) for name in _NAMES) and line.row is None:
            continue
        made.append((line, values))
        day = typed.values.get("inspected_on")
        problems = line.typed.errors or (row_problems(values, day) if day else {})
        errors |= {_named(key, line): words for key, words in problems.items()}
    if errors:
        raise Invalid(errors)
    return made


def _named(key: str, line: Line) -> str:
    return key if key.endswith(f"-{line.key}") else f"{key}-{line.key}"


def head_values(typed: Typed, branch: str, old: Inspection | None = None) -> dict[str, Any]:
    """The head as acts take it: the two units by the side we are on. Our own name stays as it was written."""
    values = dict(typed.checked())
    inspecting, partner = values.pop("side") == "inspecting", values.pop("partner")
    ours = branch
    if old is not None and old.we_inspect == inspecting:
        ours = old.inspecting_unit if inspecting else old.inspected_unit
    values |= {"inspectors": "、".join(values["inspectors"]), "companions": "、".join(values["companions"])}
    pair = (ours, partner) if inspecting else (partner, ours)
    return values | dict(zip(("inspecting_unit", "inspected_unit"), pair, strict=True))


def shown(inspection: Inspection) -> Typed:
    """The head of a round as it stands."""
    plain = {column.key: getattr(inspection, column.key, None) for column in HEAD.columns}
    partner = inspection.inspected_unit if inspection.we_inspect else inspection.inspecting_unit
    return HEAD.shown(plain | {"side": "inspecting" if inspection.we_inspect else "inspected", "partner": partner})


def on_page(invalid: Invalid) -> Invalid:
    """The words of an act beside the fields this page has."""
    return Invalid({ON_PAGE.get(field, field): words for field, words in invalid.errors.items()})
