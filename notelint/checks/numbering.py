"""Checks about notes beside each other in a folder: do two have one title, and is a series complete."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from notelint.files.suffixes import FOLDER_PAGES, OVERVIEWS, plain_stem
from notelint.model.finding import Hit, Place, Related, Span
from notelint.model.items import NoteItems
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re
from notelint.text.spelling import folded

if TYPE_CHECKING:
    from notelint.collection.view import View

_PAGES_OF_MANY = FOLDER_PAGES | OVERVIEWS
# A first heading that so many notes of a folder have is one of their parts.
_PART = 4
_TITLE_KEYS = frozenset({"title", "Title", "标题"})
# Fewer numbered notes are no series.
_SERIES = 3
# With what the part is about behind it, perhaps.
_NUMBERED = lazy_re(
    r"(?P<prefix>.*?[^\W\d_])[\s_.#:：·(（-]*第?\s*(?P<number>\d{1,3})\s*[)）章讲篇节课期回集]*(?:\s*[-–—:：|(（].*)?"
)
_IN_NAME = lazy_re(r"(?P<prefix>.*[^\W\d_])[\s_.-]*(?P<number>\d{1,3})")


class _Numbered(NamedTuple):
    note: NoteItems
    span: tuple[int, int]
    prefix: str  # as written
    number: int


def _stem(note: NoteItems) -> str:
    """The name of a note's file without its ending."""
    return note.path.rpartition("/")[2].rpartition(".")[0]


def _title(note: NoteItems) -> tuple[str, tuple[int, int]]:
    """The title that a note gives itself, and where; "" where it gives none."""
    for key in note.keys:
        if key.name in _TITLE_KEYS and note.title:
            return note.title, (key.value_start, key.value_end)
    first = note.headings[0] if note.headings else None
    return (first.text, (first.start, first.end)) if first is not None and first.level == 1 else ("", (0, 0))


def _names_itself(note: NoteItems) -> bool:
    return any(key.name in _TITLE_KEYS for key in note.keys)


def _siblings(items: Sequence[NoteItems]) -> dict[tuple[str, str], list[NoteItems]]:
    """Notes of one folder and one language."""
    groups: dict[tuple[str, str], list[NoteItems]] = defaultdict(list)
    for note in items:
        if not note.template and not note.generated:
            groups[note.path.rpartition("/")[0], note.locale].append(note)
    return groups


def duplicate_title(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Two notes of one folder with one title."""
    for group in _siblings(items).values():
        first: dict[str, tuple[NoteItems, tuple[int, int]]] = {}
        headed = Counter(_title(note)[0] for note in group if not _names_itself(note))
        for note in group:
            title, span = _title(note)
            shown = _names_itself(note) or (not view.site.of(note.path).viewer.titled_by_file and headed[title] < _PART)
            if not title or not shown or plain_stem(note.path) in _PAGES_OF_MANY:
                continue
            other, where = first.setdefault(title, (note, span))
            if other is note:
                continue
            draft = note.draft or other.draft
            yield Hit(
                note,
                case="draft" if draft else "",
                facts={"title": title, "place": Place(other.path, where[0])},
                related=(Related(other.path, *where, title),),
                start=span[0],
                end=span[1],
                about=tuple(_both(note, other)),
            )


def _both(note: NoteItems, other: NoteItems) -> Iterator[Span]:
    """The entries of a note of which another one has the paper, too: that may well be what the two titles say."""
    there = {each.key for entry in other.entries for each in entry.ids}
    for entry in note.entries:
        if any(each.key in there for each in entry.ids):
            yield Span(entry.path, entry.start, entry.end)


def series_gap(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Numbered notes of one prefix: a number that stands twice, is left out, or is another in the file's name."""
    for group in _siblings(items).values():
        series: dict[str, list[_Numbered]] = defaultdict(list)
        named: dict[str, set[int]] = defaultdict(set)
        for note in group:
            if found := _IN_NAME.fullmatch(_stem(note)):
                named[found["prefix"]].add(int(found["number"]))
            title, span = _title(note)
            if found := _NUMBERED.fullmatch(title):
                series[folded(found["prefix"])].append(_Numbered(note, span, found["prefix"], int(found["number"])))
        for members in series.values():
            if len({each.number for each in members}) >= _SERIES:
                # What is called like them, and titled otherwise, is there as well.
                stems = {_IN_NAME.fullmatch(_stem(each.note)) for each in members}
                there = set().union(*(named[stem["prefix"]] for stem in stems if stem))
                yield from _in_series(sorted(members, key=lambda each: (each.number, each.note.path)), there)


def _in_series(members: Sequence[_Numbered], named: set[int]) -> Iterator[Hit]:
    """`named` are the numbers of files that are called like the members."""
    denied = [each for each in members if (number := _of_name(each.note)) is not None and number != each.number]
    # Where many names have other numbers, these count something else.
    denied = denied if len(denied) * 2 < len(members) else []
    facts: dict[str, Any]
    for each in denied:
        facts = {"number": each.number, "file": _of_name(each.note)}
        yield Hit(each.note, case="file", facts=facts, start=each.span[0], end=each.span[1])
    right = [each for each in members if each not in denied]
    numbers = {each.number for each in right} | {_of_name(each.note) or 0 for each in denied}
    missing = [n for n in range(min(numbers), max(numbers)) if n not in numbers | named]
    for before, each in pairwise(right):
        if before.number == each.number:
            facts = {"number": each.number, "place": _place(before)}
            related = (Related(before.note.path, *before.span, before.note.title),)
            yield Hit(each.note, case="twice", facts=facts, related=related, start=each.span[0], end=each.span[1])
        elif each.number - 1 in missing and len(missing) * 2 < len(numbers):
            left_out = [n for n in missing if before.number < n < each.number]
            facts = {"number": ", ".join(map(str, left_out)), "prefix": each.prefix, "place": _place(before)}
            yield Hit(each.note, case="gap", facts=facts, start=each.span[0], end=each.span[1])


def _place(member: _Numbered) -> Place:
    return Place(member.note.path, member.span[0])


def _of_name(note: NoteItems) -> int | None:
    """The number at the end of a file's name."""
    found = _IN_NAME.fullmatch(_stem(note))
    return int(found["number"]) if found else None


CHECKS: Checks = {
    "duplicate-title": Check(duplicate_title, across="collection", facts={"": "title place", "draft": "title place"}),
    "series-gap": Check(
        series_gap,
        across="collection",
        facts={"file": "number file", "twice": "number place", "gap": "number prefix place"},
    ),
}
