"""What stands at the door is true: every setting, command, file, test and word that the papers name exists."""

from __future__ import annotations

import ast
import dataclasses
import re
import shlex
from collections.abc import Iterator
from functools import cache

import click
import pytest

from app import tables
from app.__main__ import main
from app.db import Base
from app.settings import Settings
from app.web import DEMO_ACCOUNTS
from tests.house.files import ROOT, files

READMES = ("README.md", "README.zh-CN.md")
OTHERS = ("CONTRIBUTING.md", "CHANGELOG.md", "THREAT_MODEL.md", "docs/deploy.md", "docs/terms.md")
DEPLOYED = tuple(f"docs/deploy/{path.name}" for path in sorted((ROOT / "docs/deploy").iterdir()))
PAPERS = (*READMES, *OTHERS)
OURS = re.compile(
    r"`((?:app|checklists|reminders|templates|tests|docs|\.ci)/[^`\s]*|[\w.-]+\.(?:md|txt|toml))(?::\d+)?`"
)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
CODE = re.compile(r"^```\w*\n(.*?)^```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
# What may stand before `qingdan` where it is called: variables, another user, a path, a pipe.
CALL = re.compile(r"^(?:.*\| |ExecStart=|podman exec \w+ |[A-Z_]+=\S+ )*(?:\S*/)?qingdan (.+)")
VARIABLE = re.compile(r"QINGDAN_([A-Z_]*[A-Z])")
SETTINGS = [field.name.upper() for field in dataclasses.fields(Settings) if field.name != "demo"]


def read(paper: str) -> str:
    return (ROOT / paper).read_text(encoding="utf-8")


def code(paper: str) -> Iterator[str]:
    """The lines of code of a paper: of its blocks, and between backticks."""
    whole = paper in DEPLOYED
    for block, inline in [(read(paper), "")] if whole else CODE.findall(read(paper)):
        yield from (block or inline).replace("\\\n", " ").splitlines()


def calls(paper: str) -> list[str]:
    """What is called of our command line, as written after `qingdan`."""
    return [found[1].split(" #")[0].strip() for line in code(paper) if (found := CALL.search(line))]


@pytest.mark.parametrize("readme", READMES)
def test_every_setting_has_a_row_of_its_own(readme: str) -> None:
    rows = set(re.findall(r"^\| `QINGDAN_([A-Z_]+)` \|", read(readme), re.MULTILINE))
    assert rows == set(SETTINGS)


@pytest.mark.parametrize("paper", [*PAPERS, *DEPLOYED])
def test_no_paper_names_a_setting_that_does_not_exist(paper: str) -> None:
    named = {name.removesuffix("_FILE") for name in VARIABLE.findall(read(paper))}
    assert named <= set(SETTINGS)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_file_a_paper_names_exists(paper: str) -> None:
    folder = (ROOT / paper).parent
    links = [link for link in LINK.findall(read(paper)) if "://" not in link]
    assert not [link for link in links if not (folder / link).exists()]
    named = [name for name in OURS.findall(read(paper)) if "<" not in name]
    assert not [name for name in named if not list(ROOT.glob(name.rstrip("/")))]


@pytest.mark.parametrize("paper", [*PAPERS, *DEPLOYED])
def test_every_command_a_paper_prints_exists(paper: str) -> None:
    for call in calls(paper):
        words = shlex.split(call)
        command: click.Command = main
        while isinstance(command, click.Group) and words:
            name = words.pop(0)
            assert name in command.commands, f"qingdan {call}"
            command = command.commands[name]
        options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
        used = {word for word in words if word.startswith("--")}
        assert used <= options, f"qingdan {call}"


@pytest.mark.parametrize("paper", PAPERS)
def test_every_target_of_make_a_paper_prints_exists(paper: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    assert {name for line in code(paper) for name in re.findall(r"^make ([a-z]+)", line)} <= targets


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_lists_the_accounts_of_the_demo(readme: str) -> None:
    printed = set(re.findall(r"[a-z]{2,}", DEMO_ACCOUNTS)) - {"qingdan"}
    assert printed == set(re.findall(r"^\| `([a-z]+)` \|.*`qingdan-2025` \|$", read(readme), re.MULTILINE))


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_tells_of_every_command(readme: str) -> None:
    told = {" ".join(call.split()[:2]) for call in calls(readme)} | {call.split()[0] for call in calls(readme)}
    for name, command in main.commands.items():
        inner = [f"{name} {sub}" for sub in command.commands] if isinstance(command, click.Group) else [name]
        assert set(inner) <= told


def test_both_readmes_print_the_same_commands() -> None:
    english, chinese = (
        {line.strip() for line in code(readme) if re.match(r"\s*(make|qingdan|sqlite3) ", line)} for readme in READMES
    )
    assert {line.split(" #")[0] for line in english} == {line.split(" #")[0] for line in chinese}


@cache
def known_tests() -> set[str]:
    names = (
        re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8")) for path in files(".py", folders=("tests",))
    )
    return {name for found in names for name in found}


def test_the_threat_model_names_tests_that_exist() -> None:
    named = set(re.findall(r"`(test_\w+)`", read("THREAT_MODEL.md")))
    assert len(named) > 30
    assert named <= known_tests()


@cache
def identifiers() -> set[str]:
    """Every name that our code gives: classes, functions, attributes, arguments, and texts that are one word."""
    found: set[str] = set()
    for path in files(".py", folders=("app", "checklists", "reminders")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Name | ast.arg):
                found.add(node.id if isinstance(node, ast.Name) else node.arg)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def terms() -> set[str]:
    """The identifiers of the glossary: the first cell of each row."""
    cells = re.findall(r"^\| (`[^|]+?) \|", read("docs/terms.md"), re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


def test_the_glossary_names_what_the_code_names() -> None:
    assert terms() <= identifiers()


def test_the_glossary_has_every_table() -> None:
    assert tables
    assert {mapper.class_.__name__ for mapper in Base.registry.mappers} <= terms()


def test_the_newest_entry_of_the_changelog_is_this_version() -> None:
    [version] = re.findall(r'^version = "([\d.]+)"', read("pyproject.toml"), re.MULTILINE)
    assert re.findall(r"^## ([\d.]+)", read("CHANGELOG.md"), re.MULTILINE)[0] == version


def test_pictures_are_small_and_none_is_left_over() -> None:
    pictures = list((ROOT / "docs/images").glob("*"))
    assert pictures
    assert max(picture.stat().st_size for picture in pictures) < 250_000
    shown = {link for readme in READMES for link in LINK.findall(read(readme))}
    assert {f"docs/images/{picture.name}" for picture in pictures} <= shown
