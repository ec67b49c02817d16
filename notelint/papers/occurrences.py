"""Where notes name papers of arXiv: in their entries and in any link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from notelint.identity import Identity, has_paper_host, identify_url
from notelint.model.items import Entry, Item, NoteItems


class Occurrence(NamedTuple):
    """One place: `[start, end)` is the link or the value, `entry` the one whose paper it is, None for a mention.

    `version` is the one that is written, 0 where none is; `mirror` says that a reader or translator is linked.
    """

    id: str
    version: int
    item: Item
    start: int
    end: int
    entry: Entry | None
    mirror: bool


def of_note(note: NoteItems) -> Iterator[Occurrence]:
    """The occurrences in a note: those of its entries, then those in the other links, each once."""
    seen: set[int] = set()
    for entry in note.entries:
        for each in entry.ids:
            if each.scheme == "arxiv" and each.start not in seen:
                seen.add(each.start)
                yield Occurrence(each.value, each.version, entry, each.start, each.end, entry, each.mirror)
    for link in note.links:
        if link.start in seen or not has_paper_host(link.target):
            continue
        found = identify_url(link.target)
        if isinstance(found, Identity) and found.scheme == "arxiv" and found.sure:
            yield Occurrence(found.value, found.version or 0, link, link.start, link.end, None, found.mirror)
