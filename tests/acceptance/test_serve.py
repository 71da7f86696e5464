"""`qingdan serve`: web processes and a worker that live and end together."""

from __future__ import annotations

import os
import signal
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.acceptance.at_work import health
from tests.harness.server import qingdan, serving


def children(pid: int) -> set[int]:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return {int(each) for each in found.stdout.split()}


def within(seconds: float, true: Callable[[], bool]) -> bool:
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        if true():
            return True
        sleep(0.1)
    return False


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_serves_ticks_and_starts_again_whoever_dies(empty_data: Path) -> None:
    with serving(empty_data, "--workers", "2") as server:
        assert within(60, lambda: health(server.url, "ready")[0] == 200), health(server.url, "ready")
        first = children(server.pid)
        assert len(first) == 3
        for pid in first:
            os.kill(pid, signal.SIGKILL)
        assert within(60, lambda: len(children(server.pid)) == 3 and not children(server.pid) & first)
        assert within(60, lambda: health(server.url, "live") == (200, {"alive": True}))
        last = children(server.pid)
    assert not any(alive(pid) for pid in last)


def test_nobody_outlives_the_supervisor(empty_data: Path) -> None:
    with serving(empty_data) as server:
        assert within(60, lambda: health(server.url, "ready")[0] == 200)
        orphans = children(server.pid)
        os.kill(server.pid, signal.SIGKILL)
        assert within(30, lambda: not any(alive(pid) for pid in orphans))


def test_without_a_worker_nobody_ticks_and_readiness_says_so(empty_data: Path) -> None:
    with serving(empty_data, "--no-worker") as server:
        status, said = health(server.url, "ready")
    assert status == 503
    assert said == {
        **{"ready": False, "database": True, "migrations": True, "ticking": False, "last_tick_seconds": None},
        "clock_leapt": False,
        "channels": {
            "email": {"well": True, "stopped": False, "last_accepted_seconds": None, "waiting": 0, "late": 0},
        },
    }


def test_a_demo_says_how_to_sign_in_and_where(empty_data: Path) -> None:
    with serving(empty_data, "--demo", "--no-worker") as server:
        said = server.log.read_text()
        with urllib.request.urlopen(f"{server.url}/login", timeout=10) as answer:
            page = answer.read().decode()
    assert server.url in said
    assert "lin（支部书记）" in said
    assert "日期固定在2025年7月1日" in page


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"QINGDAN_DELIVERY_MODE": "live"}, "没有设置发信渠道"),
        ({"QINGDAN_DELIVERY_MODE": "shout"}, "不认识"),
        ({"QINGDAN_SECRET_KEY": "short"}, "少于32个字符"),
        ({"QINGDAN_BASE_URL": "http://oa.example.org"}, "不是 https"),
        ({"QINGDAN_DELIVERY_MODE": "loopback", "QINGDAN_SMTP_URL": "smtp://relay"}, "缺少发件人"),
    ],
)
def test_it_refuses_to_start_where_settings_are_not_safe(empty_data: Path, setting: dict[str, str], words: str) -> None:
    refused = qingdan(empty_data, "serve", check=False, **setting)
    assert refused.returncode == 1
    assert words in refused.stderr
    assert not (empty_data / "qingdan.db").exists()


def test_with_the_weak_hashes_of_tests_it_refuses_an_address_that_others_reach(empty_data: Path) -> None:
    refused = qingdan(empty_data, "serve", "--host", "0.0.0.0", check=False)  # noqa: S104  (never bound)
    assert refused.returncode == 1
    assert "QINGDAN_TEST_CHEAP_HASH" in refused.stderr
    assert not (empty_data / "qingdan.db").exists()


def test_https_comes_with_a_certificate_of_our_own_and_guarded_cookies(empty_data: Path) -> None:
    with serving(empty_data, "--https", "--no-worker") as server:
        trusting = ssl.create_default_context(cafile=empty_data / "keys" / "https.crt")
        with urllib.request.urlopen(f"{server.url}/login", timeout=10, context=trusting) as answer:
            assert "max-age" in answer.headers["strict-transport-security"]
            assert answer.headers["set-cookie"].startswith("__Host-guest=")
            assert "Secure" in answer.headers["set-cookie"]
    assert (empty_data / "keys" / "https.key").stat().st_mode & 0o077 == 0
