"""Checks about sections: does each say something."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from notelint.model.finding import Hit, Span
from notelint.model.items import Section
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View


# A heading that so many notes have is the form of them all, where so great a share leaves it empty.
_FORM_NOTES, _FORM_SHARE = 8, 0.5
_NUMBER = lazy_re(r"(?:\d+|[一二三四五六七八九十]+)[.、．)）]")


def empty_section(items: Sequence[Section], options: Any, view: View) -> Iterator[Hit]:
    """A heading with nothing under it before the next heading of its level or above; a row of such headings once.

    What the original of a translation has empty, too, is told there, and what most notes leave empty once for all.
    """
    left = _left_empty(view)
    for path, sections in groupby(items, key=lambda section: section.path):
        original = view.originals.get(path)
        note = list(sections)
        flat = _with_parts_beside(note)
        for row in _rows(note, original.sections if original else []):
            first = row[0]
            if all(each.title in left for each in row):
                for each in row:
                    found, count, total = left[each.title]
                    if found == each:
                        yield Hit(each, case="form", facts={"title": each.title, "count": count, "total": total})
            elif flat and first in flat:
                if first == flat[0]:
                    about = tuple(Span(path, each.start, each.end) for each in flat)
                    yield Hit(first, case="flat", facts={"title": first.title, "count": len(flat)}, about=about)
            elif len(row) == 1:
                yield Hit(first, facts={"title": first.title})
            else:
                about = tuple(Span(path, each.start, each.end) for each in row)
                yield Hit(first, case="row", facts={"title": first.title, "count": len(row) - 1}, about=about)


def _left_empty(view: View) -> Mapping[str, tuple[Section, int, int]]:
    """By title, where most notes leave such a section empty: the first one, how many do so, how many have it."""
    empty: dict[str, list[Section]] = defaultdict(list)
    total: Counter[str] = Counter()
    for note in view.items("notes"):
        titles = {each.title: each for each in note.sections}
        total.update(titles.keys())
        for title, section in titles.items():
            if section.empty and title:
                empty[title].append(section)
    return {
        title: (found[0], len(found), total[title])
        for title, found in empty.items()
        if total[title] >= _FORM_NOTES and len(found) >= _FORM_SHARE * total[title]
    }


def _with_parts_beside(sections: Sequence[Section]) -> list[Section]:
    """The empty numbered sections of a note whose parts, without numbers, stand behind them on their own level."""
    found = [
        one
        for one, after in pairwise(sections)
        if one.empty
        and not after.empty
        and (one.section, one.level) == (after.section, after.level)
        and _NUMBER.match(one.title)
        and not _NUMBER.match(after.title)
    ]
    return found if len(found) > 1 else []


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
        empty_section,
        items=("sections",),
        across="view",
        facts={"": "title", "row flat": "title count", "form": "title count total"},
    ),
}
