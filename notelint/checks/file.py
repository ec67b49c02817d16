"""Checks about a file as such: how its lines end, and what nobody sees in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.checks.anchors import in_heading, rewritten
from notelint.model.finding import Edit, Fix, Hit
from notelint.model.items import Blank, NoteItems, OddText
from notelint.rule.contract import ANY, Check, Checks

if TYPE_CHECKING:
    from notelint.collection.view import View


def mixed_line_endings(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Notes whose lines end in more than one way."""
    for note in items:
        if note.newline == "mixed":
            # Written anew, a line end becomes what most are.
            ends = (Edit(note.path, start - 1, start, "\n") for start in note.line_starts[1:])
            yield Hit(note, fix=Fix(tuple(ends)))


def final_newline(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Notes whose last line does not end."""
    for note in items:
        if not note.final_newline:
            # The items do not tell how long the last line is: its first character stands for it.
            start = note.line_starts[-1] if note.line_starts else 0
            fix = Fix((Edit(note.path, note.length, note.length, "\n"),))
            yield Hit(note, start=start, end=start, fix=fix)


def trailing_whitespace(items: Sequence[Blank], options: Any, view: View) -> Iterator[Hit]:
    """The blanks that end lines."""
    for blank in items:
        yield Hit(blank, fix=None if blank.literal else Fix((Edit(blank.path, blank.start, blank.end, ""),)))


def invisible_character(items: Sequence[OddText], options: Any, view: View) -> Iterator[Hit]:
    """Characters that nobody sees. What stands for something that was lost, or parts two words, is not just deleted."""
    for item in items:
        deleted = item.plain and item.case != "hidden" and item.name not in ("object", "line-separator")
        fix = _without(item, view) if deleted else None
        yield Hit(item, case=item.case, facts={"text": item.text, "name": item.name}, fix=fix)


def _without(item: OddText, view: View) -> Fix | None:
    edit = Edit(item.path, item.start, item.end, "")
    heading = in_heading(item.path, item.start, view)
    if heading is None:
        return Fix((edit,), changes=("text", "blockquote"))
    character = chr(int(item.text.removeprefix("U+"), 16))
    return rewritten(heading, heading.slug_text.replace(character, "", 1), (edit,), view)


CHECKS: Checks = {
    "final-newline": Check(final_newline),
    "mixed-line-endings": Check(mixed_line_endings),
    "trailing-whitespace": Check(trailing_whitespace, items=("trailing_blanks",)),
    "invisible-character": Check(invisible_character, items=("odd_texts",), across="view", facts={ANY: "text name"}),
}
