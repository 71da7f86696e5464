"""One mapping of a definition file, taken field by field: what is wrong is said in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from string import Formatter
from typing import Any


class DefinitionError(ValueError):
    """A definition cannot be used: which file, which item, which field, why and what to write."""

    def __init__(self, file: str, item: str, field: str, reason: str) -> None:
        self.file, self.item, self.field, self.reason = file, item, field, reason
        place = "，".join(
            part for part in (f"定义文件 {file}", item and f"条目 {item}", field and f"字段 {field}") if part
        )
        super().__init__(f"{place}：{reason}")


class Fields:
    """Each field is taken once; `done` refuses those nobody asked for, which are mostly typos."""

    def __init__(self, values: Any, file: str, item: str = "", under: str = "") -> None:
        self._file, self._item, self._under = file, item, under
        if not isinstance(values, dict):
            raise DefinitionError(file, item, under, "应当是“字段: 值”的形式，请检查冒号和缩进。")
        self._left: dict[str, Any] = {str(key): value for key, value in values.items()}

    def wrong(self, field: str, reason: str) -> DefinitionError:
        return DefinitionError(self._file, self._item, self._within(field), reason)

    def name(self, item: str) -> None:
        """From here on errors name this item."""
        self._item = item

    def has(self, field: str) -> bool:
        return field in self._left

    def keys(self) -> tuple[str, ...]:
        return tuple(self._left)

    def __iter__(self) -> Iterator[str]:
        """The names not yet taken, as they stood when asked."""
        return iter(tuple(self._left))

    def text(self, field: str, default: str | None = None) -> str:
        value = self._take(field, default)
        if default is not None and value == default:
            return default
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(field, f"应当是文字，现在是 {value!r}；数字样的文字请加引号。")
        return value.strip()

    def pattern(self, field: str, blanks: Collection[str], must: str = "") -> str:
        """A text with blanks such as {period}; unknown ones and a missing one are refused."""
        text = self.text(field)
        try:
            used = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        except ValueError as error:
            raise self.wrong(field, "花括号没有成对，请检查 { 和 }。") from error
        if unknown := used - set(blanks):
            allowed = "、".join(f"{{{blank}}}" for blank in blanks)
            raise self.wrong(field, f"不认识 {{{min(unknown)}}}，只能用 {allowed}。")
        if must and must not in used:
            raise self.wrong(field, f"缺少 {{{must}}}，请写明它放在哪里。")
        return text

    def whole(self, field: str, default: int | None = None, least: int = 0) -> int:
        value = self._take(field, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.wrong(field, f"应当是不小于 {least} 的整数，现在是 {value!r}。")
        return value

    def day(self, field: str) -> date | None:
        value = self._left.pop(field, None)
        if value is not None and type(value) is not date:
            raise self.wrong(field, f"应当是日期，例如 2025-07-01，现在是 {value!r}。")
        return value

    def one_of(self, field: str, allowed: Collection[str], default: str | None = None) -> str:
        value = self._left.pop(field, default)
        if value not in allowed and (value is None or value != default):
            said = "没有填写" if value is None else f"“{value}”不在可用的词里"
            raise self.wrong(field, f"{said}，请写：{'、'.join(allowed)}。")
        return str(value)

    def words(self, field: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
        value = self._take(field, [])
        words = [value] if isinstance(value, str) else value
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            raise self.wrong(field, "应当是一列词，例如 [visit, contact]。")
        for word in words:
            if allowed is not None and word not in allowed:
                raise self.wrong(field, f"不认识“{word}”，请写：{'、'.join(allowed)}。")
        return tuple(words)

    def part(self, field: str) -> Fields:
        """A mapping inside this one, {} when absent."""
        return Fields(self._take(field, {}), self._file, self._item, self._within(field))

    def rows(self, field: str) -> list[Fields]:
        value = self._take(field, [])
        if not isinstance(value, list):
            raise self.wrong(field, "应当是一列条目，每条以“- ”开头。")
        return [Fields(row, self._file) for row in value]

    def done(self) -> None:
        if self._left:
            raise self.wrong(next(iter(self._left)), "没有这个字段，请检查拼写或删去。")

    def _within(self, field: str) -> str:
        return f"{self._under}.{field}" if self._under else field

    def _take(self, field: str, default: Any) -> Any:
        value = self._left.pop(field, default)
        if value is None:
            raise self.wrong(field, "没有填写，请补上。")
        return value
