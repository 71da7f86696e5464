"""A test that cannot run here is named, and fails a run that must prove everything."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness.server import ROOT


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_a_browser_test_on_a_machine_without_browser(ci: str, code: int, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/house/test_harness.py",
        "-k",
        "script",
    ]
    bare = os.environ | {"PATH": str(tmp_path), "CI": ci}
    done = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, check=False)
    assert "1 skipped" in done.stdout
    assert "left out, not on this machine: Chromium, a Chinese font" in done.stdout
    assert "apt-get install -y --no-install-recommends chromium" in done.stdout
    assert done.returncode == code
