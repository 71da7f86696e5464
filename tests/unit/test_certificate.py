"""The certificate of `serve --https`: kept while it serves, made anew in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.certificate import LASTS, kept

NOW = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def test_it_is_kept_while_it_serves(tmp_path: Path) -> None:
    first = kept(tmp_path, "10.1.2.3", NOW)[0].read_bytes()
    assert kept(tmp_path, "10.1.2.3", NOW + timedelta(days=200))[0].read_bytes() == first


def test_it_is_made_anew_in_its_last_month_and_for_another_name(tmp_path: Path) -> None:
    first = kept(tmp_path, "10.1.2.3", NOW)[0].read_bytes()
    later = kept(tmp_path, "10.1.2.3", NOW + LASTS - timedelta(days=20))[0].read_bytes()
    assert later != first
    assert kept(tmp_path, "qingdan.example", NOW + LASTS)[0].read_bytes() != later


def test_only_the_owner_reads_its_key(tmp_path: Path) -> None:
    assert kept(tmp_path, "10.1.2.3", NOW)[1].stat().st_mode & 0o077 == 0
