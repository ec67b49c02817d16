"""Who has a vote: notes and entries that were written here, once, and are finished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from notelint.model.items import Entry, Key, NoteItems

# Entries that hold notes, against those that list papers.
NOTED = frozenset({"section", "callout", "note"})


class Voters:
    """Which notes and entries of a collection are counted. `notes` is by path, in the order of the run."""

    def __init__(self, notes: Mapping[str, NoteItems]) -> None:
        self._notes = notes

    @cached_property
    def notes(self) -> list[NoteItems]:
        """All but drafts, templates and what a program wrote."""
        return [note for note in self._notes.values() if not (note.draft or note.template or note.generated)]

    @cached_property
    def entries(self) -> list[tuple[NoteItems, Entry]]:
        """The entries that hold notes, less those of a paper that an entry before them notes already."""
        return [(note, entry) for note in self.notes for entry in self.counted(note) if entry.form in NOTED]

    def counted(self, note: NoteItems) -> list[Entry]:
        """The entries of one of `notes`, less those that repeat another one; lists may name a paper again."""
        return self._counted[note.path]

    @cached_property
    def _counted(self) -> dict[str, list[Entry]]:
        seen: set[tuple[str, str]] = set()  # a paper may be noted once in each language
        return {note.path: list(_first(note, seen)) for note in self.notes}


def _first(note: NoteItems, seen: set[tuple[str, str]]) -> Iterator[Entry]:
    for entry in note.entries:
        ids = {each.scheme: (note.locale, each.key) for each in reversed(entry.ids)}
        if entry.form not in NOTED:
            yield entry
        elif seen.isdisjoint(ids.values()):
            seen.update(ids.values())
            yield entry


def series_of(note: NoteItems) -> str:
    """The series that the front matter names, "" where it names none."""
    for key in note.keys:
        if key.name == "series":
            return _text(key)
    return ""


def _text(key: Key) -> str:
    if key.kind == "list":
        return key.items[0] if key.items else ""
    return key.raw.strip("\"'") if key.kind == "str" else ""
