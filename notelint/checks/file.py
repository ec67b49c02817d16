"""Checks about a file as a whole: how its lines end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.finding import Hit
from notelint.items import NoteItems

if TYPE_CHECKING:
    from notelint.view import View


def mixed_line_endings(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Notes whose lines end in more than one way."""
    for note in items:
        if note.newline == "mixed":
            yield Hit(note)


def final_newline(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Notes whose last line does not end."""
    for note in items:
        if not note.final_newline:
            # The items do not tell how long the last line is: its first character stands for it.
            start = note.line_starts[-1] if note.line_starts else 0
            yield Hit(note, start=start, end=start)
