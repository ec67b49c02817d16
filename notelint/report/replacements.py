"""A finding's fix as other programs want it: replacements at lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

import msgspec

from notelint.model.finding import Edit, ShownFinding
from notelint.report.context import Context
from notelint.text.source import Source


class Replacement(msgspec.Struct, frozen=True):
    """Replace a place by `new`. Lines and columns are 1-based, columns in code points, ends exclusive.

    `path` is as a finding's. `start_text` and `end_text` are the lines' texts before the two ends.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    new: str
    start_text: str
    end_text: str


def replacements(finding: ShownFinding, context: Context) -> dict[str, list[Replacement]]:
    """All edits of a safe fix by path, in order; none where there is no such fix or a note went away."""
    if finding.fix is None or not finding.fix.safe:
        return {}
    found: dict[str, list[Replacement]] = {}
    try:
        for path, edits in _by_note(finding.fix.edits).items():
            source = context.source(path)
            found[context.shown(path)] = [_replacement(context.shown(path), edit, source) for edit in edits]
    except OSError:
        return {}
    return found


def together(finding: ShownFinding, context: Context) -> Replacement | None:
    """A safe fix as one replacement in the finding's own note, None where it is no such fix."""
    if finding.fix is None or not finding.fix.safe or len(notes := _by_note(finding.fix.edits)) != 1:
        return None
    ((path, edits),) = notes.items()
    if path != finding.note:
        return None
    try:
        source = context.source(path)
    except OSError:
        return None
    new, done = "", edits[0].start
    for edit in edits:
        new += source.text[done : edit.start] + edit.new
        done = edit.end
    return _replacement(finding.path, Edit(path, edits[0].start, done, new), source)


def _by_note(edits: tuple[Edit, ...]) -> dict[str, list[Edit]]:
    notes: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in sorted(edits, key=lambda edit: (edit.path, edit.start, edit.end)):
        notes[edit.path].append(edit)
    return notes


def _replacement(path: str, edit: Edit, source: Source) -> Replacement:
    line, column = source.place(edit.start)
    end_line, end_column = source.place(edit.end)
    before_start, before_end = _before(source, edit.start), _before(source, edit.end)
    return Replacement(path, line, column, end_line, end_column, edit.new, before_start, before_end)


def _before(source: Source, offset: int) -> str:
    return source.text[source.line_starts[bisect_right(source.line_starts, offset) - 1] : offset]
