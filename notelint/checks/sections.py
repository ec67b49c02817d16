"""Checks about sections: does each say something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.model.finding import Hit
from notelint.model.items import Section
from notelint.rule.contract import Check, Checks

if TYPE_CHECKING:
    from notelint.collection.view import View


def empty_section(items: Sequence[Section], options: Any, view: View) -> Iterator[Hit]:
    """A heading with nothing under it before the next heading of its level or above."""
    for section in items:
        if section.empty and section.title:
            yield Hit(section, facts={"title": section.title})


CHECKS: Checks = {
    "empty-section": Check(empty_section, items=("sections",), facts={"": "title"}),
}
