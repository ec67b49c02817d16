"""The check of links to papers: do they lead to the same page, in the same way, as the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.checks.targets import replaced
from notelint.finding import Hit
from notelint.items import NoteItems
from notelint.learning.links import paper_links, rewritten

if TYPE_CHECKING:
    from notelint.view import View


def inconsistent_link_form(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Links of a label to a host that are unlike most links of this label to this host."""
    habits = view.learned.links
    for feature, habit in habits.items():
        if habit.is_open and feature.aspect != "version":
            view.leave_open("link-form", f"{feature.label} {feature.host}".lstrip(), habit.counts)
    for note in items:
        if note.generated:
            continue
        for link, shape in paper_links(note, note.entries):
            for feature, value in shape.items():
                usual = view.learned.link(note, feature)
                if usual is None or usual.value == value:
                    continue
                new = rewritten(link.target, feature.aspect, usual.value)
                # Which version somebody has read is no matter of form, unless it is declared to be one.
                written = new and (feature.aspect != "version" or usual.declared)
                yield Hit(
                    link,
                    case=_case(feature.aspect, value, usual.declared),
                    facts={
                        "value": value,
                        "usual": usual.value,
                        "host": feature.host,
                        "count": usual.count,
                        "total": usual.total,
                        "new": new,
                    },
                    fix=replaced(link, new, view, safe=usual.declared) if written else None,
                    start=link.dest_start,
                    end=link.dest_end,
                )


def _case(aspect: str, value: str, declared: bool) -> str:
    if declared:
        return "declared"
    return f"{aspect}-{value}" if aspect == "version" else aspect
