"""Ledgers as one county or another really keeps them are read without touching the file."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from checklists.ledgers import definitions
from checklists.ledgers.match import match
from tests.sheets import sheet

LAYOUTS: list[tuple[str, str, int, dict[str, object]]] = [
    (  # the import sheet of a university's system: codes and staff numbers between the known columns
        "meetings",
        """
所在分党委编码|所在分党委|所在党支部编码|所在党支部|会议类型|主持人学工号|主持人姓名|记录人学工号|记录人姓名|会议名称|计划会议时间|实际会议时间|会议地点|应到人数|实到人数|请假人数|列席人员|会议议题|会议内容|会议决议
001|机关党委|00101|甲支部|支委会|9001|张 三|9002|李四|3月支委会|2025.3.7|2025/3/7  14:30|三楼会议室|5|5|0|王五、赵六|研究党员积分|讨论|同意
""",
        1,
        {
            "branch": "甲支部",
            "kind": "支部委员会",
            "host": "张三",
            "started_at": "2025-03-07 14:30",
            "observers": ("王五", "赵六"),
            "resolution": "同意",
        },
    ),
    (  # a title that names the kind and the year, days without a year, a span of time in one cell
        "meetings",
        """
××县残联2025年上半年支委会会议记录
填报支部：甲支部      填报时间：2025年7月1日

序号|会 议 时 间|地  点|主持人|记录|应到会|实到会|请假、缺席人员及原因|会议主题|主要内容|议定事项|备注
1|3月7日14：30—16：00|三楼会议室|张三|李四|5人|4人|王五（出差）|研究本月工作|传达文件|一、同意|
2|4月11日下午2点半|三楼会议室|张三|李四|5|5|无|研究发展党员|讨论|同意|
|合计|||||9||||
填表人：李四||||审核人：张三
""",
        2,
        {
            "branch": "甲支部",
            "kind": "支部委员会",
            "title": "研究本月工作",
            "agenda": "研究本月工作",
            "started_at": "2025-03-07 14:30",
            "ended_at": "2025-03-07 16:00",
            "due": 5,
            "present": 4,
        },
    ),
    (  # a day and two times in three columns, and a heading nobody listed for a required one
        "meetings",
        """
支部名称（必填）|活动类型|活动（会议）名称|日期|开始时间|结束时间|活动地点|会议主持人员|会议记录人|应到|实到|缺席|会议议程|录像编号
乙支部|党员大会|一季度党员大会|2025年3月28日|9:00|11:30|礼堂|赵六|钱七|１２|12||学习、讨论|A-7
""",
        1,
        {
            "kind": "支部党员大会",
            "started_at": "2025-03-28 09:00",
            "ended_at": "2025-03-28 11:30",
            "host": "赵六",
            "due": 12,
        },
    ),
    (
        "visits",
        """
××区残联“温暖万家行”走访慰问台账（2025年）
序号|慰问日期|慰问对象|走访人员|走访形式|活动名称|慰问金额（元）|慰问物资|困难诉求|备注
1|1月20日|周*生|张三、李四|入户走访|温暖万家行|500|米、油|轮椅损坏|
2|1月20日|吴大娘|张三 李四|入户|温暖万家行|1,000元||无|
合计||||||1500|||
""",
        2,
        {"visited_on": date(2025, 1, 20), "visitors": ("张三", "李四"), "way": "入户", "gift_money": 50_000},
    ),
    (
        "visits",
        """
日期|走访户|帮扶人|方式|诉求|解决问题|转办单位|办结时限
2025.5.28|郑小乙|王 五|电话联系|想学盲文|已答复|教育科|6月底前
""",
        1,
        {"visitors": ("王五",), "person": "郑小乙", "way": "电话", "referral_due": date(2025, 6, 30)},
    ),
    (
        "visits",
        """
镇街|村社|户主姓名|走访时间|走访党员|走访方式|组织单位|家庭情况|联系电话
××镇|一社|冯老大|20250601|陈八；褚九|登门|残联|稳定|138****1234
""",
        1,
        {"visitors": ("陈八", "褚九"), "person": "冯老大", "way": "入户", "organiser": "单位"},
    ),
    (  # the ledger seen in public, its order untouched
        "issues",
        """
问题整改销号台账
序号|问题来源|问题等级|问题具体描述|涉及范围/数量|整改责任单位|责任领导|责任人|整改措施|计划完成时限|实际完成时间|佐证材料名称|复核情况|复核人签字|销号状态|备注
1|区委第三轮巡察反馈|一般|台账登记不及时|2册|办公室|张三|李四|补齐台账|2025年6月30日前|2025.6.20|台账复印件|已核|王五|已销号|
""",
        1,
        {
            "source": "巡察",
            "level": "一般",
            "due_on": date(2025, 6, 30),
            "finished_on": date(2025, 6, 20),
            "status": "已销号",
        },
    ),
    (
        "issues",
        """
××支部问题清单
序号|存在的问题|发现途径|整改举措|责任科室|整改责任人|整改期限|整改落实情况|完成情况
1|学习记录不完整|自查自纠|每月检查|办公室|李四|长期坚持|每月检查一次|持续整改
2|会议室无坡道|一月一互查|加装坡道|综合科|王五|5月31日|已加装|整改完成
""",
        2,
        {"text": "学习记录不完整", "source": "自查", "due_on": "长期坚持", "status": "阶段性完成并持续整改"},
    ),
    (
        "issues",
        """
编号|清单名称|问题描述|检查时间|责任领导|责任人|完成时间|是否销号|销号时间
ZG-01|廉政风险隐患清单、支部清单|公务用车登记漏项|2025/3/5|张三|李四|2025/3/20|是|2025/3/28
""",
        1,
        {"lists": ("廉政风险隐患", "支部问题清单"), "found_on": date(2025, 3, 5), "status": "已销号"},
    ),
    (  # the table seen in public names no 直接责任人
        "risks",
        """
序号|单位/科室|风险类别|风险点|廉政风险主要内容及表现形式|风险等级|防控措施|部门负责人|责任领导
1|康复科|业务流程风险|辅具采购|指定供应商|一级|公开比选|张三|李四
""",
        1,
        {
            "department": "康复科",
            "kind": "业务流程",
            "level": "高",
            "manifestation": "指定供应商",
            "owner": "张三",
            "head": "张三",
        },
    ),
    (
        "risks",
        """
附件2
廉政风险点排查登记表
科室名称|岗位名称|权力事项|关键环节|风险类型|廉政风险点|风险表现|风险级别|防范措施|责任人|分管领导|年度
办公室|出纳|报销|审核|岗位职责|报销审核|票据不实|中风险|双人复核|王 五|李四|2025年度
""",
        1,
        {"post": "出纳", "step": "审核", "level": "中", "owner": "王五", "year": 2025},
    ),
    (
        "risks",
        """
填报单位：××县残疾人联合会|||||||
等级*|类别*|风险内容*|主要表现形式*|措施*|部门*|直接责任人*|复核意见
低|思想道德|服务态度|推诿|谈心谈话|综合科|赵六|已消除
""",
        1,
        {"level": "低", "kind": "思想道德", "branch": "××县残疾人联合会", "conclusion": "已消除"},
    ),
    (
        "members",
        """
××支部党员花名册
序号|姓 名|性别|民族|出生年月|学历|入党时间|转正时间|党员类别|所在支部|党内任职|手机号码|身份证号码
1|张　三|男|汉|1975.10|本科|2001年7月|2002.07.01|中共党员|甲支部|书记|13800000001|510000********0011
""",
        1,
        {
            "name": "张三",
            "birth_month": date(1975, 10, 1),
            "joined_on": date(2001, 7, 1),
            "confirmed_on": date(2002, 7, 1),
            "category": "正式党员",
        },
    ),
    (
        "members",
        """
党支部名称|党员姓名|人员类别|加入中共党组织时间|转为正式党员日期|工作单位及职务|联系电话|所在党小组
乙支部|李四|预备|2024-12-20||综合科科员|13800000002|第一小组
""",
        1,
        {"branch": "乙支部", "category": "预备党员", "confirmed_on": None, "group": "第一小组"},
    ),
    (
        "members",
        """
填报单位：丙支部
姓名|政治面貌|入党日期|转正日期|出生日期|文化程度|职务
王五|中共预备党员|20250110||1990年3月8日|大专|干事
""",
        1,
        {"branch": "丙支部", "category": "预备党员", "birth_month": date(1990, 3, 1), "job": "干事"},
    ),
    (
        "pairings",
        """
党员干部结对帮扶困难残疾人家庭台账
序号|支部|帮扶干部|残疾人姓名|性别|残疾证号码|残疾类型|残疾级别|住址|联系方式|困难类别|需求|帮扶措施|完成时限|结对时间
1|甲支部|张 三|周*生|男|5100****0011|肢体残疾|二级|××镇****|138****1234|低保户、监测户|轮椅|协助申请轮椅|2025年9月底前|2025年1月
""",
        1,
        {
            "member": "张三",
            "disability": "肢体",
            "grade": "二级",
            "policy_status": ("低保", "监测对象"),
            "commitment_due": date(2025, 9, 30),
            "paired_on": date(2025, 1, 1),
        },
    ),
    (
        "pairings",
        """
帮扶责任人|帮扶对象|残疾类别|残疾等级|主要需求|承诺事项|承诺期限|党支部|帮扶成效
李四|吴大娘|视力|1级|盲杖|送盲杖上门|2025-06-30|甲支部|已兑现
""",
        1,
        {"member": "李四", "person": "吴大娘", "grade": "一级", "outcome": "已兑现"},
    ),
    (
        "pairings",
        """
填报支部：乙支部
户主|类别|等级|监护人姓名|家庭人口数|需求情况|承诺内容|兑现时限|结对党员|走访次数|最近走访时间
郑小乙|多重|三|郑父|4人|康复训练|联系机构|2025/12/31|王五|3次|5.28
""",
        1,
        {"branch": "乙支部", "disability": "多重", "grade": "三级", "household_size": 4, "visits_done": 3},
    ),
]


@pytest.mark.parametrize(("form", "text", "count", "values"), LAYOUTS)
def test_a_layout_of_some_county_is_read_as_it_is(form: str, text: str, count: int, values: dict[str, object]) -> None:
    found = match([sheet(text)], definitions.form(form), year=2025)
    assert [str(error) for error in found.errors] == []
    assert len(found.rows) == count
    read = {
        key: f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value
        for key, value in found.rows[0].values.items()
    }
    assert {key: read.get(key) for key in values} == values


def test_what_the_form_does_not_know_is_kept_and_named() -> None:
    found = match([sheet(LAYOUTS[0][1])], definitions.form("meetings"))
    assert found.unknown_columns == ("所在分党委编码", "所在分党委", "所在党支部编码", "主持人学工号", "记录人学工号")
    assert found.rows[0].extra["主持人学工号"] == "9001"


def test_a_heading_taken_by_likeness_is_told() -> None:
    found = match([sheet(LAYOUTS[2][1])], definitions.form("meetings"))
    assert found.guessed == ("会议主持人员",)


def test_words_around_a_choice_are_kept_beside_it() -> None:
    found = match([sheet(LAYOUTS[6][1])], definitions.form("issues"))
    assert found.rows[0].extra == {"问题来源（原文）": "区委第三轮巡察反馈"}
