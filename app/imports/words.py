"""What an import says of itself: counts, what comes along, what a person should know before writing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from app.db import Record
from app.imports.engine import NEW, SAME, UPDATED, Plan
from checklists.ledgers.errors import CellError
from checklists.ledgers.match import Sheet

STATES = {NEW: "新增", UPDATED: "更新", SAME: "相同"}
# table → (what its rows are called, their measure word). Tables not named are parts of the row's own record.
RECORDS = {
    "activities": ("会议活动", "次"),
    "attendances": ("到会记录", "条"),
    "branches": ("支部", "个"),
    "groups": ("党小组", "个"),
    "people": ("人员", "名"),
    "terms": ("任期", "届"),
    "posts": ("任职", "个"),
    "dues_years": ("党费台账的行", "行"),
    "dues_payments": ("党费交纳", "笔"),
    "dues_rates": ("月应交", "条"),
    "accounts": ("账号", "个"),
    "letters": ("信件", "封"),
    "notices": ("提醒", "条"),
    "certificates": ("培训证书", "份"),
    "stations": ("先锋岗或责任区", "个"),
    "station_records": ("践诺记录", "条"),
    "talks": ("谈话", "次"),
    "appraisals": ("评议结果", "人"),
    "life_findings": ("组织生活会的问题和措施", "条"),
    "households": ("家庭", "户"),
    "assisted_persons": ("残疾人", "名"),
    "pairings": ("结对", "对"),
    "commitments": ("帮扶承诺", "项"),
    "campaigns": ("走访慰问活动", "个"),
    "visits": ("走访", "次"),
    "needs": ("需求", "项"),
    "services": ("服务", "件"),
    "risk_points": ("风险点", "个"),
    "reassessments": ("风险点复核", "次"),
    "reminder_rounds": ("廉政提醒", "批"),
    "inspections": ("互查", "轮"),
    "inspection_rows": ("互查项目", "项"),
    "issues": ("问题", "项"),
    "referred_figures": ("业务数据", "项"),
    "imports": ("导入", "次"),
}
SHOWN = 5  # rows named one by one in a notice


def called(record: Record | str) -> str:
    """What a record of a table is called, in words."""
    table = record if isinstance(record, str) else record.__tablename__
    return RECORDS.get(table, ("记录", "条"))[0]


def said(error: CellError) -> str:
    """第7行 开始时间：“5月31”认不出，请写成…; a room's words quote the value already."""
    return str(error._replace(value="") if error.value and error.value in error.reason else error)


def reason(error: CellError) -> str:
    """开始时间“5月31”认不出，请写成…: for a cell of the row itself."""
    value = f"“{error.value}”" if error.value and error.value not in error.reason else ""
    return f"{error.column}{'：' if not value else ''}{value}{error.reason}，{error.remedy}"


def counted(plan: Plan) -> str:
    """新增12行，更新3行，相同5行，有错2行"""
    found = [(words, plan.count(state)) for state, words in STATES.items()] + [("有错", len(plan.left_out))]
    return "，".join(f"{words}{count}行" for words, count in found if count) or "没有读到一行内容"


def along(plan: Plan) -> str:
    """The records of other kinds that the rows bring with them."""
    own = {outcome.key for outcome in plan.outcomes}
    return listed(Counter(key[0] for key, touch in plan.touched.items() if touch.made and key not in own))


def listed(made: Mapping[str, int]) -> str:
    """家庭12户、党小组1个, by table."""
    return "、".join(f"{RECORDS[t][0]}{n}{RECORDS[t][1]}" for t, n in sorted(made.items()) if t in RECORDS)


def notices(plan: Plan) -> Iterator[str]:
    """What was decided for the reader, so that it can be checked."""
    for name, rows in plan.scope.unknown.items():
        yield f"系统里没有“{name}”，{numbered(rows)}记入{plan.scope.chosen_name or '编号所在的支部'}。"
    again = [outcome for outcome in plan.outcomes if outcome.again is not None]
    for outcome in again[:SHOWN]:
        yield f"第{outcome.row}行与第{outcome.again}行是同一条（重复），记为{STATES[outcome.state]}。"
    if len(again) > SHOWN:
        yield f"另有{len(again) - SHOWN}行与前面的行重复。"
    if others := along(plan):
        yield f"这些行还会带出新的{others}。"
    yield from _unkept(plan)
    yield from _about_reading(plan.sheet)


def _unkept(plan: Plan) -> Iterator[str]:
    """What stands in the sheet, is understood, and has no place with us."""
    for heading, key in plan.sheet.columns.items():
        why = plan.door.form.column(key).unkept
        if why and any(row.values.get(key) for row in plan.sheet.rows):
            yield f"“{heading}”一列不写入台账：{why}。"


def _about_reading(sheet: Sheet) -> Iterator[str]:
    guessed = [f"“{heading}”" for heading in sheet.guessed]
    if guessed:
        yield f"{'、'.join(guessed)}按相近的列名读，请核对。"
    if sheet.skipped:
        said = "、".join(f"第{row}行（{why}）" for row, why in sheet.skipped[:SHOWN])
        yield f"没有当作记录的有{len(sheet.skipped)}行：{said}{'等' if len(sheet.skipped) > SHOWN else ''}。"
    if sheet.other_sheets:
        yield f"只读了工作表“{sheet.name}”，没有读{'、'.join(f'“{name}”' for name in sheet.other_sheets)}。"
    kept = Counter(name for row in sheet.rows for name in row.extra if name not in sheet.unknown_columns)
    for name, count in kept.items():
        yield f"{name}有{count}行与记下的写法不同，请核对。"


def numbered(rows: list[int]) -> str:
    """第7、9行"""
    named = "、".join(f"{row}" for row in rows[:SHOWN])
    return f"第{named}行" if len(rows) <= SHOWN else f"第{named}等{len(rows)}行"
