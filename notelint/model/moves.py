"""Where things in a note have gone: a note that was edited, and what in it is as it was but for its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import msgspec

from notelint.model.finding import Edit, Finding, Fix, Place, RelatedPlace, Span
from notelint.model.items import Entry, NoteItems
from notelint.text.source import places

# Fields of items that are offsets into the note's text.
_OFFSETS = frozenset(
    (
        *("start", "end", "body_end", "marks", "title_start", "title_end", "value_start", "value_end", "body_start"),
        *("dest_start", "dest_end", "other_start", "other_end", "repeats", "duplicate_of", "error_at"),
    )
)
# And those that hold offsets among other things, which are compared whole.
# What an entry says in its own words, which every sentence changes that is added to it: a kind of its own, `bodies`,
# which is read through `View.body` alone.
_OF_BODY = frozenset(("words", "texts", "images"))
BODIES = "bodies"
_WITH_OFFSETS = frozenset(("item_spans", "hashes", "edits", "too_long"))


class Moves(Mapping[int, int]):
    """By offset as it was: what it is now. Whatever stood before something else, does still."""

    def __init__(self, before: NoteItems, now: NoteItems) -> None:
        self._moved: dict[int, int] = {}
        self.changed = {name for name in NoteItems.__struct_fields__ if not self._is_kept(name, before, now)}
        ordered = [self._moved[offset] for offset in sorted(self._moved)]
        if any(one >= other for one, other in pairwise(ordered)):
            self.changed, self._moved = set(NoteItems.__struct_fields__), {}
        if any(_body(*pair) for pair in zip(before.entries, now.entries, strict=False)):
            self.changed.add(BODIES)
        self._before, self._now = before.line_starts, now.line_starts

    def _is_kept(self, name: str, before: NoteItems, now: NoteItems) -> bool:
        moved: dict[int, int] = {}
        one, other = getattr(before, name), getattr(now, name)
        if name in _OFFSETS:
            one, other = [before], [now]
            same = _offset(getattr(before, name), getattr(now, name), moved)
        else:
            same = name not in _WITH_OFFSETS and _same(one, other, moved)
        if not same or any(self._moved.get(offset, place) != place for offset, place in moved.items()):
            return same and not moved
        self._moved |= moved
        return True

    def __getitem__(self, offset: int) -> int:
        return self._moved[offset]

    def __iter__(self) -> Any:
        return iter(self._moved)

    def __len__(self) -> int:
        return len(self._moved)

    def place(self, line: int, column: int) -> tuple[int, int]:
        """A 1-based line and column as they are now. Raises KeyError."""
        return self.at(self[self._before[line - 1] + column - 1])

    def at(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset as it is now."""
        return places(self._now, offset)


def _same(one: Any, other: Any, moved: dict[int, int]) -> bool:
    """Are two values the same but for offsets in them? Those are put into `moved`."""
    if isinstance(one, msgspec.Struct):
        if type(one) is not type(other):
            return False
        for name in one.__struct_fields__:
            mine, its = getattr(one, name), getattr(other, name)
            if name in _OFFSETS:
                if not _offset(mine, its, moved):
                    return False
            elif name in _OF_BODY and isinstance(one, Entry):
                continue
            elif name in _WITH_OFFSETS:
                if mine or its:
                    return False
            elif not _same(mine, its, moved):
                return False
        return True
    if isinstance(one, (list, tuple)) and one and isinstance(one[0], msgspec.Struct):
        return len(one) == len(other) and all(_same(*pair, moved) for pair in zip(one, other, strict=True))
    return bool(one == other)


def _body(one: Entry, other: Entry) -> bool:
    """Do two entries say something else in their own words?"""
    return any(getattr(one, name) != getattr(other, name) for name in _OF_BODY)


def _offset(one: int, other: int, moved: dict[int, int]) -> bool:
    if one < 0 or other < 0:
        return one == other
    return moved.setdefault(one, other) == other


def moved_finding(finding: Finding, moves: Mapping[str, Moves]) -> Finding | None:
    """A finding at its places of now; None where one of them is not known. `moves` are those of the notes that were
    edited, by their paths.
    """
    try:
        return _moved(finding, moves)
    except (KeyError, IndexError):
        return None


def _moved(finding: Finding, moves: Mapping[str, Moves]) -> Finding:
    changes: dict[str, Any] = {}
    if here := moves.get(finding.path):
        start, end = here[finding.start], here[finding.end]
        line, column = here.at(start)
        end_line, end_column = here.at(max(start, end))
        changes |= {"start": start, "end": end, "line": line, "column": column}
        changes |= {"end_line": end_line, "end_column": end_column}
    if any(place.path in moves for place in finding.related):
        changes["related"] = tuple(_related(place, moves) for place in finding.related)
    if finding.fix and any(edit.path in moves for edit in finding.fix.edits):
        changes["fix"] = _fix(finding.fix, moves)
    if finding.about and any(span.path in moves for span in finding.about):
        changes["about"] = tuple(_span(span, moves) for span in finding.about)
    return msgspec.structs.replace(finding, facts=_facts(finding.facts, moves), **changes)


def _related(place: RelatedPlace, moves: Mapping[str, Moves]) -> RelatedPlace:
    if place.path not in moves:
        return place
    return RelatedPlace(place.path, *moves[place.path].place(place.line, place.column), place.message)


def _fix(fix: Fix, moves: Mapping[str, Moves]) -> Fix:
    edits = [
        Edit(edit.path, moves[edit.path][edit.start], moves[edit.path][edit.end], edit.new)
        if edit.path in moves
        else edit
        for edit in fix.edits
    ]
    return Fix(tuple(edits), fix.safe, fix.changes)


def _span(span: Span, moves: Mapping[str, Moves]) -> Span:
    here = moves.get(span.path)
    return span if here is None else Span(span.path, here[span.start], here[span.end])


def _facts(facts: Mapping[str, Any], moves: Mapping[str, Moves]) -> dict[str, Any]:
    return {name: _fact(value, moves) for name, value in facts.items()}


def _fact(value: Any, moves: Mapping[str, Moves]) -> Any:
    if isinstance(value, Place) and value.path in moves:
        return Place(value.path, moves[value.path][value.start])
    return _facts(value, moves) if isinstance(value, dict) else value


def speaks_of(finding: Finding, paths: Sequence[str]) -> bool:
    """Does a finding stand in one of the notes, or name a place in it?"""
    named = [finding.path, *(place.path for place in finding.related)]
    named += [edit.path for edit in finding.fix.edits] if finding.fix else []
    named += [span.path for span in finding.about or ()]
    return not set(paths).isdisjoint((*named, *_named(finding.facts)))


def _named(facts: Mapping[str, Any]) -> list[str]:
    found = [value.path for value in facts.values() if isinstance(value, Place)]
    return found + [path for value in facts.values() if isinstance(value, dict) for path in _named(value)]
