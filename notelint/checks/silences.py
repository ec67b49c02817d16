"""Checks about the comments that silence rules: does each name something, and silence something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from notelint.collection.suppress import Ran, Suppressions
from notelint.model.finding import Hit
from notelint.rule.contract import Check, Checks


def unknown_suppression(silences: Suppressions, options: Any, ran: Ran) -> Iterator[Hit]:
    """Suppressions of rules that do not exist, and commands that do not."""
    yield from silences.unknown(ran.known)


def unused_suppression(silences: Suppressions, options: Any, ran: Ran) -> Iterator[Hit]:
    """Suppressions that silence nothing, although their rule ran."""
    yield from silences.unused(ran.rules, ran.complete)


CHECKS: Checks = {
    "unknown-suppression": Check(
        unknown_suppression,
        items=("comments",),
        facts={"rule similar-rule command": "name nearest"},
        after_all=True,
    ),
    "unused-suppression": Check(
        unused_suppression,
        items=("comments",),
        facts={"rule every-rule": "name"},
        after_all=True,
    ),
}
