"""Edits: which can be made together, what a text becomes by them, and where an offset of the old text is in the new."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from notelint.finding import Edit, Finding, Fix


def meet(a: Edit, b: Edit) -> bool:
    """Do two edits touch the same text, or the same place?"""
    return a.path == b.path and (a.start == b.start or (a.start < b.end and b.start < a.end))


def compatible(findings: Iterable[Finding]) -> list[Finding]:
    """The findings whose fixes can be made together: one that meets an earlier one waits for the next round."""
    chosen: list[Finding] = []
    taken: dict[str, list[Edit]] = {}
    for finding in findings:
        edits = finding.fix.edits if finding.fix else ()
        if edits and not any(meet(edit, other) for edit in edits for other in taken.get(edit.path, ())):
            chosen.append(finding)
            for edit in edits:
                taken.setdefault(edit.path, []).append(edit)
    return chosen


def by_path(fixes: Iterable[Fix]) -> dict[str, list[Edit]]:
    """The edits of fixes by the note they are in, in the order of the note; equal ones once."""
    edits: dict[str, list[Edit]] = {}
    for edit in dict.fromkeys(edit for fix in fixes for edit in fix.edits):
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
        self._starts = [edit.start for edit in edits]
        self._ends = [edit.end for edit in edits]
        self._grown = list(accumulate((len(edit.new) - (edit.end - edit.start) for edit in edits), initial=0))

    def before(self, offset: int) -> int:
        """The new offset, before what is inserted there. Inside of what is replaced: an offset that means nothing."""
        return offset + self._grown[bisect_left(self._ends, offset)]

    def after(self, offset: int) -> int:
        """The new offset, behind what is inserted there."""
        return offset + self._grown[bisect_right(self._ends, offset)]

    def touches(self, start: int, end: int) -> bool:
        """Does an edit lie in `[start, end]`, or overlap it?"""
        first = bisect_left(self._ends, start)
        return first < len(self._starts) and self._starts[first] <= end
