"""Checks about sections: does each say something."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from notelint.model.finding import Hit, Span
from notelint.model.items import Link, Section
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View


# A heading that so many notes have is the form of them all, where so great a share leaves it empty.
_FORM_NOTES, _FORM_SHARE = 8, 0.5
_MANY_SHARE = 0.1  # of so many notes and more that leave it empty
_NUMBER = lazy_re(r"(?:(?:\d+\.)*\d+|[一二三四五六七八九十]+)(?:[.、．)）]|\ufe0f?\u20e3)")
# The first of what belongs together: `1. …`, `2.1 …`, `Step 1`, 方法1.
_FIRST = lazy_re(
    r"(?:[^\W\d_]+[ ]?)?(?:1\b|一[、.．：:])|(?:\d+\.)+1\b|第一|(?:first|primeir[ao]|primer[ao]?|prim[ao]|erste)\b",
    re.IGNORECASE,
)
_EMOJI = lazy_re(r"\A(?:[^\w\s\x00-\x7f]+\s*)+")
# A sentence in large letters says what it has to say itself; so does a long step, and the mark of a note's end.
_SENTENCE = lazy_re(r".*[:：?？~～.。!！,，…]|(?:the )?end|eof|fin|fim|完", re.DOTALL | re.IGNORECASE)
_LONG, _LONG_STEP = 60, 24  # columns: a Han character fills two


def empty_section(items: Sequence[Section], options: Any, view: View) -> Iterator[Hit]:
    """A heading with nothing under it before the next heading of its level or above; a row of such headings once.

    What the original of a translation has empty, too, is told there, and what most notes leave empty once for all.
    """
    left = _left_empty(view)
    for path, sections in groupby(items, key=lambda section: section.path):
        original = view.originals.get(path)
        note = list(sections)
        flat = _with_parts_beside(note)
        links = view.notes[path].links
        again = Counter(each.title for each in note if each.empty)
        told: set[str] = set()
        for row in _rows(note, original.sections if original else []):
            if row[0] is note[0] and row[0].level == 1 and len(row) == 1 and len(note) > 1:
                continue  # the title of a note whose parts are of the first level, too
            if all(_speaks(each, links) for each in row) or (len(row) == 1 and row[0].title in told):
                continue
            told.update(each.title for each in row)
            first = row[0]
            if all(each.title in left for each in row):
                for each in row:
                    found, count, total = left[each.title]
                    if found == each:
                        yield Hit(each, case="form", facts={"title": each.title, "count": count, "total": total})
            elif flat and first in flat:
                if first == flat[0]:
                    about = tuple(Span(path, each.start, each.end) for each in flat)
                    yield Hit(
                        first,
                        case="flat" if len(flat) > 1 else "beside",
                        facts={"title": first.title, "count": len(flat)},
                        about=about,
                    )
            elif len(row) == 1 and (count := again[first.title] - 1):
                about = tuple(
                    Span(path, each.start, each.end) for each in note if each.empty and each.title == first.title
                )
                yield Hit(first, case="again", facts={"title": first.title, "count": count + 1}, about=about)
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
        if total[title] >= _FORM_NOTES
        and len(found) >= (_MANY_SHARE if len(found) >= _FORM_NOTES else _FORM_SHARE) * total[title]
    }


def _speaks(section: Section, links: Sequence[Link]) -> bool:
    """Does a heading need nothing under it: a sentence, a whole step, or a link that leads on?"""
    if _SENTENCE.fullmatch(section.title):
        return True
    width = sum(2 if east_asian_width(char) in "WF" else 1 for char in section.title)
    if width >= _LONG or (width >= _LONG_STEP and _NUMBER.match(section.title)):
        return True
    return any(section.start <= link.start < section.end and link.target for link in links)


def _with_parts_beside(sections: Sequence[Section]) -> list[Section]:
    """The empty sections of a note whose parts stand behind them on their own level: behind a number such without one
    or with one more, or the first of several.
    """
    return [
        one
        for one, after in pairwise(sections)
        if one.empty
        and not after.empty
        and (one.section, one.level) == (after.section, after.level)
        and _are_parts(_plain(one.title), _plain(after.title))
    ]


def _are_parts(title: str, after: str) -> bool:
    """Does a title that stands behind another one say that it is a part of that?"""
    numbered = _NUMBER.match(title) and not _NUMBER.match(after)
    return bool(numbered or (_FIRST.match(after) and not _FIRST.match(title)))


def _plain(title: str) -> str:
    """A title without the emoji that it begins with."""
    return _EMOJI.sub("", title)


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
        facts={"": "title", "row flat again beside": "title count", "form": "title count total"},
    ),
}
