"""Checks about callouts as the notes use them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.model.finding import Hit
from notelint.model.items import Callout
from notelint.rule.contract import Check, Checks

if TYPE_CHECKING:
    from notelint.collection.view import View

# How many callouts of a kind have a title where one without is an exception.
_SHARE, _LEAST = 0.85, 5


def empty_callout_title(items: Sequence[Callout], options: Any, view: View) -> Iterator[Hit]:
    """Callouts of one note without a title, where nearly all others of their kind have one."""
    if not items or view.site.of(items[0].path).dialect.callouts != "titled":
        return
    kinds: dict[str, list[Callout]] = {}
    for callout in items:
        kinds.setdefault(callout.kind, []).append(callout)
    for kind, callouts in kinds.items():
        titled = sum(bool(callout.title.strip()) for callout in callouts)
        if titled >= _LEAST and titled >= _SHARE * len(callouts):
            for callout in callouts:
                if not callout.title.strip():
                    facts = {"kind": kind.upper(), "titled": titled, "all": len(callouts)}
                    # The first line: the callout may be long.
                    yield Hit(callout, facts=facts, end=max(callout.title_start, callout.start + 1))


CHECKS: Checks = {
    "empty-callout-title": Check(empty_callout_title, items=("callouts",), facts={"": "kind titled all"}),
}
