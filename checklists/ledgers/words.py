"""Names and choices: several in one cell, and one thing under many names."""

from __future__ import annotations

import re
from functools import cache

from checklists.ledgers.errors import CellProblem
from checklists.ledgers.fold import fold, fold_bare
from checklists.ledgers.form import Column

_BETWEEN = re.compile(r"[、，,;；/\n\t]+")
_CHOICES = re.compile(r"(?:[、，,;；/\s]|兼)+")
_NUMBER = re.compile(r"\d+[.．)）]?")

# What stands in brackets is not taken apart: 张三（出差，6月）、李四 is two people.
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_HIDDEN = {ord(sign): 0xE000 + at for at, sign in enumerate("、，,;；/\n\t 兼")}
_BACK = {hidden: sign for sign, hidden in _HIDDEN.items()}
_KEPT_SPACE = chr(_HIDDEN[ord(" ")])

# A name written wide, closed before its spaces part people.
_WIDE = (
    (re.compile(r" (?=[（(])"), ""),  # 张三 （请假）
    (re.compile(r"(?<!\S)([㐀-鿿]) ([㐀-鿿])(?!\S)"), r"\1\2"),  # 张 三 李 四
    (re.compile(r"(?<=[㐀-鿿]) ([㐀-鿿])(?!\S)"), r"\1"),  # 欧阳 锋
    (re.compile(r"(?<=[A-Za-z.]) (?=[A-Za-z])"), _KEPT_SPACE),  # John Smith
)


def name(text: str) -> str:
    """One person, 张　三 as 张三; a cell with more than one is left as written."""
    people = names(text)
    return people[0] if len(people) == 1 else text


def names(text: str) -> tuple[str, ...]:
    """The people in a cell; a number before a name is dropped: 1、张三 2、李四."""
    parts = (_closed(part) for part in _BETWEEN.split(_guarded(text)))
    people = (one.translate(_BACK) for part in parts for one in part.split(" "))
    return tuple(one for one in people if one and not _NUMBER.fullmatch(one))


def _guarded(text: str) -> str:
    return _BRACKETS.sub(lambda found: found[0].translate(_HIDDEN), text)


def _closed(text: str) -> str:
    text = " ".join(text.split())
    for pattern, instead in _WIDE:
        text = pattern.sub(instead, text)
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
    parts = [whole] if whole else [part.translate(_BACK) for part in _CHOICES.split(_guarded(text)) if part]
    return tuple(dict.fromkeys(choice(column, part) for part in parts))
