"""Actions and fields of the audit log in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from checklists.ledgers import definitions

WORDS = Path(__file__).with_name("words.yaml")


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """nouns, verbs, forms and details of words.yaml"""
    return {name: dict(part) for name, part in yaml.safe_load(WORDS.read_text(encoding="utf-8")).items()}


def action_words(action: str) -> str:
    """会议活动：修改; an action without words as it is written."""
    noun, _, verb = action.partition(".")
    known = words()
    if noun not in known["nouns"]:
        return action
    return f"{known['nouns'][noun]}：{known['verbs'].get(verb, verb)}"


def fields_named(action: str, detail: str) -> str:
    """Which fields a row tells of, never what stands in them."""
    found: dict[str, Any] = json.loads(detail)
    changed = found.pop("fields", [])
    noun = action.partition(".")[0]
    names = [_headings(noun).get(key) or words()["details"].get(key, key) for key in changed]
    beside = [words()["details"].get(key) or _headings(noun).get(key, key) for key in found]
    return "、".join(dict.fromkeys([*names, *beside]))


@cache
def _headings(noun: str) -> Mapping[str, str]:
    form = words()["forms"].get(noun)
    return {column.key: column.heading for column in definitions.form(form).columns} if form else {}
