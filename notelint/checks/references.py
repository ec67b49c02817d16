"""Checks about labels: does each reference and each footnote find its definition, and is each definition used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.model.finding import Hit, Place, Related, Span
from notelint.model.items import Definition, Reference
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View

# Text from another file, which may define labels.
_INCLUDES = lazy_re(
    r"\{\{[%<]\s*[\w/.-]*(?:include|partial|readfile)|\{%-?\s*include|\{\{\s*include|--8<--|<!--\s*@include"
    r"|^\{\{#include [^}\n]*\.md\b|^!INCLUDE\b",
    re.MULTILINE,
)
# What stands in brackets at a line's start to hide a comment, `[//]: # (…)`; and targets that lead nowhere on purpose.
_COMMENT_LABELS = frozenset({"//", "/", "_", ":", "#", "comment", "comments", "注释"})
_NO_TARGETS = frozenset({"", "#", "<>"})
# A footnote's name. Anything else after a caret is a set of characters, `[^a-z]`, or a formula.
_NAME = lazy_re(r"(?!.-.\Z)[\w][\w.:+-]*")


def undefined_reference(items: Sequence[Reference], options: Any, view: View) -> Iterator[Hit]:
    """`[text][label]` without a definition."""
    for item in items:
        if not item.defined and not _defined_elsewhere(item.path, view):
            facts = {"text": item.text, "label": item.label, "near": item.near}
            yield Hit(item, case="near" if item.near else "missing", facts=facts)


def _defined_elsewhere(path: str, view: View) -> bool:
    """May a plugin define labels, or a text that the note includes?"""
    site = view.site.of(path)
    plugins = site.viewer.defines_labels
    if plugins is not None and plugins.search(_text(site.marker, view)):
        return True
    return _INCLUDES.search(_text(path, view)) is not None


def _text(path: str, view: View) -> str:
    read = view.document(path)
    return read[1] if read else ""


def undefined_footnote(items: Sequence[Reference], options: Any, view: View) -> Iterator[Hit]:
    """`[^label]` without a definition."""
    labels: set[str] | None = None
    for item in items:
        if item.defined or not _NAME.fullmatch(item.label):
            continue
        if labels is None:
            labels = {each.label.casefold() for each in view.note(item.path).definitions if each.kind == "footnote"}
        # What only looks like a footnote stands in notes that have none.
        if item.label.casefold() not in labels and (labels or item.label.isdigit()):
            yield Hit(item, facts={"text": item.text, "label": item.label})


def unused_definition(items: Sequence[Definition], options: Any, view: View) -> Iterator[Hit]:
    """Definitions that nothing uses, and those that say of a label what the first one does not."""
    first = {each.start: each for each in items}
    meant: dict[str, list[Span]] = defaultdict(list)  # by labels: references that may have meant them
    note = view.note(items[0].path)
    if not note.references and not note.headings:
        return  # nothing but definitions: a file that others include
    for each in filter(lambda each: each.near, note.references):
        meant[each.near].append(Span(each.path, each.start, each.end))
    for item in items:
        if item.kind == "link" and (item.label.casefold() in _COMMENT_LABELS or item.target in _NO_TARGETS):
            continue
        facts: dict[str, Any] = {"label": item.label, "target": item.target}
        if item.repeats >= 0:
            other = first[item.repeats]
            if item.kind == "footnote" or other.target != item.target:
                related = Related(item.path, other.start, other.end)
                facts["place"] = Place(item.path, other.start)
                yield Hit(item, case="repeated", facts=facts, related=(related,))
        elif not item.used:
            about = (Span(item.path, item.start, item.end), *meant[item.label])
            yield Hit(item, case="unused", facts=facts, about=about)


CHECKS: Checks = {
    "undefined-reference": Check(
        undefined_reference, items=("references",), across="view", facts={"near missing": "text label near"}
    ),
    "undefined-footnote": Check(undefined_footnote, items=("references",), facts={"": "text label"}),
    "unused-definition": Check(
        unused_definition, items=("definitions",), facts={"unused": "label target", "repeated": "label target place"}
    ),
}
