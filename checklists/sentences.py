"""Sentences of the report: patterns filled with figures, so that each number leads to its records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checklists.report_definitions import passages
from checklists.wording.phrases import MERE_WORDS, PHRASES
from checklists.wording.told import BLANK, SPANS, Fragment, Told, counted, text

_SLOT = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as fragments; as a string, what paper and clipboard show."""

    fragments: tuple[Fragment, ...]

    def __str__(self) -> str:
        return "".join(fragment.text for fragment in self.fragments)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the sentences under it."""

    heading: str
    level: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A filled item, clause or group. `live` means that it says something of its own."""

    fragments: tuple[Fragment, ...]
    live: bool


def outline(told: Told) -> tuple[Section, ...]:
    """All sections; where nothing can be said, a blank to be written by hand."""
    sections = []
    for passage in passages():
        said = tuple(s for pattern in passage.patterns if (s := sentence(pattern, told)))
        if passage.patterns and not said:
            said = (Sentence((BLANK,)),)
        heading = _SLOT.sub(lambda slot: SPANS[slot[1]](told), passage.heading)
        sections.append(Section(heading, passage.level, said))
    return tuple(sections)


def sentence(pattern: str, told: Told) -> Sentence | None:
    """The pattern without its zeros, or None when nothing of it is left."""
    groups = [_group(group, told) for group in pattern.removesuffix("。").split("；")]
    groups = [group for group in groups if group]
    if not any(piece.live for group in groups for piece in group):
        return None
    fragments: list[Fragment] = []
    before: list[_Piece] = []
    for group in groups:
        if before:  # a lead or a tail without number of its own is no group
            whole = all(any(piece.live for piece in pieces) for pieces in (before, group))
            fragments.append(text("；" if whole else "，"))
        fragments.extend(_joined("，", group))
        before = group
    return Sentence((*fragments, text("。")))


def _group(pattern: str, told: Told) -> list[_Piece]:
    """The clauses of a group that stand. One with & needs the clause before it, standing or fixed."""
    pieces: list[_Piece] = []
    stood = True
    for source in pattern.split("，"):
        piece = _clause(source.removeprefix("&"), told) if stood or not source.startswith("&") else None
        stood = piece is not None
        if piece:
            pieces.append(piece)
    return pieces


def _clause(pattern: str, told: Told) -> _Piece | None:
    verb, _, items = pattern.rpartition("|")
    pieces: list[_Piece] = []
    stood = True
    for source in items.split("、"):
        piece = _item(source.removeprefix("&"), told) if stood or not source.startswith("&") else None
        stood = piece is not None
        if piece:
            pieces.append(piece)
    lead = _item(verb, told)
    if not pieces or lead is None:
        return None
    return _Piece((*lead.fragments, *_joined("、", pieces)), any(piece.live for piece in pieces))


def _item(pattern: str, told: Told) -> _Piece | None:
    """Its words and numbers; None when a number is zero or a phrase has nothing to say."""
    fragments: list[Fragment] = []
    live = False
    for number, source in enumerate(_SLOT.split(pattern)):
        if number % 2 == 0:
            fragments.extend([text(source)] if source else [])
            continue
        said, own = _slot(source, told)
        if not said:
            return None
        fragments.extend(said)
        live = live or own
    return _Piece(tuple(fragments), live)


def _slot(source: str, told: Told) -> tuple[list[Fragment], bool]:
    if source in SPANS:
        return [text(SPANS[source](told))], False
    if source.startswith("@"):
        return PHRASES[source[1:]](told), source[1:] not in MERE_WORDS
    name, _, word = source.partition(":")
    return counted(name, word, told), True


def _joined(mark: str, pieces: list[_Piece]) -> Iterator[Fragment]:
    for number, piece in enumerate(pieces):
        if number:
            yield text(mark)
        yield from piece.fragments
