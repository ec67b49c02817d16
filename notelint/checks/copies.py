"""Is a note there twice: a copy that a program or a hand left beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from notelint.model.finding import Hit, Place, Related
from notelint.model.items import NoteItems
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View

# What programs that keep folders alike put into the name of the copy that they set aside.
_CONFLICT = lazy_re(
    r"(?P<name>.+?)[ _.-]*"
    r"(?:\([^()]*(?:conflicted copy|冲突副本|競合コピー|en conflit|in conflitto|in Konflikt)[^()]*\)"
    r"|\.?sync-conflict-\d{8}-\d{6}(?:-\w+)?|\(Case Conflict[^()]*\)|\(SyncConflict[^()]*\))",
    re.IGNORECASE | re.DOTALL,
)
# What file managers and editors put behind the name of a copy, or before it.
_COPY = lazy_re(
    r"(?P<name>.+?)(?: - | ?\(|[ _-])(?:copy|copie|copia|cópia|Kopie|копия|副本|コピー|사본)\)?(?: ?\(?\d{1,2}\)?)?"
    r"|Copy(?: \(\d+\))? of (?P<of>.+)|Kopie von (?P<von>.+)",
    re.IGNORECASE | re.DOTALL,
)
_FEW = 2  # headings, below which two notes may be alike by chance


def copied_note(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """A note that a program set aside because two had changed it, one that is named as the copy of one beside it, and
    one that is, letter for letter, another with another name or in the same folder.
    """
    notes = {note.path: note for note in items}
    same = _twins(items, view)
    for path, note in notes.items():
        case, other = _by_name(path, notes)
        if not case and path in same:
            case, other = "same", same[path]
        if case:
            related = Related(other, 0, 0, "")
            yield Hit(note, case=case, facts={"place": Place(other, 0)}, related=(related,), start=0, end=0)


def _by_name(path: str, notes: Mapping[str, NoteItems]) -> tuple[str, str]:
    """Of which note beside it a note is a copy, by its name, and by which kind of name; "" and "" for none."""
    folder, slash, file = path.rpartition("/")
    stem, dot, suffix = file.rpartition(".")
    for case, pattern in (("conflict", _CONFLICT), ("copy", _COPY)):
        if found := pattern.fullmatch(stem):
            name = next(each for each in found.groups() if each is not None)
            other = f"{folder}{slash}{name}{dot}{suffix}"
            if other in notes:
                return case, other
    return "", ""


def _twins(items: Sequence[NoteItems], view: View) -> dict[str, str]:
    """By path: the first note that says the same, where both stand in one folder or have different names."""
    alike: dict[tuple[tuple[int, str], ...], list[str]] = defaultdict(list)
    for note in items:
        if len(note.headings) >= _FEW and note.path not in view.originals:
            alike[tuple((each.start, each.text) for each in note.headings)].append(note.path)
    found = {}
    for paths in alike.values():
        first, *others = sorted(paths, key=lambda path: (len(path), path))  # the longer name is the copy's
        for path in others:
            folders = {each.rpartition("/")[0] for each in (path, first)}
            names = {each.rpartition("/")[2] for each in (path, first)}
            if (len(folders) == 1 or len(names) > 1) and view.text(path).strip() == view.text(first).strip():
                found[path] = first
    return found


CHECKS: Checks = {"copied-note": Check(copied_note, across="collection", facts={"conflict copy same": "place"})}
