"""The files of the house as its tests see them: what is ours and is read by people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("app", "checklists", "reminders", "templates", "tests", "docs", ".ci")
LOCKS = ("constraints.txt", "constraints-dev.txt")


def files(*suffixes: str, folders: tuple[str, ...] = FOLDERS) -> Iterator[Path]:
    """Every file of ours below these folders with one of these suffixes, in order."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and path.suffix in suffixes:
                yield path


def papers() -> Iterator[Path]:
    """The files that lie at the top."""
    for path in sorted(ROOT.iterdir()):
        if path.is_file() and path.suffix in (".md", ".toml", ".txt", "") and not path.name.startswith("."):
            yield path


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
