"""The real product as its users start it: its own process, its own data folder, a free port on loopback."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.harness.once import once

ROOT = Path(__file__).resolve().parents[2]
GUARD = ROOT / "tests" / "harness" / "guard"
READY_WITHIN = 60.0
STOP_WITHIN = 30.0


def environment(data: Path, **more: str) -> dict[str, str]:
    """What a child sees: this data folder, no setting of the machine's owner, no way off the machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QINGDAN_")}
    return kept | {
        "PYTHONPATH": str(GUARD),
        "PYTHONUNBUFFERED": "1",
        "QINGDAN_DATA_DIR": str(data),
        "QINGDAN_TEST_CHEAP_HASH": "1",
        "QINGDAN_TEST_ESCAPES": str(escapes(data)),
        **more,
    }


def escapes(data: Path) -> Path:
    """Where the guard writes what a child tried to reach."""
    return data.with_name(f"{data.name}.escapes")


def qingdan(
    data: Path, *arguments: str, check: bool = True, stdin: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    """One command of the command line on this data folder; `more` are environment variables."""
    done = subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        cwd=ROOT,
        env=environment(data, **more),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if check and done.returncode != 0:
        raise AssertionError(f"qingdan {' '.join(arguments)} → {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Server:
    """A product that is running."""

    url: str
    data: Path
    pid: int
    log: Path


@contextmanager
def serving(data: Path, *arguments: str, **more: str) -> Iterator[Server]:
    """`qingdan serve` with these arguments, ready to answer; stopped by its pid at the end."""
    port = free_port()
    log = data.with_name(f"{data.name}.log")
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "app", "serve", "--port", str(port), *arguments],
            cwd=ROOT,
            env=environment(data, **more),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    scheme = "https" if "--https" in arguments else "http"
    server = Server(f"{scheme}://127.0.0.1:{port}", data, process.pid, log)
    try:
        _wait_until_ready(server, process)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
    assert not escapes(data).exists(), f"the product tried to leave the machine:\n{escapes(data).read_text()}"


def _wait_until_ready(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = monotonic() + READY_WITHIN
    while process.poll() is None and monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{server.url}/login", timeout=5, context=anybody()).close()
        except urllib.error.HTTPError as answer:
            answer.close()
        except OSError:
            sleep(0.05)
            continue
        return
    raise AssertionError(f"the server did not get ready:\n{server.log.read_text()}")


def anybody() -> ssl.SSLContext:
    """Trusts whatever certificate is shown: only to see whether somebody answers."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@pytest.fixture(scope="session")
def demo_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a fresh demo, made once a run. Copy it, never write to it."""
    return once(tmp_path_factory, "demo-original", lambda folder: void(qingdan(folder, "init", "--demo")))


def void(_: object) -> None:
    """Drop a result where a function that returns nothing is wanted."""


@pytest.fixture
def demo_data(demo_original: Path, tmp_path: Path) -> Path:
    """A demo data folder of the test's own, for commands."""
    return Path(shutil.copytree(demo_original, tmp_path / "data"))


@pytest.fixture
def empty_data(tmp_path: Path) -> Path:
    """A data folder of the test's own in which nothing is."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def demo(demo_original: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo, served for the tests of one module on a copy of its own."""
    data = Path(shutil.copytree(demo_original, tmp_path_factory.mktemp("demo") / "data"))
    with serving(data, "--demo") as server:
        yield server
