"""Checks about the names of entries that nothing but a name identifies."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.learning import NOTED
from notelint.model.finding import Hit, Place, Related
from notelint.model.items import Entry
from notelint.rule.contract import Check, Checks

if TYPE_CHECKING:
    from notelint.collection.view import View

# What any entry may be called.
_ENGLISH = """
abstract appendix code conclusion data dataset demo discussion example experiments introduction link links main method
misc note notes other overview paper papers preface project readme reference references related resources results
summary survey tbd template test title todo untitled
"""
_CHINESE = """
其他 其它 论文 文献 笔记 示例 例子 摘要 总结 小结 简介 介绍 概述 方法 实验 结论 引用 参考 参考文献 链接 代码 项目
未命名 标题 模板 综述 前言 附录 数据集
"""
_GENERIC = frozenset((_ENGLISH + _CHINESE).split())


def unnamed_duplicate(items: Sequence[Entry], options: Any, view: View) -> Iterator[Hit]:
    """Two entries of one name in one language, neither of which says by an id which paper it is."""
    first: dict[tuple[str, str], Entry] = {}
    for entry in items:
        name = _name(entry.title)
        if entry.ids or entry.form not in NOTED or len(name) < 2 or name in _GENERIC or name.isdecimal():
            continue
        other = first.setdefault((view.note(entry.path).locale, name), entry)
        if other is not entry and not _encloses(other, entry):
            yield Hit(
                entry,
                case="draft" if view.note(entry.path).draft or view.note(other.path).draft else "",
                facts={"title": entry.title, "place": Place(other.path, other.start)},
                related=(Related(other.path, other.start, other.end, other.title),),
            )


def _name(title: str) -> str:
    """What two spellings of a name share: GPT-5, GPT 5 and gpt5 are one, GPT-4 and GPT-4V are two."""
    return "".join(c for c in unicodedata.normalize("NFKC", title).casefold() if c.isalnum())


def _encloses(outer: Entry, inner: Entry) -> bool:
    return outer.path == inner.path and outer.body_start <= inner.body_start and inner.body_end <= outer.body_end


CHECKS: Checks = {
    "unnamed-duplicate": Check(
        unnamed_duplicate, items=("entries",), across="collection", facts={"": "title place", "draft": "title place"}
    ),
}
