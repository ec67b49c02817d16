"""Checks about prose: are a note's words its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.collection.view import BOILERPLATE
from notelint.model.finding import Hit, Place, Related
from notelint.model.items import Heading, NoteItems
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View

# Under these headings the same words belong into every note.
_SAME = lazy_re(
    r"licen[sc]e|rating|scores?|tags|keywords|copyright|legend|disclaimer|credits?|about|contact|navigation"
    r"|see also|references|许可|版权|授权|图例|声明|作者|关于|联系|导航|相关链接|参考"
    r"|评[分价]|打分|标签|关键词|信息|使用说明|阅读指南",
    re.IGNORECASE,
)
_OFFSET = (1 << 32) - 1


def copied_text(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Sections about a paper that say, word for word, what they say in five or more notes of one language."""
    places: dict[tuple[str, int], list[tuple[NoteItems, int]]] = defaultdict(list)
    for note in items:
        for passage in note.passages:
            places[note.locale, passage >> 32].append((note, passage & _OFFSET))
    for found in places.values():
        notes = len({note.path for note, _ in found}) if len(found) >= BOILERPLATE else 0
        if notes < BOILERPLATE:
            continue
        headings = [each for note, offset in found if (each := view.heading_at(note.path, offset)) is not None]
        if not _SAME.search(headings[0].text):
            yield from _hits(headings, notes)


def _hits(headings: Sequence[Heading], notes: int) -> Iterator[Hit]:
    first = headings[0]
    second = next(heading for heading in headings if heading.path != first.path)
    for heading in headings:
        other = second if heading.path == first.path else first
        yield Hit(
            heading,
            facts={"title": heading.text, "notes": notes, "place": Place(other.path, other.start)},
            related=(Related(other.path, other.start, other.end, other.text),),
        )


CHECKS: Checks = {
    "copied-text": Check(copied_text, across="collection", facts={"": "title notes place"}),
}
