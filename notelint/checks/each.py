"""The generic checks: report every item of a kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from notelint.model.finding import Edit, Fix, Hit
from notelint.model.items import Defect, Item
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


CHECKS: Checks = {
    "each": Check(each, items=(), facts=None),
    "defects": Check(defects, items=("defects",), facts={ANY: "text meant"}),
}
