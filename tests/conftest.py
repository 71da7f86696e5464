"""What every test stands on: no way off this machine, and nothing left out in silence."""

from __future__ import annotations

import os
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

import tests.harness.guard.sitecustomize  # noqa: F401  (importing it closes the door)
from tests.house import bring

FIXTURES = ("server", "postgres", "database", "web", "browser", "office", "smtp", "statements", "world")
os.environ["QINGDAN_TEST_CHEAP_HASH"] = "1"  # before app.accounts.passwords is imported
pytest_plugins = [f"tests.harness.{name}" for name in FIXTURES]

# The fixture by which a test shows that it needs something of the machine → its marker.
MARKED_BY = {"chromium": "browser", "office": "office"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they use, and leave out those that cannot run here."""
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        for fixture in used & set(MARKED_BY):
            item.add_marker(MARKED_BY[fixture])
    marked = {marker for item in items for marker in bring.MARKERS if item.get_closest_marker(marker)}
    for marker, needs in bring.missing().items() if marked else ():
        reason = f"left out, not on this machine: {', '.join(need.name for need in needs)}"
        for item in items:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(optionalhook=True)  # without pytest-xdist nobody asks
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling | None:
    """Groups by path: pytest 9.2 has no `_nodeid` any more, by which pytest-xdist 3.8 tells its own, and says nothing."""
    return InGroups(config, log) if config.getoption("dist") == "loadgroup" else None


class InGroups(LoadScopeScheduling):  # type: ignore[misc]
    """A file of tests/acceptance, and all of tests/browser, stay in one worker; all else goes test by test."""

    def _split_scope(self, nodeid: str) -> str:
        folder = nodeid.split("/")[1]
        return {"browser": "browser", "acceptance": nodeid.partition("::")[0]}.get(folder, nodeid)


def _skipped(config: pytest.Config) -> int:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return len(reporter.stats.get("skipped", ())) if reporter else 0


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A run that must prove everything fails when it left something out."""
    if os.environ.get("CI") == "true" and _skipped(session.config) and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if left_out := _skipped(config):
        terminalreporter.section("left out")
        verdict = ", and here that is a failure" if os.environ.get("CI") == "true" else ""
        terminalreporter.line(f"{left_out} tests did not run{verdict}; the lines SKIPPED below say why.")
        if bring.missing():
            terminalreporter.line(f"This brings what they need: {bring.apt_line()}")
