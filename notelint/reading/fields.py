"""Labelled lines: `**Arxiv** [2304.08485](…)`, `**会议**: CVPR 2025`, `论文链接：…`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from notelint.model.items import Field, Link, PaperId
from notelint.model.labels import normalise
from notelint.reading import ids, words
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.inline import Inline
    from notelint.reading.reader import Reader

# Cheap: a line that may begin with a label, bold or not.
MAYBE = lazy_re(r"^[^\w*_\n]{0,6}(?:(?:\*\*|__)[^\n*_]{1,40}|[^\W_][^\n*_:：\[\]()]{0,20}[:：])", re.MULTILINE)
_WORD = lazy_re(r"[^\W\d_]")
_PLAIN = lazy_re(r"[ \t]*(.[^:：]{0,23})[:：]")
_COLON_AHEAD = lazy_re(r"[\s*_]*[:：]")
_SEPARATOR = lazy_re(r"[ \t]*[:：]?[ \t]*")
# What stands between two fields of one line.
_AFTER = " \t|丨·"

# Classes whose links say which paper it is.
IDENTITY_CLASSES = frozenset({"paper", "translation"})
_LINKED_CLASSES = IDENTITY_CLASSES | {"code", "project"}
# As many words beside a link are a sentence; fewer are a remark such as (CVPR 2024 Oral).
_PROSE = 5


class Labelled(NamedTuple):
    """A field, the number of its line in the block, and what its value says that is no metadata."""

    line: int
    field: Field
    said: str


def read(reader: Reader, token: Token, inline: Inline, known_only: bool) -> list[Labelled]:
    """The fields of an inline block.

    With `known_only` (list items, prose) only labels that belong to a class.
    """
    if not MAYBE.search(token.content):
        return []
    if inline.children is None and not _may_hold(reader, token.content, known_only):
        return []
    children = inline.children if inline.children is not None else reader.document.inline(token)
    return [
        Labelled(number, field, _said(field, inline.links))
        for number, line in enumerate(_lines(children))
        for field in _line(reader, line, inline.links, known_only)
    ]


def _said(field: Field, links: list[Link]) -> str:
    """The prose in a value: all of it, or what stands beside the links to the paper."""
    if field.label_class in ("", "summary"):
        return field.value
    if not field.targets or field.label_class not in _LINKED_CLASSES:
        return ""
    rest = field.value
    for link in links:
        if field.start <= link.start < field.end:
            rest = rest.replace(link.text, " ", 1)
    return rest if words.count(rest) >= _PROSE else ""


def _may_hold(reader: Reader, text: str, known_only: bool) -> bool:
    """Can a line of a block that was not parsed, because it holds but emphasis and text, begin with a label?

    Cheaper than to parse it: a label is what holds the line's first letter, between two markers or before a colon.
    """
    if "\\" in text or "&" in text:
        return True
    classify = reader.labels.classify
    for line in text.split("\n"):
        first = _WORD.search(line)
        if first is None:
            continue
        at = first.start()
        begin, end = _bold(line, at)
        if begin >= 0 and end >= 0:
            label = line[begin:end]
            if classify(label) or (not known_only and (_COLON_AHEAD.match(line, end) or label.rstrip()[-1:] in ":：")):
                return True
        plain = _PLAIN.match(line)
        # Up to a colon behind bold text stands that text again, or more than any label.
        if plain is not None and not 0 <= end < plain.end(1) and classify(plain[1]):
            return True
    return False


def _bold(line: str, at: int) -> tuple[int, int]:
    """Where the bold text around an offset begins and ends, -1 where there is no marker."""
    stars, lines = line.rfind("**", 0, at), line.rfind("__", 0, at)
    begin = max(stars, lines)
    if begin < 0:
        return -1, -1
    return begin + 2, line.find("**" if begin == stars else "__", at)


def _lines(children: list[Token]) -> Iterator[list[Token]]:
    line: list[Token] = []
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            yield line
            line = []
        else:
            line.append(child)
    yield line


def _line(reader: Reader, line: list[Token], links: list[Link], known_only: bool) -> Iterator[Field]:
    """One line can hold several: `**论文**：… | **代码**：…`."""
    starts = _label_starts(reader, line, known_only)
    for n, (first, label, label_start, value_at) in enumerate(starts):
        last = starts[n + 1][0] if n + 1 < len(starts) else len(line)
        end = line[last - 1].end
        yield _field(reader, line[first:last], label, label_start, value_at, end, links)


def _label_starts(reader: Reader, line: list[Token], known_only: bool) -> list[tuple[int, str, int, int]]:
    """(index of the first token, label, its start, where the separator begins) of each label in a line."""
    found: list[tuple[int, str, int, int]] = []
    for index, token in enumerate(line):
        if token.type == "strong_open" and (index + 2 < len(line) or not known_only):
            close = _closing(line, index)
            if close < 0:
                continue
            label = "".join(t.content for t in line[index + 1 : close] if t.type in ("text", "text_special"))
            known = reader.labels.classify(label)
            opens = not any(_WORD.search(t.content) for t in line[:index])
            if (opens or (found and known)) and (known or (not known_only and _is_label(line, close, label))):
                found.append((index, label, token.start, line[close].end))
        elif index == 0 and token.type == "text" and (plain := _plain_label(reader, token)):
            found.append((0, *plain))
    return found


def _closing(line: list[Token], index: int) -> int:
    """The index of the `strong_close` of the `strong_open` at `index`, where only text stands between; else -1."""
    for n in range(index + 1, min(len(line), index + 8)):
        if line[n].type == "strong_close":
            return n
        if line[n].type not in ("text", "text_special"):
            return -1
    return -1


def _is_label(line: list[Token], close: int, label: str) -> bool:
    """A bold word that is no known label is one where a colon or a link follows it."""
    if len(label) > 24:
        return False
    if label.rstrip().endswith((":", "：")):
        return True
    after = next((token for token in line[close + 1 :] if token.type != "text" or token.content.strip()), None)
    return after is not None and (after.type == "link_open" or after.content.lstrip().startswith((":", "：")))


def _plain_label(reader: Reader, token: Token) -> tuple[str, int, int] | None:
    """`Arxiv: …` without markup: only labels that belong to a class."""
    text = token.content
    colon = min((i for i in (text.find(":"), text.find("：")) if i > 0), default=-1)
    if colon <= 0 or colon > 24 or not reader.labels.classify(text[:colon]):
        return None
    return text[:colon].strip(), token.start, token.start + colon


def _field(
    reader: Reader, tokens: list[Token], label: str, start: int, label_end: int, end: int, links: list[Link]
) -> Field:
    text = reader.text
    separator = _SEPARATOR.match(text, label_end, end)
    value_start = separator.end() if separator else label_end
    name = normalise(label)
    cls = reader.labels.classify(label)
    end = max(value_start, label_end + len(text[label_end:end].rstrip(_AFTER)))
    inside = [link for link in links if start <= link.start < end]
    value = "".join(t.content[max(value_start - t.start, 0) :] for t in tokens if t.end > value_start and t.content)
    value = " ".join(value.split()).strip(_AFTER)
    return Field(
        path=reader.path,
        start=start,
        end=end,
        section=reader.section,
        label=label.strip().rstrip(":： "),
        name=name,
        label_class=cls,
        form=text[start : value_start + (text[value_start : value_start + 1] == "[")],
        value=value,
        value_start=value_start,
        value_end=end,
        targets=tuple(link.target for link in inside),
        ids=tuple(_ids(reader, name, cls, value, value_start, end, inside)),
    )


def _ids(reader: Reader, name: str, cls: str, value: str, start: int, end: int, links: list[Link]) -> Iterator[PaperId]:
    for link in links:
        if link.start in reader.link_ids:
            yield reader.link_ids[link.start]
    if value and not links and cls in IDENTITY_CLASSES:
        yield from ids.of_value(reader, name, value, start, end)
