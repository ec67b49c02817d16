"""A unified diff of two texts of which most lines stand where they stood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_CONTEXT = 3  # lines around what differs


class _Lines(SequenceMatcher[str]):
    """The stock matcher passes over lines that are frequent, such as blank ones, and shows them as changed between
    two changed ones. Where as many lines come as go, they are compared one by one.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        super().__init__(None, old, new)
        self.lines = old, new

    def get_opcodes(self) -> list[tuple[str, int, int, int, int]]:  # type: ignore[override]
        old, lines = self.lines
        codes: list[tuple[str, int, int, int, int]] = []
        for kind, start, end, new, new_end in super().get_opcodes():
            rows = [(kind, start, end, new, new_end)]
            if kind == "replace" and end - start == new_end - new:
                same = [old[start + at] == lines[new + at] for at in range(end - start)]
                rows = [
                    ("equal" if each else "replace", start + at, start + at + 1, new + at, new + at + 1)
                    for at, each in enumerate(same)
                ]
            for row in rows:
                if codes and codes[-1][0] == row[0]:
                    last = codes.pop()
                    row = (row[0], last[1], row[2], last[3], row[4])
                codes.append(row)
        return codes


def unified(old: Sequence[str], new: Sequence[str], old_name: str, new_name: str) -> Iterator[str]:
    """The lines of a unified diff, each with its end; nothing if both are alike. Lines come with their ends."""
    groups = list(_Lines(old, new).get_grouped_opcodes(_CONTEXT))
    if groups and old != new:
        yield from (f"--- {old_name}\n", f"+++ {new_name}\n")
    for group in groups if old != new else ():
        first, last = group[0], group[-1]
        yield f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n"
        for kind, start, end, new_start, new_end in group:
            if kind == "equal":
                yield from (_marked(" ", line) for line in old[start:end])
            else:
                yield from (_marked("-", line) for line in old[start:end])
                yield from (_marked("+", line) for line in new[new_start:new_end])


def _range(start: int, end: int) -> str:
    length = end - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _marked(mark: str, line: str) -> str:
    return f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n\\ No newline at end of file\n"
