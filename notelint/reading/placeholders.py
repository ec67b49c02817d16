"""Places that are still to be filled in: 待补充, TODO, a search where a paper's address belongs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from notelint.model.items import Field, Placeholder
from notelint.text.lazy import lazy_re
from notelint.text.spans import Spans

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

# Cheap: a line without any of these is no placeholder. (To look for two characters costs three times as much.)
_SIGNS = ("待", "TODO", "To be ", "oming ", "xxx", "XXX", "敬请期待")
_LONGEST = 60  # code points of a line; what is longer says something

_DO = r"(?:补充|完善|填写?|添加|更新|续写?|补全?|撰写|写|确认|核[实对]|查证?|分析|整理|翻译|定|评[估价分]?)"
_READ = r"(?:(?:深|精|细|阅)?读(?:论文|原文|全文)?后?再?)?"  # alone it is a reading list's word
# 待公开, 即将开源, coming soon are facts about the authors; these are about the note.
_ZH = (
    rf"(?:(?:摘要|内容|正文|全文|数据|结果|此处|具体\w{{1,4}})?(?:暂缺)?[，, ]*(?:具体\w{{1,4}})?"
    rf"(?:有|尚|还)?待{_READ}{_DO}+(?:关键\w{{1,8}})?|未完待续)"
)
_EN = r"(?:TODO|To be (?:added|completed|continued|determined|done|filled(?: in)?|written|updated)(?: later)?)"
# Around it: emphasis, brackets, stars that were given in advance, punctuation; no code, formula, link or HTML.
_MARKS = r"(?:[^\w`$\[<]|_)*"
# In front of it stand the signs of quotes, lists and emphasis.
_LINE = lazy_re(
    rf"[\s>]*(?:(?:[-*+]|\d{{1,3}}[.)])[ \t]+)?[*_~=]*"
    rf"(?P<text>(?:[^:：\n|`]{{1,16}}[:：]{_MARKS})??{_MARKS}(?:{_ZH}|{_EN}(?::? ?{_ZH})?)"
    r"(?:[^\w`$\[<*=~]*[^\w`$\[<*=~\s])?)[*_~=\s]*"
)
# Only where a line has nothing else: behind a label, or in a table, these are said of what the note is about.
_ALONE = lazy_re(
    rf"[\s>]*(?:(?:[-*+]|\d{{1,3}}[.)])[ \t]+)?(?P<text>{_MARKS}(?:[Cc]oming [Ss]oon|敬请期待|[xX]{{3,8}}){_MARKS}?)\s*"
)
_ROW = lazy_re(r"\s*\|")
_BEGIN = frozenset("TtFf*[(（<【")
_VALUE = lazy_re(rf"{_MARKS}(?:{_ZH}|{_EN}|(?i:todo|tbd|fixme|to be added)){_MARKS}")
_SEARCH = lazy_re(
    r"https?://(?:www\.)?(?:arxiv\.org/(?:search|find)[/?]|scholar\.google\.[a-z.]+/(?:scholar|citations)\?(?:[^#]*&)?q="
    r"|(?:google|bing|baidu|duckduckgo)\.[a-z.]+/(?:search|s)?\?|(?:github|semanticscholar|dblp)\.(?:com|org)/search/?\?"
    r"|(?:openreview\.net|paperswithcode\.com)/search/?\?|dl\.acm\.org/action/doSearch\b)",
    re.IGNORECASE,
)
_LINKED = frozenset({"paper", "translation", "code", "project"})
# What these say stands elsewhere too, or is no hole: a note called TODO is a list.
_UNASKED = frozenset({"", "title", "keywords"})
_HEADS = frozenset({"heading_open", "th_open"})


def find(reader: Reader, fields: Sequence[Field]) -> list[Placeholder]:
    """The placeholders of a note, in its order. `fields` are those of its entries."""
    text = reader.text
    found = [each for field in fields if (each := _of_field(field)) is not None]
    if any(sign in text for sign in _SIGNS) and (spans := _lines(text)):
        found += _in_prose(reader, spans, fields)
        found.sort(key=lambda each: each.start)
    return found


def _of_field(field: Field) -> Placeholder | None:
    """A value that is a placeholder, or one link that leads to a search."""
    targets = field.targets
    if not targets:
        value = field.value
        if ("待" in value or value[:1] in _BEGIN) and field.label_class not in _UNASKED and len(value) <= _LONGEST:
            return _placeholder(field, "value", value) if _VALUE.fullmatch(value) else None
    elif len(targets) == 1 and field.label_class in _LINKED and "?" in targets[0] and _SEARCH.match(targets[0]):
        return _placeholder(field, "search", targets[0])
    return None


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


def _lines(text: str) -> list[tuple[int, int]]:
    """The spans of lines and cells of the source that are nothing but a placeholder."""
    found = set()
    for sign in _SIGNS:
        at, line = text.find(sign), (0, -1)
        while at >= 0:
            if at >= line[1]:
                end = text.find("\n", at)
                line = text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
                is_row = _ROW.match(text, *line) is not None
            start, end = line
            if is_row:  # only the cell
                start, end = text.rfind("|", start, at) + 1, min(e for e in (text.find("|", at, end), end) if e >= 0)
            if end - start <= _LONGEST:
                alone = None if is_row else _ALONE.fullmatch(text, start, end)
                if match := alone or _LINE.fullmatch(text, start, end):
                    found.add(match.span("text"))
            at = text.find(sign, end)
    return sorted(found)


def _in_prose(reader: Reader, spans: Sequence[tuple[int, int]], fields: Sequence[Field]) -> Iterator[Placeholder]:
    """Those of the spans that a reader sees as text: no code, no comments, no headings, no to-do items, no fields."""
    taken = Spans((field.start, field.end) for field in fields)
    starts = [start for start, _ in spans]
    tasks: list[bool] = []
    before: Token | None = None
    tokens = reader.document.tokens
    for index, token in enumerate(tokens):
        if token.type == "list_item_open":
            tasks.append("task" in token.meta)
        elif token.type == "list_item_close":
            tasks.pop()
        elif token.type == "inline" and before is not None and before.type not in _HEADS and not any(tasks):
            for start, end in spans[bisect_left(starts, token.start) : bisect_left(starts, token.end)]:
                if start not in taken:
                    text = reader.text[start:end]
                    if text[-1] in ":：" and end >= token.end and _is_list(tokens[index + 2 : index + 3]):
                        continue  # what is to be done stands below
                    yield Placeholder(path=reader.path, start=start, end=end, kind="text", label="", text=text)
        before = token


def _is_list(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and tokens[0].type in ("bullet_list_open", "ordered_list_open")
