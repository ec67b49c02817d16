"""The check of ids that should be one: which of two is wrong, where the entry itself can tell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.checks.anchors import in_heading
from notelint.model.finding import Edit, Fix, Hit, Place, Related
from notelint.model.items import IdConflict, Link, MalformedId, NoteItems
from notelint.rule.contract import ANY, Check, Checks

if TYPE_CHECKING:
    from notelint.collection.view import View


def id_conflicts(items: Sequence[IdConflict], options: Any, view: View) -> Iterator[Hit]:
    """Every pair of ids that should be one; the other id is named with its place."""
    mirrors: dict[str, _Mirrors] = {}
    for item in items:
        if item.path not in mirrors:
            mirrors[item.path] = _Mirrors(view.note(item.path))
        facts = {"shown": item.shown, "other": item.other, "place": Place(item.path, item.other_start)}
        related = Related(item.path, item.other_start, item.other_end, item.other)
        yield Hit(item, case=item.case, facts=facts, related=(related,), fix=_fix(item, view, mirrors[item.path]))


def _fix(item: IdConflict, view: View, mirrors: _Mirrors) -> Fix | None:
    """The mirror's link as it follows from the entry's id. It is safe where more speaks for that id than for the other:
    a link says it in its text, in its destination, or in both.
    """
    here = view.links_within(item.path, item.start, item.start + 1)
    link = next((link for link in here if link.kind == "inline"), None)
    if link is None or in_heading(item.path, link.start, view):
        return None
    wrong, right, safe = item.other, item.shown, True
    if item.case == "mirror":
        main = next(iter(view.links_within(item.path, item.other_start, item.other_start + 1)), None)
        wrong, right = item.shown, item.other
        safe = _says(main, right) > _says(link, wrong)
    elif item.case != "text" or not mirrors.are_of(right, link):
        return None
    edits = _edits(link, wrong, right)
    return Fix(edits, safe, changes=("text", "blockquote") if len(edits) > 1 else ()) if edits else None


def _says(link: Link | None, shown: str) -> int:
    """How often a link says an id: in its text, in its destination. An id that is no link says it once."""
    value = _value(shown)
    return 1 if link is None else (value in link.text) + (value in link.target)


def _value(shown: str) -> str:
    return shown.partition(":")[2]


class _Mirrors:
    """The links to mirrors in the entries of a note."""

    def __init__(self, note: NoteItems) -> None:
        self._entries: dict[int, dict[str, set[int]]] = {}  # of such a link: where its entry has which id
        for entry in note.entries:
            places: dict[str, set[int]] = defaultdict(set)
            for each in entry.ids:
                places[each.shown].add(each.start)
                if each.mirror:
                    self._entries.setdefault(each.start, places)

    def are_of(self, shown: str, link: Link) -> bool:
        """Is it the link of a mirror in an entry that has this id elsewhere?"""
        places = self._entries.get(link.start, {}).get(shown, set())
        return len(places) > (link.start in places)


def _edits(link: Link, wrong: str, right: str) -> tuple[Edit, ...]:
    """The edits of a link's text and destination that put one arXiv id in the place of another."""
    start, text, target = link.start + 1, link.text, link.target
    if not wrong.startswith("arXiv:") or len(target) != link.dest_end - link.dest_start:
        return ()
    # With anything but plain text in it, no offset in the link's text is sure.
    if _value(wrong) in text and link.dest_start - start - len(text) not in (2, 3):
        return ()
    pattern = re.compile(rf"{re.escape(_value(wrong))}(?:v\d+)?")
    return tuple(
        Edit(link.path, at + found.start(), at + found.end(), _value(right))
        for at, written in ((start, text), (link.dest_start, target))
        for found in pattern.finditer(written)
    )


def invalid_paper_id(items: Sequence[MalformedId], options: Any, view: View) -> Iterator[Hit]:
    """What can be no paper's id; one of a month to come, only as long as that has not begun."""
    this_month = f"{view.today:%y%m}"
    for item in items:
        if item.case != "future" or item.detail > this_month:
            yield Hit(item, case=item.case, facts={"raw": item.raw, "detail": item.detail})


CHECKS: Checks = {
    "invalid-paper-id": Check(invalid_paper_id, items=("malformed_ids",), across="view", facts={ANY: "raw detail"}),
    "id-conflicts": Check(id_conflicts, items=("id_conflicts",), facts={ANY: "shown other place"}),
}
