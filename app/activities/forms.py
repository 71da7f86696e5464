"""The fields of the meeting page, and what copying last month takes along."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.activities.models import KINDS, Activity
from app.activities.parts import PART_FIELDS
from app.fields import Fields, Typed, coded, field
from checklists.ledgers.form import Kind
from checklists.periods import between, of_code

ENLARGED = {"yes": "支委（扩大）会：其他党员列席，应到仍按支委计算"}
ACTIONS = {word: word for word in ("交纳党费", "重温入党誓词", "政治学习", "民主议事", "志愿服务")}
REASON = field("reason", "更正的原因")
FIELDS = Fields(
    coded("kinds", "会议类型", KINDS, many=True),
    coded("enlarged", "支委（扩大）会", ENLARGED, required=False, many=True),
    field("title", "会议名称", required=True),
    field("held_on", "会议日期", Kind.DATE, required=True),
    field("starts_at", "开始时间"),
    field("ends_at", "结束时间"),
    field("place", "会议地点"),
    field("host", "主持人"),
    field("recorder", "记录人"),
    field("belongs_to", "补的是哪个期间", Kind.INT),
    field("agenda", "会议议题", Kind.MULTILINE),
    coded("actions", "规定动作", ACTIONS, required=False, many=True),
    field("other_actions", "其他规定动作"),
    field("stated_due", "应到人数", Kind.INT),
    field("stated_present", "实到人数", Kind.INT),
    field("absences", "缺席人员及原因", Kind.MULTILINE),
    field("observers", "列席人员"),
    field("content", "会议内容", Kind.MULTILINE),
    field("remarks", "发言要点", Kind.MULTILINE),
    field("vote", "表决情况", Kind.MULTILINE),
    field("resolution", "会议决议", Kind.MULTILINE),
    field("follow_up", "责任人及时限", Kind.MULTILINE),
    field("speaker", "主讲人或领学人"),
    field("hours", "学时", Kind.HOURS),
    field("note", "备注", Kind.MULTILINE),
    REASON,
)
COPIED = ["enlarged", "starts_at", "ends_at", "place", "host", "recorder", "observers", "agenda", "actions"]
COPIED_WORDS = "名称、时间、地点、主持人、记录人、列席人员、规定动作和议题"


def split(values: dict[str, Any], old: Activity | None = None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The page's values as (values, parts): a part that was there stays itself and keeps what the page does not ask."""
    kinds, speaker, hours = values.pop("kinds"), values.pop("speaker"), values.pop("hours")
    values.pop("reason", None)
    values["enlarged"] = bool(values["enlarged"])
    other = (values.pop("other_actions") or "").replace("，", "、")
    values["actions"] = "、".join([*(values["actions"] or ()), *filter(None, other.split("、"))])
    parts: list[dict[str, Any]] = [_kept(part) for part in (old.parts if old else ()) if part.kind in kinds]
    known = {part["kind"] for part in parts}
    parts += [{"kind": kind, "topic": values["title"] or ""} for kind in kinds if kind not in known]
    if parts:
        _taught(parts).update({"speaker": speaker or "", "tenth_hours": hours or 0})
    return values, parts


def _kept(part: Any) -> dict[str, Any]:
    return {"id": part.id} | {key: getattr(part, key) for key in PART_FIELDS if key != "by_secretary"}


def _taught(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """The part the page's 主讲人 and 学时 belong to: the lecture, else what the gathering is by its kind."""
    order = ("lecture", "training_out", "training_in", "study")
    found = [part for kind in order for part in parts if part["kind"] == kind]
    return next(iter(found), next((part for part in parts if part["kind"] != "first_topic"), parts[0]))


def shown(activity: Activity) -> Typed:
    """The form of a gathering as it stands."""
    parts = [_kept(part) for part in activity.parts]
    taught = _taught(parts) if parts else {"speaker": "", "tenth_hours": 0}
    set_actions = [word for word in activity.actions.split("、") if word in ACTIONS]
    extra = {
        "kinds": list(dict.fromkeys(part["kind"] for part in parts)),
        "speaker": taught["speaker"],
        "hours": taught["tenth_hours"] or None,
        "enlarged": ["yes"] if activity.enlarged else [],
        "actions": set_actions,
        "other_actions": "、".join(word for word in activity.actions.split("、") if word and word not in ACTIONS),
        "reason": "",
    }
    plain = {column.key: getattr(activity, column.key, None) for column in FIELDS.columns}
    return FIELDS.shown(plain | extra)


def copied(activity: Activity, day: date) -> Typed:
    """A new form filled from the last gathering of the kind: what stays the same month after month."""
    old = shown(activity)
    kept = {key: old.texts[key] for key in (*COPIED, "kinds", "other_actions")}
    return FIELDS.blank(**kept | {"title": renamed(activity, day), "held_on": day.isoformat()})


def renamed(activity: Activity, day: date) -> str:
    """ "3月支委会" held in March, as "4月支委会"; another number in it stays as it is."""
    month, title = activity.held_on.month, activity.title
    at = title.find(f"{month}月")
    if at < 0 or (at > 0 and title[at - 1].isdecimal()):
        return title
    return f"{title[:at]}{day.month}{title[at + len(str(month)) :]}"


def periods(kinds: list[str], day: date) -> list[tuple[str, str]]:
    """(code, words) of the periods a gathering may answer for beside its own: 补开, or 所属年度."""
    if {"life_meeting", "appraisal"} & set(kinds):
        years = (day.year - 1, day.year)
        return [(str(year * 100), f"{year}年度") for year in years]
    first = date(day.year - 1, 7, 1) if day.month < 7 else date(day.year, 1, 1)
    past = [code for cadence in ("month", "quarter") for code in _codes(cadence, first, day)]
    return [(str(code), of_code(code).title) for code in reversed(past)]


def _codes(cadence: str, first: date, day: date) -> list[int]:
    return [each.code for each in between(cadence, first, day) if each.last < day and each.code is not None]
