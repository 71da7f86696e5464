"""The papers tell the truth: locks, settings, definitions, folders, and nothing of the machine they were made on."""

from __future__ import annotations

import re

from checklists.catalogue import load
from tests.house.files import FOLDERS, LOCKS, ROOT, files, name, papers

TEXT = (".py", ".html", ".txt", ".md", ".yaml", ".json", ".css", ".js", ".toml", ".mako", "")
# Written in pieces, so that this file does not find itself.
MACHINE = re.compile("/" + "(?:root/|home/[a-z]|Users/|tmp/[a-z]|work/(?:main|shared))")
LATER = re.compile("(?:TO" + "DO|FIX" + "ME|XX" + "X)")
ADDRESS = re.compile(r"://|--(?:extra-)?index-url|--find-links|--trusted-host|\bfile:/")


def test_the_locks_name_no_address_and_every_package_has_its_hash() -> None:
    for lock in LOCKS:
        text = (ROOT / lock).read_text()
        assert not ADDRESS.search(text), lock
        pins = re.findall(r"^[a-z0-9][\w.-]*(?:==\S+)?.*$", text, re.MULTILINE)
        assert pins
        assert all("==" in pin and pin.endswith("\\") for pin in pins), lock


def test_the_lock_of_the_product_is_part_of_the_lock_of_the_tests() -> None:
    product, tests = (set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text(), re.MULTILINE)) for lock in LOCKS)
    assert product <= tests


def test_no_file_holds_a_path_of_the_machine_it_was_made_on() -> None:
    assert not [name(path) for path in (*files(*TEXT), *papers()) if MACHINE.search(path.read_text(encoding="utf-8"))]


def test_nothing_is_left_for_later() -> None:
    assert not [name(path) for path in (*files(*TEXT), *papers()) if LATER.search(path.read_text(encoding="utf-8"))]


def test_every_rule_says_where_it_comes_from() -> None:
    items = load().items
    assert items
    for item in items:
        cited = item.citation
        assert (cited.document and cited.article and cited.edition) or cited.basis, item.id


def test_both_readmes_name_every_setting() -> None:
    settings = re.findall(r'value\("([A-Z_]+)"', (ROOT / "app/settings.py").read_text())
    assert "DATA_DIR" in settings
    for readme in ROOT.glob("README*.md"):
        text = readme.read_text(encoding="utf-8")
        assert not [setting for setting in settings if f"QINGDAN_{setting}" not in text], readme.name


def test_no_folder_at_the_top_but_those_of_the_design() -> None:
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text().split()}
    found = {path.name for path in ROOT.iterdir() if path.is_dir()} - ignored
    assert {folder for folder in found if not folder.endswith(".egg-info")} <= {*FOLDERS, ".git"}
