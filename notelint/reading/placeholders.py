"""Places that are still to be filled in: 待补充, TODO, a search where a paper's address belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from notelint.items import Field, Placeholder

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

# Cheap: a text without any of these has no placeholder.
_SIGNS = ("待", "TODO", "TBD", "FIXME", "To be ", "暂缺", "施工中", "search", "scholar?")
_LONGEST = 60  # code points of a line; what is longer says something

_DO = r"(?:补充|完善|填写?|添加|更新|续写?|补全?|撰写|写|确认|核[实对]|查证?|分析|整理|翻译|定|评[估价分]?)"
_READ = r"(?:(?:深|精|细|阅)?读(?:论文|原文|全文)?后?再?)?"  # alone it is a reading list's word
# 待公开, 即将开源, coming soon are facts about the authors; these are about the note.
_ZH = (
    rf"(?:(?:摘要|内容|正文|全文|数据|结果|此处|具体\w{{1,4}})?(?:暂缺)?[，, ]*(?:具体\w{{1,4}})?"
    rf"(?:有|尚|还)?待{_READ}{_DO}+(?:关键\w{{1,8}})?|(?:摘要|内容|正文|此处)?暂缺|未完待续|施工中)"
)
_EN = (
    r"(?:TODO|TBD|FIXME|To be (?:added|completed|continued|determined|done|filled(?: in)?|written|updated)(?: later)?)"
)
# Around it: emphasis, brackets, stars that were given in advance, punctuation; no code, formula, link or HTML.
_MARKS = r"(?:[^\w`$\[<]|_)*"
_LINE = re.compile(rf"{_MARKS}(?:[^:：\n]{{1,16}}[:：]{_MARKS})??(?:{_ZH}|{_EN}(?::? ?{_ZH})?){_MARKS}")
_VALUE = re.compile(rf"{_MARKS}(?:{_ZH}|{_EN}|(?i:todo|tbd|fixme)){_MARKS}")
_SEARCH = re.compile(
    r"https?://(?:www\.)?(?:arxiv\.org/(?:search|find)\b|scholar\.google\.[a-z.]+/(?:scholar|citations)\?(?:[^#]*&)?q="
    r"|(?:google|bing|baidu|duckduckgo)\.[a-z.]+/(?:search|s)?\?|(?:github|semanticscholar|dblp)\.(?:com|org)/search\b"
    r"|(?:openreview\.net|paperswithcode\.com)/search\b|dl\.acm\.org/action/doSearch\b)",
    re.IGNORECASE,
)
_LINKED = frozenset({"paper", "translation", "code", "project"})
# What these say stands elsewhere too, or is no hole: a note called TODO is a list.
_UNASKED = frozenset({"title", "keywords"})
_HEADS = frozenset({"heading_open", "th_open"})


def find(reader: Reader, fields: Sequence[Field]) -> list[Placeholder]:
    """The placeholders of a note, in its order. `fields` are those of its entries."""
    if not any(sign in reader.text for sign in _SIGNS):
        return []
    found = [*_values(fields), *_lines(reader, fields)]
    return sorted(found, key=lambda each: each.start)


def _values(fields: Sequence[Field]) -> Iterator[Placeholder]:
    for field in fields:
        if not field.label_class or field.label_class in _UNASKED:
            continue
        if not field.targets and len(field.value) <= _LONGEST and _VALUE.fullmatch(field.value):
            yield _placeholder(field, "value", field.value)
        elif field.label_class in _LINKED and len(field.targets) == 1 and _SEARCH.match(field.targets[0]):
            yield _placeholder(field, "search", field.targets[0])


def _placeholder(field: Field, kind: str, text: str) -> Placeholder:
    return Placeholder(
        path=field.path,
        start=field.value_start,
        end=field.value_end,
        section=field.section,
        kind=kind,
        label=field.label,
        text=text,
    )


def _lines(reader: Reader, fields: Sequence[Field]) -> Iterator[Placeholder]:
    """Lines of prose, list items and cells that are nothing else; not to-do items, nor the headings of tables."""
    taken = [(field.start, field.end) for field in fields]
    tasks: list[bool] = []
    before: Token | None = None
    for token in reader.document.tokens:
        if token.type == "list_item_open":
            tasks.append("task" in token.meta)
        elif token.type == "list_item_close":
            tasks.pop()
        elif token.type == "inline" and before is not None and before.type not in _HEADS and not any(tasks):
            yield from _of_block(reader, token, taken)
        before = token


def _of_block(reader: Reader, token: Token, taken: Sequence[tuple[int, int]]) -> Iterator[Placeholder]:
    at = 0
    for line in token.content.split("\n"):
        if 0 < len(line) <= _LONGEST and _LINE.fullmatch(line):
            text = line.strip()
            offset = at + line.index(text)
            start, end = token.span(offset, offset + len(text))
            if start >= 0 and not any(a <= start < b for a, b in taken):
                yield Placeholder(path=reader.path, start=start, end=end, kind="text", label="", text=_plain(text))
        at += len(line) + 1


def _plain(text: str) -> str:
    return text.strip("*_=~\\ ")
