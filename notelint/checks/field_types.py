"""The check of a front-matter field that one half of the notes write as one type and the other half as another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.checks.dates import is_date_like
from notelint.model.finding import Hit, Place
from notelint.model.items import Key, NoteItems
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View

# So many notes have a type at least, and no type has so large a share that the others are slips.
_NOTES, _SHARE = 3, 0.85
_NUMBER = lazy_re(r"[+-]?\d+(?:\.\d+)?")
_TRUTHS = frozenset({"true", "false"})


def inconsistent_field_type(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """One hit for each field that has dates, numbers or truths in some notes, and texts that look so in others."""
    keys: dict[str, dict[str, list[Key]]] = defaultdict(lambda: defaultdict(list))
    for note in items:
        if note.front_matter is None or note.front_matter.error or note.template or view.schema(note.path):
            continue
        for key in note.keys:
            if kind := _kind(key):
                keys[key.name][kind].append(key)
    for name, kinds in keys.items():
        for kind in ("date", "number", "bool"):
            typed, quoted = kinds.get(kind, []), kinds.get(f"text {kind}", [])
            few, many = sorted((typed, quoted), key=len)
            if len(few) >= _NOTES and len(many) <= _SHARE * (len(few) + len(many)):
                first, other = few[0], many[0]
                facts = {"name": name, "type": kind, "typed": len(typed), "texts": len(quoted)}
                facts["place"] = Place(other.path, other.start)
                yield Hit(first, facts=facts, start=first.value_start, end=first.value_end)


def _kind(key: Key) -> str:
    """The type of a value, with `text` before it where quotes, or its form, make a text of it; "" for all others."""
    kind = {"datetime": "date", "int": "number", "float": "number"}.get(key.kind, key.kind)
    if kind in ("date", "number", "bool"):
        return kind
    text = key.raw.strip("\"' ")
    if key.kind != "str" or not text:
        return ""
    if is_date_like(text):
        return "text date"
    if _NUMBER.fullmatch(text):
        return "text number"
    return "text bool" if text.lower() in _TRUTHS else ""


CHECKS: Checks = {
    "inconsistent-field-type": Check(
        inconsistent_field_type, across="collection", facts={"": "name type typed texts place"}
    ),
}
