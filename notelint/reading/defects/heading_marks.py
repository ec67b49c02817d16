"""Lines that were meant as headings: the space behind `#` is missing or none that Markdown knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading.defects.common import blocks_at, shortened
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.reading.reader import Reader

_ITEM = r"(?:(?:[-*+]|\d{1,9}[.)]|\[\^[^\]\n]+\]:)[ \t]+)?"
_MAYBE = lazy_re(rf"\n[ \t>]*{_ITEM}(#{{1,6}}[^\s#]|#{{1,6}}[\u00a0\u3000]|#{{7,}}[ \t]|＃)")
_LINE = lazy_re(r"(?P<marks>#+|＃{1,6})(?P<gap>[ \u00a0\u3000]?)(?P<first>[^\s#＃])[^\n]*")
# What preprocessors and shells read: `#include <vector>`, `#define N 3`.
_CODE = lazy_re(r"(?:include|define|undef|ifn?def|if|el(?:se|if)|endif|pragma|error|warning|region|import|lang)\b")
_SENTENCE = lazy_re(r"[.!?,;:。！？，；：…]\Z")
_CJK = lazy_re("[\u2e80-\uffef]")


def find(reader: Reader) -> Iterator[Defect]:
    """In the order of the note; nothing where `#word` may be a tag, or where no space is needed."""
    text = reader.text
    if "#" not in text and "＃" not in text:
        return
    if reader.dialect.renderer in ("kramdown", "python-markdown"):
        yield from _indented(reader)
    # Behind a newline, which is found at half the cost of a line's beginning.
    found = [match.start(1) - 1 for match in _MAYBE.finditer("\n" + text)]
    for _, heading, starts in blocks_at(reader, found):
        for start in starts:
            line = _LINE.match(text, start)
            if line and not heading and (case := _case(reader, line, start)):
                yield Defect(
                    path=reader.path,
                    start=start,
                    end=start + len(line["marks"]) + len(line["gap"]),
                    problem="heading",
                    case=case,
                    text=shortened(line[0]),
                )


def _indented(reader: Reader) -> Iterator[Defect]:
    """Headings behind blanks, outside of lists and quotes: for these renderers they are text."""
    for token in reader.document.tokens:
        if token.type == "heading_open" and not token.level and token.markup[:1] == "#":
            line = reader.text.rfind("\n", 0, token.start) + 1
            if reader.text[line : token.start].isspace():
                end = reader.text.find("\n", token.start)
                text = shortened(reader.text[token.start : end if end >= 0 else len(reader.text)])
                stop = token.start + len(token.markup)
                yield Defect(
                    path=reader.path, start=token.start, end=stop, problem="heading", case="indented", text=text
                )


def _case(reader: Reader, line: re.Match[str], start: int) -> str:
    marks, gap, first = line["marks"], line["gap"], line["first"]
    if marks[0] == "＃":
        return "full-width" if gap or len(marks) > 1 else ""
    python = reader.dialect.renderer == "python-markdown"
    if len(marks) > 6:
        return "seven" if gap else ""
    if gap in ("\u00a0", "\u3000") and gap:
        return "" if python or reader.viewer.any_blank else "blank"
    if gap or python:
        return ""
    if len(marks) > 1:
        return "none" if first.isalnum() and not line[0].rstrip().endswith("##") else ""
    return "none" if _is_heading(reader, line, start) else ""


def _is_heading(reader: Reader, line: re.Match[str], start: int) -> bool:
    """One `#` begins a tag as well, an issue's number, a colour, a line of code: of these a heading is none where it
    begins a block, and is a phrase rather than a sentence or words with a `#` each.
    """
    text, words = reader.text, line[0][1:].strip()
    before = text[: max(start, 0)].rstrip(" \t")
    if reader.features.wikilinks or reader.viewer.editor or " #" in words or not line["first"].isalpha():
        return False
    if (before and not before.endswith("\n\n")) or _CODE.match(words) or _SENTENCE.search(words):
        return False
    alone = text[line.end() : line.end() + 2] in ("\n\n", "\n", "")
    if " " not in words:
        # A single word is a tag unless text follows that it can be the heading of, on a site that has no tags in text.
        follows = text[line.end() :].strip() != ""
        known = reader.viewer.known and before != ""
        return alone and follows and known and (words[0].isupper() or _CJK.match(words) is not None)
    if not alone and not reader.viewer.known:
        return False
    return reader.viewer.known or words[0].isupper() or not words[0].isascii()
