"""The navigation that a site is told to show: its entries, and where each is written."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

MAX_SIZE = 10_000_000  # characters of a file that are looked at: one may list each note


class NavEntry(msgspec.Struct, frozen=True, gc=False):
    """An entry as it is written. `start:end` are code points of the file."""

    target: str
    start: int
    end: int


class Navigation(msgspec.Struct, frozen=True):
    """What a navigation names: `entries` with the path that each should find, None where it is no note's.

    All paths are relative to the root, those of entries perhaps with `..` in them.
    """

    file: str  # where it is written
    entries: Sequence[tuple[NavEntry, str | None]]
    folder: str
    aside: tuple[str, ...] = ()  # patterns, relative to the folder, of notes that need not be in it
    links: bool = False  # its entries are links, which may lead anywhere
    builds: bool = False  # what it does not name is not built
