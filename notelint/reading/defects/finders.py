"""All that a reader of a note sees otherwise than it was meant; one module for each kind of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.reading.defects import (
    brackets,
    broken_callouts,
    callouts,
    doubled,
    emphasis,
    footnotes,
    foreign,
    formulas,
    heading_marks,
    indented,
    markers,
    python_markdown,
    raw_html,
    repeated,
    run_together,
    tables,
    tight_lists,
    unclosed,
    unfenced,
    vanishing,
)

if TYPE_CHECKING:
    from notelint.model.items import Defect
    from notelint.reading.reader import Reader


def find(reader: Reader) -> list[Defect]:
    """The defects of a note, in its order."""
    marks = list(emphasis.find(reader))
    found = [*marks, *callouts.find(reader), *markers.find(reader, marks), *formulas.find(reader)]
    found += [
        *brackets.find(reader),
        *python_markdown.find(reader),
        *tables.find(reader),
        *unclosed.find(reader),
        *vanishing.find(reader),
        *heading_marks.find(reader),
        *indented.find(reader),
        *run_together.find(reader),
        *broken_callouts.find(reader),
        *raw_html.find(reader),
        *footnotes.find(reader),
        *unfenced.find(reader),
        *foreign.find(reader),
        *tight_lists.find(reader),
        *repeated.find(reader),
        *doubled.find(reader),
    ]
    return sorted(found, key=lambda each: each.start)
