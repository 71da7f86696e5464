"""One gathering as a list of what is done before, during and after it; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.activities.models import Activity
from app.activities.states import awaits_word, due_and_present, is_written, unmarked

OPEN, DOING, DONE, MAYBE = "todo", "doing", "done", ""  # MAYBE: only where there is something to enter
# kinds at which something is put to the vote
VOTES = {"member_meeting", "committee_meeting"}


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the list; `phase` is 会前, 会中 or 会后."""

    phase: str
    label: str
    href: str
    state: str
    note: str = ""


def tasks(activity: Activity, today: date) -> list[Step]:
    """Everything that can be done to it now, in the order of the day; nothing for one that was cancelled."""
    if activity.cancelled_on is not None or activity.is_draft:
        return []
    at = f"/meetings/{activity.id}"
    return [*_before(activity, at, today), *_during(activity, at, today), *_after(activity, at, today)]


def _before(activity: Activity, at: str, today: date) -> list[Step]:
    ready = bool(activity.starts_at and activity.place and activity.host and activity.agenda)
    steps = [Step("会前", "定好时间、地点、主持人和议题", f"{at}/edit", DONE if ready else DOING)]
    if activity.confirmed_on is None and activity.held_on >= today:
        steps.append(Step("会前", "发通知", f"{at}/notice", DONE if activity.notified_at else OPEN))
    return steps


def _during(activity: Activity, at: str, today: date) -> list[Step]:
    if activity.held_on > today:
        return [Step("会中", "点名", "", MAYBE, "开会时再点名")]
    if awaits_word(activity, today):
        return [Step("会中", "确认是否如期召开", f"{at}#confirm", OPEN, "日子已到，确认后才计次数")]
    due, present = due_and_present(activity)
    left = unmarked(activity)
    if activity.roll:
        note, state = f"应到{due}人，实到{present}人", DOING if left else DONE
    elif due:
        note, state = f"应到{due}人，实到{present}人，按纸质记录填写", DONE
    else:
        note, state = "", OPEN
    steps = [Step("会中", "逐人点名", f"{at}/roll", state, f"还有{len(left)}人未点" if left else note)]
    if VOTES & {part.kind for part in activity.parts}:
        steps.append(Step("会中", "登记表决", f"{at}/motions", MAYBE, "有表决时填写"))
    return steps


def _after(activity: Activity, at: str, today: date) -> list[Step]:
    if activity.confirmed_on is None or activity.held_on > today:
        return []
    absent = [row.name for row in activity.roll if row.presence in ("leave", "absent") and not row.excused]
    steps = [
        Step("会后", "写记录", f"{at}/edit#f-content", DONE if is_written(activity) else OPEN),
        Step("会后", "登记议定事项", f"{at}/resolutions", MAYBE, "有议定事项时填写"),
    ]
    if absent:
        steps.append(Step("会后", "安排补学", f"{at}/make-up", MAYBE, f"{'、'.join(absent[:6])}未到"))
    signed = activity.signed_off_on is not None
    steps.append(Step("会后", "主持人审签，归档", "" if signed else f"{at}#sign", DONE if signed else OPEN))
    return steps
