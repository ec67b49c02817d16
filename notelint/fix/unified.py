"""Where two lists of lines differ, as the hunks of a unified diff, in time that grows with the lines alone."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Generic, NamedTuple, TypeVar

CONTEXT = 3  # lines around what differs
_SMALL = 60  # lines that the stock matcher, whose time is cubic at worst, is asked about

Line = TypeVar("Line", str, bytes)
_Change = tuple[int, int, int, int]  # old lines [start, end) become new lines [start, end)


class Hunk(NamedTuple, Generic[Line]):
    """Lines that differ, with what stands around them. `rows` have the mark of each line: " ", "-" or "+"."""

    old: str  # its place in the old lines as a unified diff writes it: `1,3`
    new: str
    rows: list[tuple[str, Line]]


def hunks(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Hunk[Line]]:
    """The hunks that make the new lines of the old ones, in order; none if both are alike."""
    together: list[_Change] = []
    for change in _joined(_changes(old, new)):
        if together and change[0] - together[-1][1] > 2 * CONTEXT:
            yield _hunk(old, new, together)
            together = []
        together.append(change)
    if together:
        yield _hunk(old, new, together)


def _hunk(old: Sequence[Line], new: Sequence[Line], changes: Sequence[_Change]) -> Hunk[Line]:
    at = start = max(changes[0][0] - CONTEXT, 0)
    end = min(changes[-1][1] + CONTEXT, len(old))
    rows: list[tuple[str, Line]] = []
    for old_start, old_end, new_start, new_end in changes:
        rows += [(" ", line) for line in old[at:old_start]]
        rows += [("-", line) for line in old[old_start:old_end]]
        rows += [("+", line) for line in new[new_start:new_end]]
        at = old_end
    rows += [(" ", line) for line in old[at:end]]
    before, after = changes[0], changes[-1]
    return Hunk(_range(start, end), _range(before[2] - (before[0] - start), after[3] + (end - after[1])), rows)


def _range(start: int, end: int) -> str:
    length = end - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _joined(changes: Iterator[_Change]) -> Iterator[_Change]:
    """Changes that touch as one."""
    last: _Change | None = None
    for change in changes:
        if last is not None and last[1] == change[0] and last[3] == change[2]:
            last = (last[0], change[1], last[2], change[3])
            continue
        if last is not None:
            yield last
        last = change
    if last is not None:
        yield last


def _changes(old: Sequence[Line], new: Sequence[Line]) -> Iterator[_Change]:
    """What differs. Lines that stand once in both hold the two together, and what lies between them is compared."""
    at = new_at = 0
    for common, new_common in [*_anchors(old, new), (len(old), len(new))]:
        yield from _between(old, new, (at, common, new_at, new_common))
        at, new_at = common + 1, new_common + 1


def _anchors(old: Sequence[Line], new: Sequence[Line]) -> list[tuple[int, int]]:
    """The places of as many lines as come once in both, in the same order."""
    once = {line for line, count in Counter(old).items() if count == 1}
    once &= {line for line, count in Counter(new).items() if count == 1}
    place = {line: at for at, line in enumerate(new) if line in once}
    # The longest rising sequence: of those of each length the one that ends lowest, and what comes before each pair.
    ends: list[int] = []
    last: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for at, line in enumerate(old):
        if line in once:
            pair = at, place[line]
            length = bisect_left(ends, pair[1])
            before[pair] = last[length - 1] if length else None
            if length == len(ends):
                ends.append(pair[1])
                last.append(pair)
            else:
                ends[length], last[length] = pair[1], pair
    found: list[tuple[int, int]] = []
    step = last[-1] if last else None
    while step is not None:
        found.append(step)
        step = before[step]
    return found[::-1]


def _between(old: Sequence[Line], new: Sequence[Line], block: _Change) -> Iterator[_Change]:
    """What differs in a block."""
    start, end, new_start, new_end = block
    while start < end and new_start < new_end and old[start] == new[new_start]:
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    rest = start, end, new_start, new_end
    if max(end - start, new_end - new_start) > _SMALL:
        yield from _row_by_row(old, new, rest)
        return
    matcher = SequenceMatcher(None, old[start:end], new[new_start:new_end], autojunk=False)
    for kind, one, other, new_one, new_other in matcher.get_opcodes():
        if kind != "equal":
            yield from _row_by_row(old, new, (start + one, start + other, new_start + new_one, new_start + new_other))


def _row_by_row(old: Sequence[Line], new: Sequence[Line], block: _Change) -> Iterator[_Change]:
    """Where as many lines come as go, what differs of them, so that no line is shown as changed that is not."""
    start, end, new_start, new_end = block
    if end - start != new_end - new_start:
        yield block
        return
    for at in range(end - start):
        if old[start + at] != new[new_start + at]:
            yield start + at, start + at + 1, new_start + at, new_start + at + 1
