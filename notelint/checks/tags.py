"""Checks about tags and series: is one name spelled in one way."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from notelint.finding import Edit, Fix, Hit, Place, Related
from notelint.front_matter.values import resolve
from notelint.items import Key, NoteItems
from notelint.spelling import folded, singular

if TYPE_CHECKING:
    from notelint.view import View

# These take tags that differ in case for one.
_ANY_CASE = frozenset({"Hugo", "Obsidian", "Quartz"})
_PART = re.compile(r"[^,，\s][^,，\n]*?(?=\s*(?:[,，]|\Z))")
# What can stand in the front matter as it is, in a list or not.
_PLAIN = re.compile(r"[^\W_](?:[\w ./+-]*[\w+])?")
# Read as true and false by older parsers.
_TRUTHS = frozenset({"yes", "no", "on", "off", "y", "n"})


class TagOptions(msgspec.Struct, frozen=True):
    """`keys`: the fields of the front matter whose values are names that many notes share; those of one row are one."""

    keys: list[list[str]] = []


class _Value(NamedTuple):
    """One value of a field, and where it stands, without its quotes."""

    key: Key
    text: str
    start: int
    end: int
    quoted: bool
    note: NoteItems


def inconsistent_tag(items: Sequence[Key], options: TagOptions, view: View) -> Iterator[Hit]:
    """Values of a field that the collection mostly spells otherwise."""
    fields = {name: row[0] for row in options.keys for name in row}
    groups: dict[tuple[str, str], list[_Value]] = defaultdict(list)
    for key in items:
        field = fields.get(key.name.lower())
        note = view.note(key.path)
        if field is not None and not note.generated:
            groups[field, note.locale] += _values(key, note)
    for group in groups.values():
        for spellings in _spellings(group):
            yield from _odd(spellings, view)


def _values(key: Key, note: NoteItems) -> Iterator[_Value]:
    if key.kind == "list":
        for text, (start, end) in zip(key.items, key.item_spans, strict=False):
            quotes = int(end - start == len(text) + 2)
            yield _Value(key, text, start + quotes, end - quotes, quotes > 0, note)
    elif key.kind == "str":
        quotes = int(key.raw[:1] in "\"'")
        inside = key.raw[quotes : len(key.raw) - quotes]
        for part in _PART.finditer(inside):
            start = key.value_start + quotes + part.start()
            yield _Value(key, part[0], start, start + len(part[0]), quotes > 0, note)


def _spellings(values: Sequence[_Value]) -> Iterator[list[_Value]]:
    """The values of each name that is spelled in two ways at least."""
    names = {folded(value.text) for value in values}
    same: dict[str, list[_Value]] = defaultdict(list)
    for value in values:
        same[singular(folded(value.text), names)].append(value)
    for name, found in same.items():
        if name and len({value.text for value in found}) > 1:
            yield found


def _odd(values: Sequence[_Value], view: View) -> Iterator[Hit]:
    """Those that are not spelled as in most notes; drafts have no vote."""
    spelling = str.casefold if view.site.generator in _ANY_CASE else str
    first: dict[tuple[str, str], _Value] = {}
    for value in values:
        if not value.note.draft:
            first.setdefault((spelling(value.text), value.note.path), value)
    counts = Counter(name for name, _ in first)
    if not counts:
        return
    (usual, count), *others = counts.most_common(2)
    even = any(other == count for _, other in others)
    model = next(value for (name, _), value in first.items() if name == usual)
    for value in values:
        if spelling(value.text) != usual:
            twice = (usual, value.note.path) in first
            case = "twice" if twice else "even" if even else ""
            yield _hit(value, model, case, (count, len({path for _, path in first})))


def _hit(value: _Value, model: _Value, case: str, votes: tuple[int, int]) -> Hit:
    facts = {
        "value": value.text,
        "usual": model.text,
        "count": votes[0],
        "total": votes[1],
        "place": Place(model.note.path, model.start),
    }
    written = value.end - value.start == len(value.text) and (value.quoted or _is_plain(model.text))
    fix = Fix((Edit(value.note.path, value.start, value.end, model.text),), safe=False)
    return Hit(
        value.key,
        case=case,
        facts=facts,
        related=(Related(model.note.path, model.start, model.end, model.text),),
        fix=fix if written and not case else None,
        start=value.start,
        end=value.end,
    )


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and resolve(text)[0] == "str" and text.lower() not in _TRUTHS
