"""A cell is read as people write it; what cannot be read is said with a remedy."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from checklists.ledgers import cells
from checklists.ledgers.errors import CellError, CellProblem
from checklists.ledgers.form import MASKED, Choice, Column, Kind, Mask
from checklists.ledgers.sheets import Cell

DAY = Column(key="day", heading="日期", kind=Kind.DATE)
ROUGH = Column(key="day", heading="入党时间", kind=Kind.DATE, month_ok=True)
DUE = Column(key="due", heading="时限", kind=Kind.DATE, words=("长期坚持",))
MONTH = Column(key="month", heading="出生年月", kind=Kind.MONTH)
MOMENT = Column(key="at", heading="开始时间", kind=Kind.DATETIME)
COUNT = Column(key="n", heading="应到人数", kind=Kind.INT)
MONEY = Column(key="fen", heading="慰问金", kind=Kind.MONEY)
HOURS = Column(key="hours", heading="学时", kind=Kind.HOURS)
YES_NO = Column(key="yes", heading="是否", kind=Kind.BOOL)
NAMES = Column(key="names", heading="走访人", kind=Kind.NAMES)
NAME = Column(key="name", heading="主持人", kind=Kind.NAME)
TEXT = Column(key="text", heading="备注", kind=Kind.MULTILINE)
PHONE = Column(key="phone", heading="电话", sensitive=Mask.PHONE)
KIND = Column(
    key="kind",
    heading="会议类型",
    kind=Kind.CHOICE,
    choices=(Choice("支部委员会", ("支委会", "支委扩大会")), Choice("党小组会", ("小组会",))),
)
LOOSE = Column(key="source", heading="来源", kind=Kind.CHOICE, loose=True, choices=(Choice("巡察"), Choice("审计")))
LISTS = Column(key="lists", heading="清单", kind=Kind.CHOICES, open=True, choices=(Choice("低保", ("低保户",)),))

READ: list[tuple[Column, Cell, object]] = [
    (DAY, date(2024, 5, 6), date(2024, 5, 6)),
    (DAY, datetime(2024, 5, 6, 14, 30), date(2024, 5, 6)),  # noqa: DTZ001 - Excel knows no zone
    (DAY, 45418, date(2024, 5, 6)),
    (DAY, "45418", date(2024, 5, 6)),
    (DAY, "2024年5月6日", date(2024, 5, 6)),
    (DAY, "２０２４．５．６", date(2024, 5, 6)),
    (DAY, "2024/5/6  14:30", date(2024, 5, 6)),
    (DAY, 20240506, date(2024, 5, 6)),
    (DAY, "2024年5月6日（星期一）", date(2024, 5, 6)),
    (DAY, "5月6日", date(2023, 5, 6)),
    (DAY, "5.6", date(2023, 5, 6)),
    (DAY, 5.6, date(2023, 5, 6)),
    (DAY, "5月31", date(2023, 5, 31)),
    (DAY, "2024年6月底前", date(2024, 6, 30)),
    (DAY, "6月30日前", date(2023, 6, 30)),
    (DAY, "5月6日至8日", date(2023, 5, 6)),
    (DAY, "—", None),
    (DAY, "无", None),
    (DUE, "长期坚持，持续推进", "长期坚持"),
    (ROUGH, "2010年7月", date(2010, 7, 1)),
    (ROUGH, "2010.07.15", date(2010, 7, 15)),
    (MONTH, "1975.10", date(1975, 10, 1)),
    (MONTH, 1975.12, date(1975, 12, 1)),
    (MONTH, "1975年3月", date(1975, 3, 1)),
    (MONTH, 197503, date(1975, 3, 1)),
    (MONTH, date(1975, 3, 28), date(1975, 3, 1)),
    (MOMENT, "2024/5/6  14:30", "2024-05-06 14:30"),
    (MOMENT, "2024年5月6日下午2点半", "2024-05-06 14:30"),
    (MOMENT, "2024-05-06T09:00:00", "2024-05-06 09:00"),
    (MOMENT, "5月6日14：30—16：00", "2023-05-06 14:30"),
    (MOMENT, "2024年5月6日14时30分", "2024-05-06 14:30"),
    (MOMENT, 45418.604166667, "2024-05-06 14:30"),
    (MOMENT, "2024年5月6日", "2024-05-06 00:00"),
    (MOMENT, "16:00", time(16)),
    (COUNT, "１２人", 12),
    (COUNT, "12人次", 12),
    (COUNT, 12.0, 12),
    (COUNT, "/", None),
    (MONEY, "1,200元", 120_000),
    (MONEY, "￥500.50", 50_050),
    (MONEY, "1.2万元", 1_200_000),
    (MONEY, 0.1 + 0.2, 30),
    (HOURS, "2学时", 20),
    (HOURS, 1.5, 15),
    (YES_NO, "√", True),
    (YES_NO, "×", False),
    (YES_NO, "无", False),
    (YES_NO, "有", True),
    (YES_NO, "", None),
    (NAMES, "张三、李四，王五;赵六；孙七", ("张三", "李四", "王五", "赵六", "孙七")),
    (NAMES, "张　三 李四\n王 五", ("张三", "李四", "王五")),
    (NAMES, "欧阳 锋、张 三 丰", ("欧阳锋", "张三丰")),
    (NAMES, "1、张三 2、李四", ("张三", "李四")),
    (NAMES, "张三（出差，6月）、李四 （病假）", ("张三（出差，6月）", "李四（病假）")),
    (NAMES, "John Smith、张三", ("John Smith", "张三")),
    (NAMES, "无", ()),
    (NAME, "张　三", "张三"),
    (NAME, "张三、李四", "张三、李四"),
    (KIND, "支委会", "支部委员会"),
    (KIND, "支委（扩大）会", "支部委员会"),
    (KIND, "党 小 组 会", "党小组会"),
    (LOOSE, "区委第三轮巡察反馈", "巡察"),
    (LISTS, "低保户，突发困难、低保", ("低保", "突发困难")),
    (TEXT, "无", "无"),
    (TEXT, "第一行\r\n第二行\x07", "第一行\n第二行"),
    (TEXT, "3*5米", "3*5米"),
    (TEXT, "****", MASKED),
    (PHONE, 13812345678, "13812345678"),
    (PHONE, "138****1234", MASKED),
    (NAME, "张*三", MASKED),
    (NAME, "张＊三", MASKED),
    (DAY, "****", MASKED),
]

REFUSED: list[tuple[Column, Cell, str, str]] = [
    (DAY, "五月三十一", "认不出", "2025-05-31"),
    (DAY, "2025-02-30", "没有这一天", "核对"),
    (DAY, "2025-05-31或6月2日", "认不出", "2025-05-31"),
    (DAY, 5.1, "分不清", "2025-05-31"),
    (MONTH, 1975.1, "分不清", "2025-05-31"),
    (MOMENT, "2025-05-31 25:00", "没有这个时间", "14:30"),
    (COUNT, "十来人", "不是整数", "只写数字"),
    (COUNT, "-3", "不是整数", "只写数字"),
    (MONEY, "两百", "不是金额", "1200"),
    (MONEY, "1.234", "位数不对", "1200.50"),
    (HOURS, "半天", "不是学时数", "1.5"),
    (YES_NO, "大概", "看不出是或否", "是"),
    (KIND, "茶话会", "不在可选的词里", "支部委员会、党小组会"),
    (LOOSE, "巡察和审计", "不在可选的词里", "巡察、审计"),
    (PHONE, 513022198001011200, "15位以上", "文本"),
    (TEXT, "#REF!", "公式", "算出"),
]


@pytest.mark.parametrize(("column", "cell", "value"), READ)
def test_a_cell_is_read_as_people_write_it(column: Column, cell: Cell, value: object) -> None:
    found = cells.read(column, cell, year=2023)
    assert (f"{found:%Y-%m-%d %H:%M}" if isinstance(found, datetime) else found) == value


@pytest.mark.parametrize(("column", "cell", "reason", "remedy"), REFUSED)
def test_a_cell_that_cannot_be_read_says_why_and_what_to_write(
    column: Column, cell: Cell, reason: str, remedy: str
) -> None:
    with pytest.raises(CellProblem) as refused:
        cells.read(column, cell, year=2023)
    assert reason in refused.value.reason
    assert remedy in refused.value.remedy


def test_a_day_without_a_year_asks_for_one() -> None:
    with pytest.raises(CellProblem, match=r"没有写年份.*选定年份"):
        cells.read(DAY, "5月6日")


def test_an_error_reads_as_a_sentence_with_row_column_value_and_remedy() -> None:
    error = CellError(7, "开始时间", "5月卅一", "认不出", "请写成2024-05-31")
    assert str(error) == "第7行 开始时间：“5月卅一”认不出，请写成2024-05-31"
