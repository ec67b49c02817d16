"""Passages of prose that other notes may hold too, and paragraphs that end inside a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from notelint.items import CutOff, Entry, Passage
from notelint.reading import words
from notelint.reading.words import fingerprint

if TYPE_CHECKING:
    from notelint.reading.reader import Reader

# Sections with fewer words say too little to be anybody's, with more they are hardly copied.
_FEWEST, _MOST = 20, 300
# Under these headings the same words belong into every note.
_SAME = re.compile(
    r"licen[sc]e|copyright|legend|disclaimer|credits?|about|contact|navigation|see also|references"
    r"|许可|版权|授权|图例|声明|作者|关于|联系|导航|相关链接|参考|评分标准|使用说明|阅读指南",
    re.IGNORECASE,
)
# What leads elsewhere is no prose of one's own: links, images, code, HTML.
_LEADS = re.compile(r"\]\(|://|\[\[|[`<|]")


def find(reader: Reader, entries: Sequence[Entry]) -> list[Passage]:
    """The sections of entries that could stand in other notes too: a few sentences, and nothing else."""
    noted = [(each.body_start, each.body_end) for each in entries if each.form in ("section", "note")]
    if not noted or not reader.sections:
        return []
    found = []
    for section, start, end, count in _bodies(reader):
        title = reader.sections[section].title
        if not _FEWEST <= count <= _MOST or not any(a <= start < b for a, b in noted) or _SAME.search(title):
            continue
        text = reader.text[start:end]
        if not _LEADS.search(text):
            found.append(
                Passage(
                    path=reader.path,
                    start=reader.sections[section].start,
                    end=reader.sections[section].end,
                    section=section,
                    title=title,
                    fingerprint=fingerprint(text),
                    words=count,
                )
            )
    return found


def _bodies(reader: Reader) -> Iterator[tuple[int, int, int, int]]:
    """(section, start, end, words) of what stands directly under each heading, outside callouts."""
    starts = [section.end for section in reader.sections]
    counts = [0] * len(starts)
    ends = [-1] * len(starts)
    index = -1
    for block in reader.blocks:
        while index + 1 < len(starts) and starts[index + 1] <= block.start:
            index += 1
        if index >= 0:
            counts[index] += words.count(block.text) if block.callout < 0 else _MOST + 1
            ends[index] = block.end
    for n, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if end > start:
            yield n, start, end, counts[n]


# Where words end so, they are not cut off: they have an ending.
_ENDINGS = re.compile(
    r"(?:e?s|e?d|ing|e?rs?|ly|al|ion|ions|able|ment|ness|ity|ive|less|ful|ize|izer?|ise|ic|y|ist|ism|ed|en|est|age|like|wise"
    r"|\w*(?:space|board|word|line|set|base|book|page|time|work|name|ship|hood|ground)\w*)",
    re.IGNORECASE,
)
_LAST = re.compile(r"(?<![\w/.@#\-])([a-z]{3,})(?:\.{3}|…+)?\s*\Z")
_SENTENCE = re.compile(r"[.。！!?？；;][ \n]?")
_SHORTEST = 100  # code points of a paragraph that a length could have cut


def cut_off(reader: Reader) -> list[CutOff]:
    """Paragraphs whose last word is the beginning of another word of the note, and stands nowhere else in it."""
    found = []
    tokens = reader.document.tokens
    for before, token in pairwise(tokens):
        if token.type != "inline" or before.type != "paragraph_open" or before.level or len(token.content) < _SHORTEST:
            continue
        match = _LAST.search(token.content, len(token.content) - 40)
        if match and _SENTENCE.search(token.content, 0, match.start()) and (whole := _whole(reader.text, match[1])):
            start, end = token.span(match.start(1), match.end(1))
            if start >= 0:
                found.append(CutOff(path=reader.path, start=start, end=end, word=match[1], whole=whole))
    return found


def _whole(text: str, part: str) -> str:
    """The word of the text that begins with `part`, "" where `part` is a word itself, as far as can be seen."""
    if len(re.findall(rf"\b{part}\b", text, re.IGNORECASE)) != 1:
        return ""
    longer: set[str] = set(re.findall(rf"\b{part}[a-z]+", text))
    if not longer or any(_ENDINGS.fullmatch(word[len(part) :]) for word in longer):
        return ""
    return min(longer, key=lambda word: (len(word), word))
