"""Web processes never tick, and whoever supervises them bears a machine that cannot start a process just now (R8)."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Timer

import pytest

from app import supervise
from app.supervise import Child, Supervisor
from tests.harness.server import ROOT, environment

# What a web process does before it answers: `web` imports nothing more than its module and the app it makes.
A_WEB_PROCESS = """
import sys
import time
import app.supervise
app.supervise.from_environment()
print(*[name for name in sys.modules if name.partition(".")[0] == "apscheduler" or name == "reminders.scheduler"])
"""


def test_a_web_process_does_not_even_know_the_scheduler(empty_data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", A_WEB_PROCESS], cwd=ROOT, env=environment(empty_data), capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")


def test_a_process_that_cannot_be_started_is_started_later(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """No memory, no free number for a process: it passes, and the others go on meanwhile."""
    monkeypatch.setattr(supervise, "FIRST_DELAY", 0.1)
    real, refusals = subprocess.Popen, [OSError(11, "Resource temporarily unavailable")] * 2
    mark = tmp_path / "started"

    def popen(*command: object, **options: object) -> object:
        if refusals:
            raise refusals.pop()
        return real(*command, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", popen)
    sleeping = f"import pathlib, time; pathlib.Path({str(mark)!r}).touch(); time.sleep(60)"
    child = Child("worker", [sys.executable, "-c", sleeping], delay=0.1)
    supervisor = Supervisor([child], {})
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    ending = Timer(20, supervisor._stop)

    def look(seconds: float) -> None:
        if mark.exists():
            supervisor._stop()
        sleep(seconds)

    sleep = time.sleep
    monkeypatch.setattr(time, "sleep", look)
    ending.start()
    with caplog.at_level(logging.ERROR):
        supervisor.run()
    ending.cancel()
    assert mark.exists()
    assert [record.message for record in caplog.records] == [
        "worker cannot be started ([Errno 11] Resource temporarily unavailable); trying again in 0.1 seconds",
        "worker cannot be started ([Errno 11] Resource temporarily unavailable); trying again in 0.2 seconds",
    ]
    assert child.process is not None
    assert child.process.returncode == -15
