"""Many spans of one text, asked about many offsets: a question costs the same however many there are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

Span = tuple[int, int]


class Spans:
    """Half-open spans, in any order; they may overlap."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))  # how far the spans up to here go

    def __contains__(self, offset: int) -> bool:
        """Does the offset stand in one of them?"""
        return self.hold(offset, offset + 1)

    def hold(self, start: int, end: int) -> bool:
        """Does all of `[start, end)` stand in one of them?"""
        at = bisect_right(self._starts, start)
        return at > 0 and self._reach[at - 1] >= end
