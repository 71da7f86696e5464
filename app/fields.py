"""The fields of a page, read by the same columns, in the same words, as the cells of a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from app.errors import Invalid
from app.web import Form
from checklists.ledgers import cells, definitions
from checklists.ledgers.errors import CellProblem
from checklists.ledgers.form import Choice, Column, Kind


def coded(key: str, heading: str, words: Mapping[str, str], *, required: bool = True, many: bool = False) -> Column:
    """A choice whose value is the code that is stored; the word on paper is understood too."""
    kind = Kind.CHOICES if many else Kind.CHOICE
    choices = tuple(Choice(code, (word,)) for code, word in words.items())
    return Column(key=key, heading=heading, kind=kind, choices=choices, required=required)


def field(key: str, heading: str, kind: Kind = Kind.TEXT, *, required: bool = False) -> Column:
    return Column(key=key, heading=heading, kind=kind, required=required)


@cache
def labels() -> dict[str, str]:
    """Field name → the words on paper, from all forms: for text that is shown back without its page."""
    return {column.key: column.heading for key in definitions.names() for column in definitions.form(key).columns}


def labelled(form: Form) -> list[tuple[str, str]]:
    """(words, text) of what was typed, where something was."""
    return [(labels().get(name, "填写的内容"), text) for name, text in form if text and name != "version"]


class Typed:
    """What was typed, as values where it could be read and with words where not.

    Templates read the text by attribute (`typed.title`), so a failed form shows what was typed.
    """

    def __init__(self, texts: Mapping[str, Any], values: Mapping[str, Any], errors: Mapping[str, str]) -> None:
        self.texts, self.values, self.errors = dict(texts), dict(values), dict(errors)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.texts[name]
        except KeyError:
            raise AttributeError(name) from None

    def checked(self) -> dict[str, Any]:
        """The values, or Invalid with all words at once."""
        if self.errors:
            raise Invalid(self.errors)
        return self.values

    def refused(self, invalid: Invalid) -> Typed:
        """The same text with the words of an act that refused it."""
        return Typed(self.texts, self.values, {**self.errors, **invalid.errors})


class Fields:
    """The columns of one page form."""

    def __init__(self, *columns: Column) -> None:
        self.columns = columns

    def blank(self, **texts: Any) -> Typed:
        """An empty form; `texts` fills some fields beforehand."""
        return Typed({c.key: [] if c.kind is Kind.CHOICES else "" for c in self.columns} | texts, {}, {})

    def shown(self, record: Any) -> Typed:
        """The form of a record: its attributes (or a mapping's entries) as text."""
        values = record if isinstance(record, Mapping) else {c.key: getattr(record, c.key) for c in self.columns}
        return Typed({c.key: written(c, values.get(c.key)) for c in self.columns}, {}, {})

    def read(self, form: Form, year: int | None = None) -> Typed:
        """Every field of the form, whether it can be used or not; other fields are not looked at (R42)."""
        texts: dict[str, Any] = {}
        values: dict[str, Any] = {}
        errors: dict[str, str] = {}
        for column in self.columns:
            given = form.all(column.key)
            texts[column.key] = given if column.kind is Kind.CHOICES else (given[0] if given else "")
            try:
                values[column.key] = cells.read(column, "、".join(given), year)
                if column.required and values[column.key] in (None, (), ""):
                    errors[column.key] = f"请填写{column.heading}"
            except CellProblem as problem:
                errors[column.key] = f"{column.heading}“{'、'.join(given)}”{problem.reason}，{problem.remedy}"
        return Typed(texts, values, errors)


def written(column: Column, value: Any) -> Any:
    """A value as the field shows it."""
    if value is None:
        return [] if column.kind is Kind.CHOICES else ""
    match column.kind:
        case Kind.CHOICES:
            return list(value.split(",") if isinstance(value, str) else value)
        case Kind.MONTH:
            return value[:7] if isinstance(value, str) else value.isoformat()[:7]
        case Kind.MONEY:
            return f"{value / 100:g}"
        case Kind.HOURS:
            return f"{value / 10:g}"
        case Kind.BOOL:
            return "是" if value else "否"
        case Kind.NAMES:
            return value if isinstance(value, str) else "、".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)
