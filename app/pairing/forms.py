"""The fields of the room's pages, read by the same columns, in the same words, as the cells of its ledgers."""

from __future__ import annotations

from app.fields import Fields, coded, field
from app.pairing.words import (
    DISABILITIES,
    ENDINGS,
    GRADES,
    NEED_KINDS,
    ORGANISERS,
    POLICIES,
    RELATIONS,
    SERVICE_KINDS,
    STAGES,
    WAYS,
)
from checklists.ledgers.form import Choice, Column, Kind, Mask


def _sealed(key: str, heading: str, mask: Mask, kind: Kind = Kind.TEXT) -> Column:
    """A field that shows its mask; what still has the stars in it stays as it is."""
    return Column(key=key, heading=heading, kind=kind, sensitive=mask)


def _one_of(key: str, heading: str, words: tuple[str, ...]) -> Column:
    choices = tuple(Choice(word) for word in words)
    return Column(key=key, heading=heading, kind=Kind.CHOICE, choices=choices, sensitive=Mask.ALL)


_POLICY = tuple(Choice(code, (word,)) for code, word in POLICIES.items())
HOUSEHOLD = Fields(
    field("name", "帮扶对象", Kind.NAME, required=True),
    field("village", "所在村（社区）"),
    Column(key="policies", heading="政策身份", kind=Kind.CHOICES, choices=_POLICY, open=True),
    Column(
        key="relation",
        heading="关系",
        kind=Kind.CHOICE,
        choices=tuple(Choice(code, (word,)) for code, word in RELATIONS.items()),
        open=True,
        required=True,
    ),
    field("size", "家庭人口", Kind.INT),
    _sealed("members", "家庭成员现状", Mask.ALL, Kind.MULTILINE),
    _sealed("address", "家庭住址", Mask.ADDRESS),
    _sealed("phone", "联系电话", Mask.PHONE),
    field("difficulties", "主要困难", Kind.MULTILINE),
    field("needs", "帮扶需求", Kind.MULTILINE),
    field("note", "备注", Kind.MULTILINE),
)
PERSONAL = (
    field("gender", "性别"),
    field("birth_month", "出生年月", Kind.MONTH),
    field("guardian", "监护人", Kind.NAME),
    _sealed("certificate", "残疾人证号", Mask.IDENTITY),
    _one_of("disability", "残疾类别", DISABILITIES),
    _one_of("grade", "残疾等级", GRADES),
)
PERSON = Fields(field("name", "残疾人姓名", Kind.NAME, required=True), *PERSONAL)
BEGINNING = (
    field("member", "帮扶党员", Kind.NAME),
    field("since", "结对时间", Kind.DATE),
    field("visits_a_year", "应走访次数（年）", Kind.INT),
)
PAIRING = Fields(
    field("member", "帮扶党员", Kind.NAME, required=True),
    field("since", "结对时间", Kind.DATE, required=True),
    field("until", "结束日期", Kind.DATE),
    field("visits_a_year", "应走访次数（年）", Kind.INT),
    field("outcome", "完成情况", Kind.MULTILINE),
)
ENROL = Fields(
    *HOUSEHOLD.columns,
    field("person", "残疾人姓名", Kind.NAME),
    *PERSONAL,
    *BEGINNING,
    field("text", "帮扶承诺", Kind.MULTILINE),
    field("due_on", "承诺时限", Kind.DATE),
)
PROMISE = Fields(
    field("text", "帮扶承诺", Kind.MULTILINE, required=True),
    field("owner", "承诺人", Kind.NAME),
    field("made_on", "承诺日期", Kind.DATE, required=True),
    field("due_on", "承诺时限", Kind.DATE, required=True),
    field("kept_on", "兑现日期", Kind.DATE),
    field("kept_note", "兑现情况", Kind.MULTILINE),
)
KEPT = Fields(field("kept_on", "兑现日期", Kind.DATE, required=True), field("kept_note", "兑现情况", Kind.MULTILINE))
MET = Fields(field("met_on", "办结日期", Kind.DATE, required=True), field("result", "结果", Kind.MULTILINE))
ENDING = Fields(
    field("ended_on", "结束联系的日期", Kind.DATE, required=True),
    coded("ended_reason", "原因", ENDINGS),
)
VISIT = Fields(
    field("person", "帮扶对象", required=True),
    field("household", "选定的一户", Kind.INT),
    field("is_new", "登记为新的走访对象", Kind.BOOL),
    field("village", "所在村（社区）"),
    field("visited_on", "走访时间", Kind.DATE, required=True),
    coded("way", "走访方式", WAYS),
    field("visitors", "走访人", Kind.NAMES, required=True),
    field("companions", "同行人员", Kind.NAMES),
    coded("organiser", "组织主体", ORGANISERS),
    field("campaign", "走访慰问活动名称"),
    field("situation", "家庭近况", Kind.MULTILINE),
    field("difficulties", "困难诉求", Kind.MULTILINE),
    field("policies", "政策宣传", Kind.MULTILINE),
    field("solved", "现场解决事项", Kind.MULTILINE),
    field("gift_money", "慰问金", Kind.MONEY),
    field("gifts", "慰问品"),
    field("referral", "需转办事项", Kind.MULTILINE),
    field("referred_to", "转办部门"),
    field("referral_due", "办结时限", Kind.DATE),
    field("outcome", "落实情况", Kind.MULTILINE),
    field("note", "备注", Kind.MULTILINE),
)
NEED = Fields(
    field("name", "残疾人", required=True),
    coded("kind", "需求类别", NEED_KINDS),
    field("detail", "具体需求", Kind.MULTILINE, required=True),
    field("raised_on", "提出日期", Kind.DATE, required=True),
    field("surveyor", "摸排人", Kind.NAME),
    field("resources", "匹配资源"),
    field("department", "责任部门"),
    field("due_on", "办结时限", Kind.DATE),
    field("met_on", "办结日期", Kind.DATE),
    field("result", "结果", Kind.MULTILINE),
    field("note", "备注", Kind.MULTILINE),
)
SERVICE = Fields(
    field("name", "服务对象", required=True),
    coded("kind", "服务类别", SERVICE_KINDS),
    coded("stage", "阶段", STAGES),
    field("served_on", "服务日期", Kind.DATE, required=True),
    field("server", "经办人", Kind.NAME),
    field("detail", "服务内容", Kind.MULTILINE),
    field("department", "责任部门"),
    field("result", "结果", Kind.MULTILINE),
    field("note", "备注", Kind.MULTILINE),
)
