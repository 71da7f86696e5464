"""All rules in force: the packaged definitions, and those of further folders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from checklists.facts import Profile
from checklists.fields import DefinitionError
from checklists.items import Citation, Item, Pack, Parameter
from checklists.packs import read

__all__ = ["Catalogue", "Citation", "DefinitionError", "Item", "Pack", "Parameter", "load"]

PACKAGED = Path(__file__).parent / "definitions"


@dataclass(frozen=True)
class Catalogue:
    """The packs and their items in the order of the files. An id means one item; where it was changed from
    a day on, each of its versions stands here, the oldest first, and `item` is the newest."""

    packs: tuple[Pack, ...]
    items: tuple[Item, ...] = field(init=False)
    _by_id: dict[str, Item] = field(init=False, repr=False)
    _packs: dict[str, Pack] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        items = tuple(item for pack in self.packs for item in pack.items)
        object.__setattr__(self, "items", items)
        object.__setattr__(self, "_by_id", {item.id: item for item in items})
        object.__setattr__(self, "_packs", {pack.id: pack for pack in self.packs})

    def item(self, id: str) -> Item:
        return self._by_id[id]

    def pack(self, id: str) -> Pack:
        return self._packs[id]

    def beside(self, packs: Iterable[Pack]) -> Catalogue:
        """These rules and a branch's own beside them."""
        own = tuple(packs)
        return Catalogue((*self.packs, *own)) if own else self

    def parameter(self, name: str, profile: Profile, day: date = date.max) -> int:
        """The branch's own number on the day (else its last) where it has one, else the pack's."""
        found = {p.name: p.value for pack in self.packs for p in pack.parameters}
        return profile.numbers(day).get(name, found[name])


def load(*folders: Path) -> Catalogue:
    """The packaged packs, then each folder's; a pack of the same id replaces the earlier one."""
    packs: dict[str, tuple[str, Pack]] = {}
    for folder in (PACKAGED, *folders):
        own: set[str] = set()
        for path in sorted(folder.glob("*.yaml")):
            for pack in read(path):
                if pack.id in own:
                    raise DefinitionError(path.name, "", "pack", f"“{pack.id}”已经用过，请换一个名字。")
                own.add(pack.id)
                packs[pack.id] = (path.name, pack)
    _unique(packs.values())
    return Catalogue(tuple(pack for _, pack in packs.values()))


def _unique(found: Iterable[tuple[str, Pack]]) -> None:
    """Records, adoptions and parameters of a branch name items and parameters by id alone."""
    seen: dict[tuple[str, str], str] = {}
    for file, pack in found:
        named = [("id", item.id) for item in pack.items]
        for sort, name in named + [("parameters", p.name) for p in pack.parameters]:
            if (sort, name) in seen:
                reason = f"“{name}”在 {seen[sort, name]} 里已经用过，请改名。"
                raise DefinitionError(file, name if sort == "id" else "", sort, reason)
            seen[sort, name] = file
