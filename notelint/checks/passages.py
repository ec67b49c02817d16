"""Checks about prose: are a note's words its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.finding import Hit, Place, Related
from notelint.items import Passage
from notelint.view import BOILERPLATE

if TYPE_CHECKING:
    from notelint.view import View


def copied_text(items: Sequence[Passage], options: Any, view: View) -> Iterator[Hit]:
    """Sections about a paper that say, word for word, what they say in five or more notes of one language."""
    same: dict[tuple[str, int], list[Passage]] = defaultdict(list)
    for passage in items:
        same[view.note(passage.path).locale, passage.fingerprint].append(passage)
    for passages in same.values():
        notes = len({passage.path for passage in passages})
        if notes < BOILERPLATE:
            continue
        for passage in passages:
            other = next(each for each in passages if each.path != passage.path)
            place = Place(other.path, other.start)
            yield Hit(
                passage,
                facts={"title": passage.title, "notes": notes, "place": place},
                related=(Related(other.path, other.start, other.end, other.title),),
            )
