"""How each column is filled in, in words: the second sheet of every template."""

from __future__ import annotations

from collections.abc import Iterator

from checklists.ledgers.form import Column, Form, Kind

HOW = {
    Kind.SERIAL: "自动编排，可以不填",
    Kind.DATE: "日期，如 2025-05-31；2025年5月31日、2025.5.31 也认得",
    Kind.MONTH: "年月，如 1975-10",
    Kind.DATETIME: "日期和时间，如 2025-05-31 14:30",
    Kind.INT: "整数，只写数字",
    Kind.MONEY: "以元计，如 1200 或 1200.50",
    Kind.HOURS: "学时数，如 2 或 1.5",
    Kind.BOOL: "是 或 否",
    Kind.NAME: "写一个人的姓名",
    Kind.NAMES: "可以写几个人，用顿号分开",
}
GENERAL = "表头请保留在一行；列的先后可以调整，多出的列会列为“未识别的列”，不会丢掉。导出的表中带*号的内容表示不变，不用改动。"


def guide(form: Form) -> Iterator[tuple[str, str, str]]:
    yield ("列名", "是否必填", "怎么填")
    for column in form.layout:
        yield (column.heading, "必填" if column.required else "选填", how(column))
    yield ("说明", "", GENERAL)


def how(column: Column) -> str:
    """One sentence or two on what may stand in the column."""
    said = [column.note or HOW.get(column.kind, "")]
    words = "、".join(choice.word for choice in column.choices)
    if words and column.kind is Kind.CHOICES:
        said.append(f"可以选几个，用顿号分开：{words}")
    elif words:
        said.append(f"选填其一：{words}")
    if words and column.open:
        said.append("也可以写别的词")
    if column.words:
        said.append(f"也可以写：{'、'.join(column.words)}")
    if column.unkept:
        said.append(f"不写入台账：{column.unkept}")
    if column.default:
        said.append(f"不填即为{column.default}")
    return "；".join(filter(None, said)) or "照实填写"
