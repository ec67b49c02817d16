"""Constructs of another viewer, which this one shows as they are written: wikilinks, boxes, containers, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading.defects.common import blocks_at, shortened
from notelint.text.lazy import lazy_re
from notelint.text.spans import Spans

if TYPE_CHECKING:
    from notelint.reading.reader import Reader

# Attributes of C++, by its standard, and those of compilers, which have colons.
_ATTRIBUTE_NAMES = (
    "nodiscard|deprecated|maybe_unused|noreturn|(?:un)?likely|fallthrough|carries_dependency|no_unique_address|assume"
    r"|indeterminate|\w+::\w+|\w+\("
)
# A test of a shell has blanks, `[[toc]]` is a table of contents.
WIKILINK = lazy_re(
    rf"(?P<mark>!?\[\[)(?![\s$!\"'\d-]|(?i:_?toc_?)\]|(?:{_ATTRIBUTE_NAMES})\b)"
    r"[^\[\]\n]{2,120}(?<!\s)\]\](?![(\[])"
)
_STRIKE = lazy_re(r"(?<![~A-Za-z0-9])(?P<mark>~~)(?=[^\s~])[^~\n]*[^\s~]~~(?!~)")
_TASK = lazy_re(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?P<mark>\[)[ xX]\](?=[ \t]+\S)", re.MULTILINE)
_DEFINITION = lazy_re(r"(?<=\n)(?P<mark>:)[ \t]{1,3}\S[^\n]*")
_ABBREVIATION = lazy_re(r"^(?P<mark>\*\[)[^\[\]\n]+\]:[ \t]+\S[^\n]*", re.MULTILINE)
_COMMENT = lazy_re(r"(?<!\S)(?P<mark>%%)(?!\{)[^%\n]*\S[^%\n]*%%")
_BLOCK_ID = lazy_re(r"[ \t](?P<mark>\^)(?=[a-z0-9]*\d)[a-z0-9]{6}[ \t]*$", re.MULTILINE)
_ADMONITION = lazy_re(r"^(?P<mark>!!!|\?\?\?)\+?[ \t]+[a-z]+(?:[ \t]+\"[^\"\n]*\")?[ \t]*$", re.MULTILINE)
_TAB = lazy_re(r"^(?P<mark>===)[+!]?[ \t]+\"[^\"\n]+\"[ \t]*$", re.MULTILINE)
# Also without an end, where the name is a box's: `::: package.module` has what documents a program.
_BOXES = "(?i:note|tip|info|warning|danger|caution|important|details)"
_CONTAINER = lazy_re(
    rf"^(?P<mark>:{{3,}})[ \t]*\{{?(?=(?P<box>{_BOXES}\b)?)(?P<name>[A-Za-z][\w-]*)\}}?(?:[ \t\[{{][^\n]*)?$"
    r"(?(box)|(?=(?:\n(?![ \t]*:::)[^\n]*){0,200}\n[ \t]*:{3,}[ \t]*$))",
    re.MULTILINE,
)
_SHORTCODE = lazy_re(r"(?P<mark>\{\{[<%])[ \t]*/?[ \t]*[\w./-]+[^\n{}]*[>%]\}\}")
_ATTRIBUTES = lazy_re(
    r"(?P<mark>\{)(?::?[ \t]*(?:[.#][A-Za-z][\w-]*|target=\S+)|(?<=\)\{):?[ \t]*[\w-]+=[\w\"%]+)"
    r"(?:[ \t]+[.#\w-]+(?:=[^\s{}]+)?)*[ \t]*\}"
)
_EXPRESSIONS = ("shortcodes", "attributes")
# feature of the dialect -> what it is called, and its pattern
_CONSTRUCTS = (
    ("wikilinks", "wikilink", WIKILINK),
    ("wikilinks", "block", _BLOCK_ID),
    ("strikethrough", "strike", _STRIKE),
    ("tasks", "task", _TASK),
    ("definitions", "definition", _DEFINITION),
    ("abbreviations", "abbreviation", _ABBREVIATION),
    ("comments", "comment", _COMMENT),
    ("admonitions", "admonition", _ADMONITION),
    ("admonitions", "tab", _TAB),
    ("containers", "container", _CONTAINER),
    ("shortcodes", "shortcode", _SHORTCODE),
    ("attributes", "attributes", _ATTRIBUTES),
)


def find(reader: Reader) -> Iterator[Defect]:
    """The first of each kind in a note: that the site shows it so is true of the others as well.

    Nothing where the site is not known, in an editor, and where a plugin or the site's own code may read them.
    """
    viewer, dialect, mdx = reader.viewer, reader.dialect, reader.features.mdx
    if viewer.editor or not viewer.understood:
        return
    sure = viewer.footnotes_known and dialect.renderer != "kramdown" and not dialect.loads_unknown
    yield from _unknown_container(reader)
    for feature, case, pattern in _CONSTRUCTS:
        if getattr(dialect, feature) or (dialect.is_default(feature) and not sure):
            continue
        if mdx and feature in _EXPRESSIONS:
            continue  # braces are code
        if found := _first(reader, pattern):
            start, end = found
            text = shortened(reader.text[start:end])
            yield Defect(path=reader.path, start=start, end=end, problem="foreign", case=case, text=text)


def _unknown_container(reader: Reader) -> Iterator[Defect]:
    """The first container of a name that the site has no box for, where it has just its own ones."""
    names = reader.viewer.container_names
    if not names or not reader.dialect.containers or not reader.dialect.is_default("containers"):
        return
    for match in _CONTAINER.finditer(reader.text):
        if match["name"] not in names and _opens(reader, match.start()):
            start, end = match.start(), match.end()
            text = shortened(match[0])
            yield Defect(path=reader.path, start=start, end=end, problem="foreign", case="box", text=text)
            return


def _opens(reader: Reader, at: int) -> bool:
    """Does a container begin at an offset, rather than code or a comment hold it?"""
    return any(token.type == "container_open" and token.start == at for token in reader.document.tokens)


def _first(reader: Reader, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    matches = {match.start("mark"): match for match in pattern.finditer(reader.text)}
    for token, _, starts in blocks_at(reader, list(matches)):
        literal = Spans((child.start, child.end) for child in reader.document.inline(token) if child.type == "text")
        for start in starts:
            end = matches[start].end() - (len(matches[start][0]) - len(matches[start][0].rstrip()))
            if start in literal and end - 1 in literal:
                return start, end
    return None
