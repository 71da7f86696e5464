"""Where a record is opened, and where what is owed is done: the only table of addresses."""

from __future__ import annotations

from app.activities.models import KINDS
from checklists.facts import Line, Obligation, Record

PAGES = dict.fromkeys((*KINDS, "attendance_due", "attendance_present", "hours"), "/meetings") | {
    "first_topic_article": "/meetings",
    "member_admitted": "/motions",
    "member_confirmed": "/motions",
    "resolution": "/resolutions",
    "resolution_done": "/resolutions",
    "first_topic_measure": "/resolutions",
    "first_topic_measure_done": "/resolutions",
    "make_up_study": "/make-up",
    "appraised": "/appraisals/records",
    "life_problem": "/life-meetings/findings",
    "life_measure_done": "/life-meetings/findings",
    "certificate_hours": "/certificates",
    "pioneer_post": "/stations",
    "responsibility_area": "/stations",
    "talk": "/talks",
    "integrity_talk": "/talks",
    "reminder_round": "/reminders",
    "reminder_delivered": "/reminders",
    "festival_round": "/reminders",
    "risk_point": "/risks",
    "risk_reviewed": "/risks",
    "issue_found": "/issues",
    "issue_finished": "/issues",
    "issue_closed": "/issues",
    "issue_open": "/issues",
    "issue_overdue": "/issues",
    "issue": "/issues",
    "inspection": "/inspections",
    "pairing": "/pairings",
    "visit": "/visits",
    "contact": "/visits",
    "commitment_made": "/commitments",
    "commitment_kept": "/commitments",
    "commitment": "/commitments",
    "need_raised": "/needs",
    "need_met": "/needs",
    "need": "/needs",
    "service": "/services",
    "referred": "/figures",
    "member": "/members",
    "dues_paid": "/dues/months",
    "dues_published": "/dues/publications",
    "own_done": "/deeds",
    "term": "/terms",
    "term_renewed": "/terms",
}
# answer → (what the button says, where it leads)
DOORS = {
    "talk": ("看还缺谁", "/talks/year"),
    "integrity_talk": ("记一次谈话", "/talks/new"),
    "festival_round": ("准备提醒", "/reminders"),
    "risk_reviewed": ("去复核", "/risks"),
    "inspection": ("开始互查", "/inspections/new"),
    "visit": ("记一次走访", "/visits/new"),
    "contact": ("记一次联系", "/visits/new"),
    "hours": ("看学时", "/hours"),
}


def page_of(record: Record) -> str:
    """The page of a record."""
    return f"{PAGES[record.kind]}/{record.id}"


def door_of(obligation: Obligation, latest: dict[str, int]) -> tuple[str, str]:
    """(button, address) of the one act that answers; `latest` are the last gatherings by kind, to copy."""
    if obligation.record is not None:
        return "去办理", page_of(obligation.record)
    kind = min(obligation.answers, key=lambda answer: (answer not in DOORS and answer not in KINDS, answer))
    if kind in KINDS:
        if kind in latest:
            return "复制上次", f"/meetings/new?kind={kind}&copy={latest[kind]}"
        return "去记录", f"/meetings/new?kind={kind}"
    if kind == "own_done":
        return "记一笔", f"/deeds/new?item={obligation.item}&period={obligation.period}"
    return DOORS.get(kind, ("去办理", "/"))


def is_done(line: Line) -> bool:
    return line.state.value in ("met", "exempt", "not_applicable")
