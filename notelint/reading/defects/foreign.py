"""Constructs of another viewer, which this one shows as they are written: wikilinks, boxes, containers, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading.defects.common import blocks_at, shortened
from notelint.text.spans import Spans

if TYPE_CHECKING:
    from notelint.reading.reader import Reader

# Attributes of C++ are one word in small letters, a test of a shell has blanks, `[[toc]]` is a table of contents.
_WIKILINK = re.compile(
    r"(?P<mark>!?\[\[)(?=[^\[\]\n]*(?:[A-Z /|#]|[^\x00-\x7f]))(?![\s$!\"'\d-]|(?i:_?toc_?)\])[^\[\]\n]{2,120}(?<!\s)\]\](?![(\[])"
)
_COMMENT = re.compile(r"(?<!\S)(?P<mark>%%)(?!\{)[^%\n]*\S[^%\n]*%%")
_BLOCK_ID = re.compile(r"[ \t](?P<mark>\^)(?=[a-z0-9]*\d)[a-z0-9]{6}[ \t]*$", re.MULTILINE)
_ADMONITION = re.compile(r"^(?P<mark>!!!|\?\?\?)\+?[ \t]+[a-z]+(?:[ \t]+\"[^\"\n]*\")?[ \t]*$", re.MULTILINE)
_CONTAINER = re.compile(r"^(?P<mark>:{3,})[ \t]*(?:\{?[a-z][\w-]*\}?)(?:[ \t\[{][^\n]*)?$", re.MULTILINE)
_SHORTCODE = re.compile(r"(?P<mark>\{\{[<%])[ \t]*/?[ \t]*[\w./-]+[^\n{}]*[>%]\}\}")
_ATTRIBUTES = re.compile(
    r"(?P<mark>\{):?[ \t]*(?:[.#][A-Za-z][\w-]*|target=\S+)(?:[ \t]+[.#\w-]+(?:=[^\s{}]+)?)*[ \t]*\}"
)
# feature of the dialect -> what it is called, and its pattern
_CONSTRUCTS = (
    ("wikilinks", "wikilink", _WIKILINK),
    ("wikilinks", "block", _BLOCK_ID),
    ("comments", "comment", _COMMENT),
    ("admonitions", "admonition", _ADMONITION),
    ("containers", "container", _CONTAINER),
    ("shortcodes", "shortcode", _SHORTCODE),
    ("attributes", "attributes", _ATTRIBUTES),
)


def find(reader: Reader) -> Iterator[Defect]:
    """The first of each kind in a note: that the site shows it so is true of the others as well.

    Nothing where the site is not known, in an editor, and for Jekyll, whose own code may take them.
    """
    viewer, dialect = reader.viewer, reader.dialect
    if not viewer.footnotes_known or viewer.editor or dialect.emphasis == "kramdown" or reader.features.mdx:
        return
    for feature, case, pattern in _CONSTRUCTS:
        if not getattr(dialect, feature) and (found := _first(reader, pattern)):
            start, end = found
            text = shortened(reader.text[start:end])
            yield Defect(path=reader.path, start=start, end=end, problem="foreign", case=case, text=text)


def _first(reader: Reader, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    matches = {match.start("mark"): match for match in pattern.finditer(reader.text)}
    for token, _, starts in blocks_at(reader, list(matches)):
        literal = Spans((child.start, child.end) for child in reader.document.inline(token) if child.type == "text")
        for start in starts:
            end = matches[start].end() - (len(matches[start][0]) - len(matches[start][0].rstrip()))
            if start in literal and end - 1 in literal:
                return start, end
    return None
