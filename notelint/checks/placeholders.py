"""Checks about what is still to be filled in: placeholders, and values that promise a link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.model.finding import Edit, Fix, Hit, Place, Related, Span
from notelint.model.items import Field, NoteItems, Placeholder
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View

# A note with at least this many placeholders, and this share of all that it says, is an outline.
OUTLINE, OUTLINE_SHARE = 5, 0.5


def placeholder_value(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """What is still to be filled in; one hit for a note that holds hardly anything else."""
    for note in items:
        holes = note.placeholders
        texts = sum(each.kind == "text" for each in holes)
        if not note.draft and len(holes) >= OUTLINE and texts >= OUTLINE_SHARE * note.blocks:
            facts = {"count": len(holes), "total": note.blocks, "label": "", "text": ""}
            # What another entry has the value of is one place of many: the outline is told all the same.
            told = (hole for hole in holes if (hole.path, hole.start) not in view.answers)
            about = tuple(Span(hole.path, hole.start, hole.end) for hole in told)
            yield Hit(note, case="outline", facts=facts, about=about)
            continue
        for each in holes:
            yield Hit(each, case=each.kind, facts={"label": each.label, "text": each.text})


def known_elsewhere(items: Sequence[Placeholder], options: Any, view: View) -> Iterator[Hit]:
    """Placeholders whose value another entry of the same paper has."""
    for hole in items:
        if answer := view.answers.get((hole.path, hole.start)):
            field, entry = answer
            place = Place(field.path, field.start)
            facts = {"label": hole.label, "value": field.value, "title": entry.title, "place": place}
            related = Related(field.path, field.value_start, field.value_end, entry.title)
            yield Hit(hole, facts=facts, related=(related,), fix=_filled(hole, field, view))


def _filled(hole: Placeholder, field: Field, view: View) -> Fix | None:
    """The fix that takes over a plain text, or one link; what else a value may hold is not known to the letter."""
    links = view.links_within(field.path, field.value_start, field.value_end)
    if not links and not field.targets and _PLAIN.fullmatch(field.value):
        new = field.value
    elif len(links) == 1 and links[0].kind in ("bare", "autolink") and links[0].text == field.value:
        new = f"<{links[0].target}>"
    elif (
        len(links) == 1 and links[0].kind == "inline" and links[0].text == field.value and _PLAIN.fullmatch(field.value)
    ):
        new = f"[{field.value}]({links[0].target})"
    else:
        return None
    return Fix((Edit(hole.path, hole.start, hole.end, new),), safe=False, changes=("construct", "text", "blockquote"))


# A text that means nothing but itself.
_PLAIN = lazy_re(r"[\w ,.:;/()（），。：；、+-]+")
# There is code, says the value: with what may be said about where. 待公开 and "coming soon" are announcements.
_PROMISE = lazy_re(
    r"\W*(?:有|是|已?开源|已公开|公开|有代码|有(?:官方)?(?:开源|公开|实现|仓库|项目主页)|提供"
    r"|yes|available|open[- ]?sourced?|released|public|official|y)\W*",
    re.IGNORECASE,
)
_TICKS = frozenset("✓✔✅√☑")


def promised_value(items: Sequence[Field], options: Any, view: View) -> Iterator[Hit]:
    """A code or project field that says yes, and gives no link."""
    for field in items:
        if field.label_class not in ("code", "project") or field.targets or not field.value:
            continue
        if _PROMISE.fullmatch(field.value) or field.value in _TICKS:
            facts = {"label": field.label, "value": field.value}
            yield Hit(field, facts=facts, start=field.value_start, end=field.value_end)


CHECKS: Checks = {
    "placeholder-value": Check(
        placeholder_value, across="view", facts={"text value search": "label text", "outline": "count total label text"}
    ),
    "known-elsewhere": Check(
        known_elsewhere, items=("placeholders",), across="view", facts={"": "label value title place"}
    ),
    "promised-value": Check(promised_value, items=("fields",), facts={"": "label value"}),
}
