"""The generic checks: report every item of a kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from notelint.model.finding import Edit, Fix, Hit, Span
from notelint.model.items import Defect, Item, Leftover
from notelint.rule.contract import ANY, Check, Checks

if TYPE_CHECKING:
    from notelint.collection.view import View


# What the edits of a defect change, see `Fix`.
_CHANGES = {
    "callout": ("text", "blockquote"),
    "emphasis": ("emphasis", "blockquote"),
    "marker": ("emphasis", "blockquote"),
    "doubled": ("text", "heading", "blockquote"),
}


_PLAIN = (str, int, bool, type(None))


def each(items: Sequence[Item], options: Any, view: View) -> Iterator[Hit]:
    """Every item, its plain fields as facts, its `case` (where it has one) as the rule's case."""
    for item in items:
        facts = {name: value for name, value in asdict(item).items() if isinstance(value, _PLAIN)}
        yield Hit(item, case=getattr(item, "case", ""), facts=facts)


def defects(items: Sequence[Defect], options: Any, view: View) -> Iterator[Hit]:
    """Every defect of what a reader sees, with the edits that mend it."""
    for item in items:
        edits = tuple(Edit(item.path, *edit) for edit in item.edits)
        changes = _CHANGES.get(item.problem, ())
        yield Hit(
            item,
            case=item.case,
            facts={"text": item.text, "meant": item.meant},
            fix=Fix(edits, item.safe, changes) if edits else None,
        )


# What of a note's leftovers is told together, and as which case.
_SEARCHED = {"address": "addresses", "alt": "alts"}


def leftovers(items: Sequence[Leftover], options: Any, view: View) -> Iterator[Hit]:
    """What a tool left in a note; of what one search mends, the addresses of a chat and an editor's descriptions, the
    first of a note.
    """
    for path, found in groupby(items, key=lambda each: each.path):
        note = list(found)
        for item in note:
            same = [each for each in note if each.case == item.case] if item.case in _SEARCHED else [item]
            if len(same) == 1:
                yield Hit(item, case=item.case, facts={"text": item.text, "count": 1})
            elif item is same[0]:
                about = tuple(Span(path, each.start, each.end) for each in same)
                facts = {"text": item.text, "count": len(same)}
                yield Hit(item, case=_SEARCHED[item.case], facts=facts, about=about)


def vanishing(items: Sequence[Defect], options: Any, view: View) -> Iterator[Hit]:
    """Text in angle brackets; the same closing tag, which a note has in place of blank lines, once."""
    seen: Counter[tuple[str, str]] = Counter((item.path, item.text) for item in items)
    told: set[tuple[str, str]] = set()
    for item in items:
        key = item.path, item.text
        if item.text.startswith("</") and seen[key] > 1:
            if key not in told:
                told.add(key)
                yield Hit(item, case="again", facts={"text": item.text, "count": seen[key]})
        else:
            yield Hit(item, facts={"text": item.text, "count": 1})


CHECKS: Checks = {
    "leftovers": Check(leftovers, items=("leftovers",), facts={ANY: "text count"}),
    "vanishing": Check(vanishing, items=("defects",), facts={"": "text count", "again": "text count"}),
    "each": Check(each, items=(), facts=None),
    "defects": Check(defects, items=("defects",), facts={ANY: "text meant"}),
}
