"""Names and choices: several in one cell, and one thing under many names."""

from __future__ import annotations

import re
from functools import cache

from checklists.ledgers.errors import CellProblem
from checklists.ledgers.fold import fold, fold_bare
from checklists.ledgers.form import Column

# Separators outside brackets: 张三（出差，6月）、李四 is two people.
_OUTSIDE = r"(?![^（(]*[）)])"
_BETWEEN = re.compile(rf"[、，,;；/\n\t]+{_OUTSIDE}")
_SPACE = re.compile(rf"\s+{_OUTSIDE}")
_CHOICES = re.compile(rf"(?:[、，,;；/\s]|兼)+{_OUTSIDE}")
_NUMBER = re.compile(r"\d+[.．)）]?")

# A name written wide, mended before its spaces part people. NUL keeps a space that belongs to a name.
_WIDE = (
    (re.compile(r"\s+(?=[（(])"), ""),  # 张三 （请假）
    (re.compile(r"(?<!\S)([㐀-鿿])\s+([㐀-鿿])(?!\S)"), r"\1\2"),  # 张 三 李 四
    (re.compile(r"(?<=[㐀-鿿])\s+([㐀-鿿])(?!\S)"), r"\1"),  # 欧阳 锋
    (re.compile(r"(?<=[A-Za-z.])\s+(?=[A-Za-z])"), "\0"),  # John Smith
)


def name(text: str) -> str:
    """One person, 张　三 as 张三; a cell with more than one is left as written."""
    people = names(text)
    return people[0] if len(people) == 1 else text


def names(text: str) -> tuple[str, ...]:
    """The people in a cell; a number before a name is dropped: 1、张三 2、李四."""
    people = (one.replace("\0", " ") for part in _BETWEEN.split(text) for one in _SPACE.split(_closed(part)))
    return tuple(one for one in people if one and not _NUMBER.fullmatch(one))


def _closed(text: str) -> str:
    for pattern, instead in _WIDE:
        text = pattern.sub(instead, text.strip())
    return text


@cache
def _known(column: Column) -> dict[str, str]:
    """Folded wording → the form's own word."""
    words: dict[str, str] = {}
    for choice in column.choices:
        for wording in (choice.word, *choice.aliases):
            words.setdefault(fold(wording), choice.word)
    return words


def find(column: Column, text: str) -> str | None:
    """The form's word for this wording, if it is one."""
    known = _known(column)
    return known.get(fold(text)) or known.get(fold_bare(text))


def inside(column: Column, text: str) -> str | None:
    """The one choice that stands inside a longer wording."""
    folded = fold(text)
    hits = {wording: word for wording, word in _known(column).items() if len(wording) > 1 and wording in folded}
    words = {word for wording, word in hits.items() if not any(wording != other and wording in other for other in hits)}
    return words.pop() if len(words) == 1 else None


def choice(column: Column, text: str) -> str:
    word = find(column, text) or (inside(column, text) if column.loose else None)
    if word:
        return word
    if column.open:
        return text
    raise CellProblem("不在可选的词里", f"请从{'、'.join(c.word for c in column.choices)}中选一个")


def choices(column: Column, text: str) -> tuple[str, ...]:
    """Several in one cell; each word once, in the order written."""
    whole = find(column, text)
    parts = [whole] if whole else [part for part in _CHOICES.split(text) if part]
    return tuple(dict.fromkeys(choice(column, part) for part in parts))
