"""The forms are those of the paper, and nothing in them contradicts itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from checklists.fields import DefinitionError
from checklists.ledgers import definitions
from checklists.ledgers.fold import fold
from checklists.ledgers.form import Form, Kind

PAPER = {
    "meetings": "序号 党支部* 会议类型* 会议名称* 计划时间 开始时间* 结束时间 会议地点* 主持人* 记录人* 应到人数* 实到人数* 请假人数"
    " 缺席人员及原因 列席人员 会议议题* 会议内容 发言要点 表决情况 会议决议 责任人及时限 附件 备注 录入时间",
    "lectures": "序号 党支部* 课题* 授课日期* 地点 主讲人* 主讲人职务 是否廉政党课 学时 应到人数 实到人数 缺席人员及原因"
    " 主要内容 讨论情况 附件 备注",
    "talks": "序号 党支部* 谈话时间* 谈话地点 谈话人* 谈话人职务 谈话对象* 对象职务 谈话关系* 谈话原因 谈话主要内容 困难和问题"
    " 意见建议 后续措施 跟进人 跟进时限 备注",
    "integrity-talks": "序号 谈话类型* 谈话时间* 地点 谈话人* 谈话人职务 谈话对象* 单位 职务 政治面貌 事由 谈话提纲 谈话内容"
    " 对象表态 整改要求 整改时限 记录人 备注",
    "reminders": "序号 提醒日期* 提醒节点* 方式* 对象范围* 应发人数 成功人数 失败人数 内容* 发送人 备注",
    "pairings": "序号 党支部* 帮扶党员* 党员职务 帮扶对象* 性别 出生年月 残疾人证号 残疾类别* 残疾等级* 监护人 家庭住址 联系电话"
    " 家庭人口 家庭成员现状 政策身份 关系 主要困难 帮扶需求* 帮扶承诺* 承诺时限* 结对时间 应走访次数（年） 已走访次数 最近走访日期"
    " 完成情况 备注",
    "visits": "序号 走访时间* 走访人* 同行人员 组织主体 帮扶对象* 走访方式* 走访慰问活动名称 家庭近况 困难诉求 政策宣传"
    " 现场解决事项 慰问金（元） 慰问品 需转办事项 转办部门 办结时限 落实情况 照片（选填） 备注",
    "needs": "序号 残疾人* 需求类别* 具体需求* 提出日期* 摸排人* 匹配资源 责任部门 办结时限 办结日期 结果 备注",
    "risks": "序号 单位/科室* 岗位 职权事项 重要环节 风险类别* 风险点* 表现形式* 风险等级* 防控措施* 监测指标 直接责任人*"
    " 部门负责人 责任领导 排查年度 公示日期 复核日期 复核结论 备注",
    "issues": "序号 问题来源 发现日期 问题类别 问题等级 问题具体描述* 涉及范围/数量 整改责任单位 责任领导 责任人 整改措施 整改目标"
    " 整改类型 计划完成时限 当前进展 延期次数 延期理由 实际完成时间 佐证材料名称 复核情况 复核人签字 销号状态 备注 销号日期 批准人"
    " 长效机制 所属清单",
    "inspections": "序号 检查日期* 检查单位* 受检单位* 检查人* 陪同人 检查方式 检查项目* 检查内容* 检查情况* 发现问题 整改建议"
    " 责任人 整改时限 亮点做法 总体评价",
    "figures": "序号 指标名称* 数值* 单位* 统计口径* 所属期间* 截至日期* 提供科室* 提供人 凭据 备注",
    "members": "姓名* 性别 民族 出生年月 入党时间* 转正时间 人员类别* 学历 工作岗位 党内职务 所属党支部* 所属党小组 手机 邮箱 备注",
    "branches": "党支部名称* 上级党组织 类型 成立时间 本届任命时间 任期（年） 应换届时间 结对单位",
    "appraisals": "姓名* 人员类别* 评议结果* 所属年度*",
    "committee": "党支部* 姓名* 职务* 任职时间 分工",
    "dues": "序号 党支部* 姓名* 月应交* 1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月 全年实交 未交 备注 年度*",
    "certificates": "序号 党支部* 姓名* 培训名称* 培训类别 举办单位 开始日期 结束日期* 学时* 证书编号 备注",
    "posts": "序号 党支部* 类型* 岗名或区域* 党员* 承诺事项* 设立日期* 公示起 公示止 撤销日期 践诺记录 评价 备注",
    "services": "序号 服务日期* 服务对象* 服务类别* 阶段 服务内容 经办人* 责任部门 结果 备注",
}
PAPER["theme-days"] = (
    PAPER["meetings"].replace("会议类型*", "会议类型") + " 活动主题 规定动作 主要内容及特色 照片（选填）"
)

FORMS = [definitions.form(key) for key in definitions.names()]
by_key = pytest.mark.parametrize("form", FORMS, ids=definitions.names())


def test_there_is_a_form_for_every_ledger_of_this_part() -> None:
    assert definitions.names() == tuple(sorted(PAPER))


@by_key
def test_headings_and_stars_are_those_of_the_paper_and_end_with_our_number(form: Form) -> None:
    assert " ".join(column.written for column in form.layout) == f"{PAPER[form.key]} 编号"
    assert form.columns[-1].key == "id"


@by_key
def test_no_name_of_a_column_is_the_heading_of_another(form: Form) -> None:
    headings = {fold(column.heading): column.key for column in form.columns}
    for column in form.columns:
        for alias in column.aliases:
            assert headings.get(fold(alias), column.key) == column.key, f"{alias} is a heading of its own"


@by_key
def test_choices_have_words_and_no_wording_means_two_of_them(form: Form) -> None:
    for column in form.columns:
        assert bool(column.choices) == (column.kind in (Kind.CHOICE, Kind.CHOICES)), column.key
        wordings = [fold(wording) for choice in column.choices for wording in (choice.word, *choice.aliases)]
        assert len(wordings) == len(set(wordings)), column.key
        assert sum(len(choice.word) + 1 for choice in column.choices) < 255, "Excel's longest dropdown"


def test_what_tells_of_a_helped_person_is_masked_by_default() -> None:
    sensitive = {column.key for column in definitions.form("pairings").columns if column.sensitive}
    assert sensitive >= {"person", "certificate_no", "id_number", "disability", "grade", "guardian", "address", "phone"}
    assert all(definitions.form(key).column("person").sensitive for key in ("visits", "needs", "services"))


def test_a_talk_shows_only_its_day_its_two_sides_and_their_relation() -> None:
    shown = {column.key for column in definitions.form("talks").columns if not column.sensitive}
    assert shown == {"serial", "branch", "talked_on", "talkers", "counterparts", "relation", "id"}


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("- {key: a, heading: 甲, kindd: text}", "kindd"),
        ("- {key: a, heading: 甲, kind: number}", "number"),
        ("- {key: a, heading: 甲}\n- {key: a, heading: 乙}", "写了两次"),
        ("- {key: a, heading: 甲, fallback: [b]}", "“b”不在这张表里"),
    ],
)
def test_a_wrong_form_names_the_file_and_the_fault(tmp_path: Path, columns: str, said: str) -> None:
    path = tmp_path / "forms.yaml"
    path.write_text(f"title: 表\ncolumns:\n{columns}\n", "utf-8")
    with pytest.raises(DefinitionError, match=said) as refused:
        definitions.read(path)
    assert "forms.yaml" in str(refused.value)
