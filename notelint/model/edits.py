"""Edits: which can be made together, what a text becomes by them, and where an offset of the old text is in the new."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TypeVar

from notelint.model.finding import Edit, Finding, ShownFinding

Fixable = TypeVar("Fixable", Finding, ShownFinding)


def compatible(findings: Iterable[Fixable]) -> list[Fixable]:
    """The findings whose fixes can be made together: one that meets an earlier one waits for the next round.

    Two edits meet where they touch the same text, or begin at the same place; what is inserted meets also what ends or
    begins there, since it could not be told which of both comes first.
    """
    chosen: list[Fixable] = []
    taken: dict[str, list[tuple[int, int]]] = {}
    for finding in findings:
        edits = finding.fix.edits if finding.fix else ()
        if edits and not any(_meets(edit, taken.get(edit.path, ())) for edit in edits):
            chosen.append(finding)
            for edit in edits:
                insort(taken.setdefault(edit.path, []), (edit.start, edit.end))
    return chosen


def _meets(edit: Edit, taken: Sequence[tuple[int, int]]) -> bool:
    """`taken` are ascending and do not overlap."""
    at = bisect_left(taken, (edit.start,))
    if at > 0:
        end = taken[at - 1][1]
        if end > edit.start or end == edit.start == edit.end:
            return True
    if at < len(taken):
        start, end = taken[at]
        return start == edit.start or start < edit.end or start == end == edit.end
    return False


def by_path(findings: Iterable[Finding | ShownFinding]) -> dict[str, list[Edit]]:
    """The edits of findings' fixes by the note they are in, in the order of the note."""
    edits: dict[str, list[Edit]] = {}
    for finding in findings:
        for edit in finding.fix.edits if finding.fix else ():
            edits.setdefault(edit.path, []).append(edit)
    return {path: sorted(own, key=lambda edit: (edit.start, edit.end)) for path, own in edits.items()}


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with edits made that are sorted and do not overlap. Raises ValueError for one outside of it."""
    parts: list[str] = []
    done = 0
    for edit in edits:
        if not done <= edit.start <= edit.end <= len(text):
            raise ValueError(f"an edit outside the text: {edit.path}[{edit.start}:{edit.end}]")
        parts += [text[done : edit.start], edit.new]
        done = edit.end
    return "".join([*parts, text[done:]])


class Shift:
    """Where offsets of a text are once sorted edits are made."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        # What is inserted at an offset comes behind what is replaced before it.
        self._ends = [(edit.end, edit.start == edit.end) for edit in edits]
        self._grown = list(accumulate((len(edit.new) - (edit.end - edit.start) for edit in edits), initial=0))

    def before(self, offset: int) -> int:
        """The new offset, before what is inserted there. Inside of what is replaced: an offset that means nothing."""
        return offset + self._grown[bisect_left(self._ends, (offset, True))]

    def after(self, offset: int) -> int:
        """The new offset, behind what is inserted there."""
        return offset + self._grown[bisect_right(self._ends, (offset, True))]
