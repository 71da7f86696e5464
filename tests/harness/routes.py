"""The product's routes as tests walk them, with ids of real records of the demo."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

# path parameter → table and the way to its branch; `people` is a member, or a disabled person under /pairs/
TABLES = {
    "activity_id": "activities",
    "motion_id": "motions",
    "resolution_id": "resolutions",
    "study_id": "make_up_studies",
    "appraisal_id": "appraisals",
    "finding_id": "life_findings",
    "certificate_id": "certificates",
    "station_id": "stations",
    "person_id": "people",
    "away_id": "members_away",
    "contact_id": "away_contacts",
    "applicant_id": "applicants",
    "post_id": "posts",
    "group_id": "groups",
    "handover_id": "handovers",
    "term_id": "terms",
    "suspension_id": "vote_suspensions",
    "exclusion_id": "due_exclusions",
    "figure_id": "referred_figures",
    "import_id": "imports",
    "memory_id": "column_memories",
    "inspection_id": "inspections",
    "letter_id": "letters",
    "adoption_id": "pack_adoptions",
    "exemption_id": "item_exemptions",
    "reason_id": "missed_reasons",
    "own_id": "own_packs",
    "own_item_id": "own_items",
    "override_id": "parameter_overrides",
    "deed_id": "own_deeds",
    "household_id": "households",
    "pairing_id": "pairings",
    "promise_id": "commitments",
    "visit_id": "visits",
    "need_id": "needs",
    "service_id": "services",
    "talk_id": "talks",
    "issue_id": "issues",
    "risk_id": "risk_points",
    "round_id": "reminder_rounds",
    "rate_id": "dues_rates",
    "payment_id": "dues_payments",
    "publication_id": "dues_publications",
}
WORDS = {
    "pack_id": "lectures",
    "item_id": "member_meeting",
    "name": "member_hours",
    "kind": "updates",
    "form": "members",
    "month": "202506",
    "year": "2025",
}
PARAMETER = re.compile(r"\{(\w+):(\w+)\}")
MEETING = "/meetings/{activity_id:int}"
# answers that are saved, not shown
FILES = (
    "/reports/download",
    "/export/file",
    "/import/template",
    f"{MEETING}/calendar.ics",
    f"{MEETING}/record.docx",
    "/import/{import_id:int}/wrong",
)


@dataclass(frozen=True)
class Route:
    """One way to call the product."""

    name: str
    method: str
    path: str

    @property
    def parameters(self) -> list[str]:
        return [name for name, _ in PARAMETER.findall(self.path)]


def routes() -> list[Route]:
    """Every route of every room, in the order of the house."""
    from app.rooms import ROUTES

    return [
        Route(str(handler.name), method, path)
        for handler in ROUTES
        for method in sorted(handler.http_methods)
        for path in sorted(handler.paths)
        if method in ("GET", "POST")
    ]


def filled(route: Route, data: Path, branch: str) -> str | None:
    """The route's path with ids of that branch's records; None where the branch has no such record."""
    path = route.path
    with sqlite3.connect(data / "qingdan.db") as db:
        for name, _ in PARAMETER.findall(route.path):
            value = WORDS.get(name) or _id(db, name, path, branch)
            if value is None:
                return None
            path = PARAMETER.sub(str(value), path, count=1)
    return path


def _id(db: sqlite3.Connection, name: str, path: str, branch: str) -> int | None:
    """The first record of the branch that the parameter may mean."""
    if name == "person_id" and path.startswith("/pairs/"):
        query, value = "SELECT id FROM assisted_persons WHERE household_id = ?", path.split("/")[2]
    elif name == "letter_id":
        query, value = "SELECT id FROM letters WHERE ? <> ''", branch
    elif name in TABLES:
        query = f"""SELECT r.id FROM {TABLES[name]} r JOIN branches b ON b.id = r.branch_id
            WHERE b.name = ? AND r.deleted_at IS NULL"""
        value = branch
    else:
        return 1
    if name == "household_id":  # one that has what a household can have
        query += " AND EXISTS (SELECT 1 FROM pairings p WHERE p.household_id = r.id)"
    if path.startswith("/life-meetings/") and name == "activity_id":
        query += " AND EXISTS (SELECT 1 FROM activity_parts p WHERE p.activity_id = r.id AND p.kind = 'life_meeting')"
    row = db.execute(f"{query} ORDER BY 1 LIMIT 1", (value,)).fetchone()
    return int(row[0]) if row else None
