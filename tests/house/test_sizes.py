"""A file fits in the head, a function on the screen."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.files import files, name

FILE, FUNCTION = 200, 50


def written() -> Iterator[Path]:
    """What people wrote; a migration is written by a program."""
    return (path for path in files(".py") if path.parent.name != "versions")


def test_no_file_is_long() -> None:
    lines = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in written()}
    assert not {path: count for path, count in lines.items() if count > FILE}


def test_no_function_is_long() -> None:
    long = {}
    for path in written():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION:
                    long[f"{name(path)}: {node.name}"] = length
    assert not long
