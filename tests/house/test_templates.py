"""Templates compile, escape what they print, and ask nobody but us."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2.meta import find_referenced_templates

from app.web import environment
from tests.house.files import files, name

SAFE = re.compile(r"\|\s*safe\b|\bMarkup\b|autoescape\s+false")
ADDRESS = re.compile(r"""(?:https?:)?//[\w.-]+\.[a-z]{2,}""", re.IGNORECASE)
NAMESPACE = "http://www.w3.org"  # names a language, is never fetched
INLINE = re.compile(r"""<style|\sstyle=|\son[a-z]+=["']|javascript:|<script(?![^>]*\ssrc=)""", re.IGNORECASE)


def test_every_template_compiles_and_names_templates_that_exist() -> None:
    env = environment()
    names = env.list_templates()
    assert names
    for template in names:
        env.get_template(template)
        source = env.loader.get_source(env, template)[0] if env.loader else ""
        for other in find_referenced_templates(env.parse(source)):
            assert other is None or other in names, f"{template} names {other}"


def found(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    """Where the pattern stands: file and line."""
    return [
        f"{name(path)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line.replace(NAMESPACE, ""))
    ]


def test_no_template_turns_escaping_off() -> None:
    assert not found(SAFE, list(files(".html", ".svg", ".txt", folders=("templates",))))


def test_no_page_or_letter_asks_a_foreign_host() -> None:
    ours = [
        *files(".html", ".svg", ".txt", folders=("templates",)),
        *files(".css", ".js", ".svg", folders=("app/static",)),
    ]
    assert not found(ADDRESS, [path for path in ours if ".min." not in path.name])


def test_no_page_holds_script_or_style_that_the_policy_forbids() -> None:
    pages = [path for path in files(".html", folders=("templates",)) if "email" not in path.parts]
    assert not found(INLINE, pages)
