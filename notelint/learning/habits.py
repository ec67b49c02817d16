"""A habit: which value of one feature is usual, in the collection or in a part of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cached_property
from math import sqrt
from typing import Generic, TypeVar

import msgspec

V = TypeVar("V", bound=Hashable)
Scope = tuple[str, str]  # folder or series, and its name; "" is the whole collection

# Fewer observations, or a share that may by chance be below this, decide nothing.
OBSERVATIONS, SHARE = 5, 0.60
# One in twenty, on one side.
_Z = 1.645


class Verdict(msgspec.Struct, Generic[V], frozen=True):
    """The usual value: so many of so many observations have it. Of what is declared there are none."""

    value: V
    count: int = 0
    total: int = 0

    @property
    def declared(self) -> bool:
        return self.total == 0


def lower_bound(count: int, total: int) -> float:
    """The lower end of Wilson's interval for a share of which `count` of `total` were seen."""
    if not total:
        return 0.0
    share, z2 = count / total, _Z * _Z
    spread = _Z * sqrt(share * (1 - share) / total + z2 / (4 * total * total))
    return (share + z2 / (2 * total) - spread) / (1 + z2 / total)


def is_usual(count: int, total: int) -> bool:
    """Is a value that `count` of `total` have what most would have, had there been more of them?"""
    return lower_bound(count, total) >= SHARE


class Habit(Generic[V]):
    """The values of one feature, note by note.

    The collection decides; a folder decides only what the collection, and the folders that it lies in, leave open, and
    a series what folders leave open. One note decides nothing unless it is the whole collection, and no note out-votes
    the rest: what is usual must be usual in most notes as well.
    """

    def __init__(self, decides: Callable[[int, int], bool] = is_usual) -> None:
        self._decides = decides  # does a value that so many of so many observations have decide?
        self._notes: dict[str, dict[V, int]] = {}  # there are many, of one value or two: a Counter is made for more
        self._series: dict[str, str] = {}
        self._verdicts: dict[Scope, Verdict[V] | None] = {}

    def add(self, path: str, value: V, series: str = "") -> None:
        """One observation in the note at `path`."""
        counts = self._notes.setdefault(path, {})
        counts[value] = counts.get(value, 0) + 1
        if series:
            self._series[path] = series

    def verdict(self, path: str, series: str = "") -> Verdict[V] | None:
        """What is usual for the note at `path`, None where nothing is."""
        if (found := self._decided(_ALL)) is not None:
            return found
        return next((found for scope in _scopes(path, series) if (found := self._decided(scope)) is not None), None)

    @cached_property
    def counts(self) -> Counter[V]:
        """How often each value was seen."""
        return _sum(self._notes.values())

    @property
    def is_open(self) -> bool:
        """Are there enough observations, and none of their values is usual in the collection?"""
        counts = self.counts
        return counts.total() >= OBSERVATIONS and len(counts) > 1 and self._decided(_ALL) is None

    def _decided(self, scope: Scope) -> Verdict[V] | None:
        if scope not in self._verdicts:
            self._verdicts[scope] = self._decide(scope)
        return self._verdicts[scope]

    def _decide(self, scope: Scope) -> Verdict[V] | None:
        notes = list(self._notes.values()) if scope == _ALL else self._parts.get(scope, [])
        total = _sum(notes)
        if total.total() < OBSERVATIONS or (scope != _ALL and len(notes) < 2):
            return None
        value, count = total.most_common(1)[0]
        if not self._decides(count, total.total()):
            return None
        # Most of a note's own, and most notes: a note that was pasted in from elsewhere has one voice.
        with_it = sum(counts.get(value, 0) * 2 > sum(counts.values()) for counts in notes)
        return Verdict(value, count, total.total()) if with_it * 2 > len(notes) else None

    @cached_property
    def _parts(self) -> dict[Scope, list[dict[V, int]]]:
        """The notes' values by folder and by series."""
        parts: dict[Scope, list[dict[V, int]]] = defaultdict(list)
        for path, counts in self._notes.items():
            for scope in _scopes(path, self._series.get(path, "")):
                parts[scope].append(counts)
        return parts


_ALL = ("folder", "")


def _sum(all_counts: Iterable[dict[V, int]]) -> Counter[V]:
    total: dict[V, int] = {}
    for counts in all_counts:
        for value, count in counts.items():
            total[value] = total.get(value, 0) + count
    return Counter(total)


def _scopes(path: str, series: str) -> Iterator[Scope]:
    """The parts of the collection that a note belongs to, from the largest on."""
    yield _ALL
    at = path.find("/")
    while at >= 0:
        yield "folder", path[: at + 1]
        at = path.find("/", at + 1)
    if series:
        yield "series", series
