"""The fields of a member's page and of a branch's."""

from __future__ import annotations

from datetime import date

from app.branches.models import CATEGORIES, ENDINGS, POSTS, TOLD_BY, Branch, Membership, Person
from app.errors import Invalid
from app.fields import Fields, Typed, coded, field
from checklists.ledgers.form import MASKED, Choice, Column, Kind

WEEKDAYS = {"1": "星期一", "2": "星期二", "3": "星期三", "4": "星期四", "5": "星期五", "6": "星期六", "7": "星期日"}
WEEKS = {"1": "第一个", "2": "第二个", "3": "第三个", "4": "第四个"}
MEMBER = Fields(
    field("name", "姓名", Kind.NAME, required=True),
    coded("category", "人员类别", CATEGORIES),
    Column(key="gender", heading="性别", kind=Kind.CHOICE, choices=(Choice("男"), Choice("女"))),
    field("ethnicity", "民族"),
    field("birth_month", "出生年月", Kind.MONTH),
    field("joined_on", "入党时间", Kind.DATE, required=True),
    field("confirmed_on", "转正时间", Kind.DATE),
    field("arrived_on", "到本支部时间", Kind.DATE),
    field("education", "学历"),
    field("job", "工作岗位"),
    field("group", "所属党小组"),
    field("mobile", "手机"),
    field("email", "邮箱"),
    coded("told_by", "工作提醒", TOLD_BY, required=False),
    field("needs", "参会便利需求"),
    field("note", "备注", Kind.MULTILINE),
)
POST = Fields(
    coded("title", "职务", POSTS), field("since", "任职时间", Kind.DATE, required=True), field("duty", "分工")
)
ARRIVAL = Fields(field("arrived_from", "从何处转入"), field("letter", "介绍信编号"))  # asked of somebody new only
LEAVING = Fields(
    coded("way", "怎样离开", {"out": "转出组织关系", "other": "其他"}),
    field("until", "离开日期", Kind.DATE, required=True),
    field("ground", "去向或原因", required=True),
    field("letter", "介绍信编号"),
)
ENDING = Fields(coded("ground", "结束方式", ENDINGS), field("until", "结束日期", Kind.DATE, required=True))
BRANCH = Fields(
    field("name", "党支部名称", required=True),
    field("unit", "所在单位"),
    field("founded_on", "成立时间", Kind.DATE),
    field("partner", "结对单位"),
    coded("theme_week", "主题党日固定在每月", WEEKS, required=False),
    coded("theme_weekday", "星期", WEEKDAYS, required=False),
)


def member_values(typed: Typed) -> dict[str, object]:
    """A known member's page as acts take it: a masked field says nothing (decisions.md 35), an emptied one None."""
    return _told({key: value for key, value in typed.checked().items() if value is not MASKED})


def new_member_values(typed: Typed) -> dict[str, object]:
    """The page of somebody of whom nothing is held yet, so that a mask hides nothing."""
    return _told(whole(MEMBER, typed))


def whole(fields: Fields, typed: Typed) -> dict[str, object]:
    """The values of a page that shows nothing masked. Raises Invalid for a field with stars in it."""
    values = typed.checked()
    masked = [column for column in fields.columns if values[column.key] is MASKED]
    if masked:
        raise Invalid({c.key: f"{c.heading}“{typed.texts[c.key]}”里有*号，请写完整" for c in masked})
    return values


def _told(values: dict[str, object]) -> dict[str, object]:
    """The month of birth as the text that is kept."""
    month = values.get("birth_month")
    return values | {"birth_month": f"{month:%Y-%m}"} if isinstance(month, date) else values


def shown_member(person: Person, membership: Membership | None, group: str, mobile: str, needs: str) -> Typed:
    plain = {column.key: getattr(person, column.key, None) for column in MEMBER.columns}
    more = {"category": membership.category if membership else "", "group": group, "mobile": mobile, "needs": needs}
    return MEMBER.shown(plain | more)


def branch_values(typed: Typed) -> dict[str, object]:
    values = whole(BRANCH, typed)
    for key in ("theme_week", "theme_weekday"):
        values[key] = int(str(values[key])) if values[key] else None
    return values | {key: values[key] or "" for key in ("partner", "unit")}


def shown_branch(branch: Branch) -> Typed:
    return BRANCH.shown(branch)
