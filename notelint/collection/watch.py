"""Who reads what: a view notes which kinds of items were read through it, of all notes together.

What a rule finds across notes follows from the kinds that it has read. It reads some of them through what rules share:
where links lead, what is usual. Each of these is made from a view of its own, whose watch is a part of the watches of
all who ask for it, also for what it reads later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from notelint.model.items import NoteItems

GIT = "git"  # read as a kind of items, too: what git knows of files and their history
DAY = "day"  # read as a kind of items: it may be another one tomorrow


class Watch:
    """What was read. A text is noted as `text:PATH`."""

    def __init__(self, kinds: Iterable[str] = ()) -> None:
        self._own: set[str] = set(kinds)
        self._parts: dict[int, Watch] = {}

    def read(self, kind: str) -> None:
        self._own.add(kind)

    def rests_on(self, part: Watch) -> None:
        """What the other has read, or will read, counts as read here."""
        self._parts[id(part)] = part

    @property
    def kinds(self) -> frozenset[str]:
        """All that was read up to now."""
        seen: dict[int, Watch] = {}
        pending = [self]
        while pending:
            each = pending.pop()
            if id(each) not in seen:
                seen[id(each)] = each
                pending += each._parts.values()
        return frozenset(kind for each in seen.values() for kind in each._own)


class _Watched:
    """A note, each field of which is noted when it is asked for first."""

    def __init__(self, note: NoteItems, watch: Watch) -> None:
        self._note = note
        self._watch = watch

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._note, name)
        self._watch.read(name)
        self.__dict__[name] = value
        return value


class WatchedNotes(Mapping[str, NoteItems]):
    """Notes by their paths; what is read of them is noted."""

    def __init__(self, notes: Mapping[str, NoteItems], watch: Watch) -> None:
        self._notes = notes
        self._watch = watch
        self._watched: dict[str, _Watched] = {}

    def __getitem__(self, path: str) -> NoteItems:
        if path not in self._watched:
            self._watched[path] = _Watched(self._notes[path], self._watch)
        return cast(NoteItems, self._watched[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._notes)

    def __len__(self) -> int:
        return len(self._notes)

    def __contains__(self, path: object) -> bool:
        return path in self._notes
