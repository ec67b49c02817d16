"""Checks about sections: does each say something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from notelint.model.finding import Hit, Span
from notelint.model.items import Section
from notelint.rule.contract import Check, Checks

if TYPE_CHECKING:
    from notelint.collection.view import View


def empty_section(items: Sequence[Section], options: Any, view: View) -> Iterator[Hit]:
    """A heading with nothing under it before the next heading of its level or above; a row of such headings once.

    What the original of a translation has empty, too, is told there.
    """
    for path, sections in groupby(items, key=lambda section: section.path):
        original = view.originals.get(path)
        for row in _rows(list(sections), original.sections if original else []):
            first = row[0]
            if len(row) == 1:
                yield Hit(first, facts={"title": first.title})
            else:
                about = tuple(Span(path, each.start, each.end) for each in row)
                yield Hit(first, case="row", facts={"title": first.title, "count": len(row) - 1}, about=about)


def _rows(sections: Sequence[Section], originals: Sequence[Section]) -> Iterator[list[Section]]:
    """The empty sections of a note, those together that follow each other on one level."""
    same = len(originals) == len(sections)
    row: list[Section] = []
    for n, section in enumerate(sections):
        empty = section.empty and section.title and not (same and originals[n].empty)
        if row and not (empty and (section.section, section.level) == (row[0].section, row[0].level)):
            yield row
            row = []
        if empty:
            row.append(section)
    if row:
        yield row


CHECKS: Checks = {
    "empty-section": Check(
        empty_section, items=("sections",), across="view", facts={"": "title", "row": "title count"}
    ),
}
