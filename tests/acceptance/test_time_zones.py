"""Wherever the machine thinks it stands, the same people are told the same on the same days (R5)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.clock import DEMO_DAY, Clock
from app.main import open_database
from app.outbox.models import LetterNotice, LetterRow, NoticeRow
from app.settings import read
from tests.harness.server import qingdan

ZONES = ("UTC", "Asia/Shanghai", "America/New_York")
# Where it is still yesterday in Greenwich, and in New York for half of the day.
MOMENTS = ("2025-07-02T00:30+08:00", "2025-07-02T07:59+08:00", "2025-07-31T09:00+08:00", "2026-01-01T00:05+08:00")
NOTICE = (NoticeRow.rule, NoticeRow.subject, NoticeRow.stage, NoticeRow.due_on, NoticeRow.person_id, NoticeRow.title)
KEPT = (NoticeRow.reached_on, NoticeRow.state, NoticeRow.reason, NoticeRow.late, NoticeRow.noted_at)
LETTER = (LetterRow.id, LetterRow.person_id, LetterRow.channel, LetterRow.day, LetterRow.round_id, LetterRow.state)
WENT = (LetterRow.due_at, LetterRow.next_at, LetterRow.sent_on, LetterRow.sealed)
Told = dict[str, Any]


def told(data: Path, zone: str) -> Told:
    """What a machine in that zone would tell in half a year, and what its worker wrote down and sent."""
    words = qingdan(data, "remind", "--on", str(DEMO_DAY), "--days", "190", "--json", TZ=zone).stdout
    said = [qingdan(data, "worker", "--once", "--at", moment, TZ=zone).stdout for moment in MOMENTS]
    db = open_database(read({"QINGDAN_DATA_DIR": str(data)}), Clock())
    with db.read() as session:
        rows = {
            "notices": session.execute(select(*NOTICE, *KEPT).order_by(*NOTICE)).all(),
            "letters": session.execute(select(*LETTER, *WENT).order_by(LetterRow.id)).all(),
            "carried": session.execute(select(LetterNotice.letter_id, LetterNotice.notice_id)).all(),
        }
    db.close()
    return {"planned": json.loads(words), "said": said, **rows}


@pytest.fixture(scope="module")
def by_zone(demo_original: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Told]]:
    base = tmp_path_factory.mktemp("zones")

    def machine(zone: str) -> Told:
        return told(shutil.copytree(demo_original, base / zone.replace("/", "-")), zone)

    with ThreadPoolExecutor(len(ZONES)) as pool:
        yield dict(zip(ZONES, pool.map(machine, ZONES), strict=True))


@pytest.mark.parametrize("what", ["planned", "said", "notices", "letters", "carried"])
@pytest.mark.parametrize("zone", [zone for zone in ZONES if zone != "Asia/Shanghai"])
def test_a_machine_elsewhere_tells_the_same(by_zone: dict[str, Told], zone: str, what: str) -> None:
    assert by_zone[zone][what] == by_zone["Asia/Shanghai"][what]


def test_there_is_something_to_tell(by_zone: dict[str, Told]) -> None:
    """Else nothing would differ either."""
    here = by_zone["Asia/Shanghai"]
    assert len(here["planned"]) > 50
    assert len(here["notices"]) > 20
    assert {letter.state for letter in here["letters"]} >= {"logged"}
    assert {each["day"][:7] for each in here["planned"]} >= {"2025-07", "2025-09", "2025-12"}
