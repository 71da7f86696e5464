"""The forms, one YAML each in forms/: read when first asked for, and checked so that the rest may trust them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from checklists.fields import Fields
from checklists.ledgers.checks import RULES
from checklists.ledgers.form import Check, Choice, Column, Form, Kind, Mask

FOLDER = Path(__file__).parent / "forms"
FLAGS = ("required", "open", "loose", "month_ok", "in_title", "above", "import_only")
WIDTHS = {
    Kind.SERIAL: 5,
    Kind.NAME: 9,
    Kind.DATE: 11,
    Kind.MONTH: 9,
    Kind.DATETIME: 16,
    Kind.INT: 7,
    Kind.MONEY: 9,
    Kind.HOURS: 7,
    Kind.BOOL: 7,
    Kind.MULTILINE: 24,
}
ID = Column(key="id", heading="编号", kind=Kind.INT, width=8, note="系统用它认出同一条记录：请勿改动，新增的行留空")


@cache
def names() -> tuple[str, ...]:
    """The forms there are, by the keys of the command line."""
    return tuple(sorted(path.stem for path in FOLDER.glob("[a-z]*.yaml")))


@cache
def form(key: str) -> Form:
    """One form; the caller has offered `names()` and asks for nothing else."""
    return read(FOLDER / f"{key}.yaml")


def read(path: Path) -> Form:
    """A form from its file; what is wrong in it is a DefinitionError."""
    document = _load(path)
    fields = Fields({**document, "columns": [_spread(row) for row in document["columns"]]}, path.name)
    title = fields.text("title")
    base = form(like) if (like := fields.text("like", "")) else None
    columns = (*_merged(base.columns[:-1] if base else (), map(_column, fields.rows("columns"))), ID)
    named = {column.key for column in columns}
    checks = (base.checks if base else ()) + tuple(_check(row, named) for row in fields.rows("checks"))
    fields.done()
    _sound(columns, fields)
    return Form(path.stem, title, columns, checks)


@cache
def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def _spread(row: dict[str, Any]) -> dict[str, Any]:
    """`use` takes a column that many forms share; what stands beside it is said on top."""
    said = dict(row)
    use = said.pop("use", "")
    return {"key": use, **_load(FOLDER / "_common.yaml")[use], **said} if use else said


def _merged(base: Iterable[Column], own: Iterable[Column]) -> tuple[Column, ...]:
    """A form like another one replaces columns in their place and adds the rest at the end."""
    own = tuple(own)
    new = {column.key: column for column in own}
    kept = tuple(new.get(column.key, column) for column in base)
    return kept + tuple(column for column in own if column not in kept)


def _column(row: Fields) -> Column:
    key = row.text("key")
    row.name(key)
    kind = Kind(row.one_of("kind", list(Kind), Kind.TEXT))
    choices = row.part("choices")
    words = choices.keys()
    mask = row.one_of("sensitive", list(Mask), "")
    flags = row.words("is", FLAGS)
    column = Column(
        key=key,
        heading=row.text("heading"),
        kind=kind,
        aliases=row.words("also"),
        choices=tuple(Choice(word, choices.words(word)) for word in words),
        sensitive=Mask(mask) if mask else None,
        width=row.whole("width", WIDTHS.get(kind, 12)),
        note=row.text("note", ""),
        default=row.text("default", ""),
        fallback=row.words("fallback"),
        day_of=row.text("day_of", ""),
        into=row.text("into", ""),
        unkept=row.text("unkept", ""),
        words=row.words("words"),
        **dict.fromkeys(flags, True),
    )
    row.done()
    return column


def _check(row: Fields, columns: set[str]) -> Check:
    needs = row.one_of("needs", columns, "")
    check = Check(row.one_of("rule", RULES), row.one_of("column", columns), row.one_of("other", columns), needs)
    row.done()
    return check


def _sound(columns: tuple[Column, ...], fields: Fields) -> None:
    """No key twice, no heading twice, and every column that is named is there."""
    named = [column.key for column in columns]
    for column in columns:
        headings = [other.heading for other in columns]
        if named.count(column.key) > 1 or headings.count(column.heading) > 1:
            raise fields.wrong("columns", f"“{column.key} {column.heading}”写了两次，请改名。")
        if unknown := {*column.fallback, *filter(None, [column.day_of, column.into])} - set(named):
            raise fields.wrong("columns", f"“{column.key}”提到的“{min(unknown)}”不在这张表里，请检查拼写。")
