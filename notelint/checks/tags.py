"""Checks about tags and series: is one name spelled in one way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from notelint.front_matter.values import resolve
from notelint.model.finding import Edit, Fix, Hit, Place, Related
from notelint.model.items import Key, NoteItems
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re
from notelint.text.spelling import folded, singular

if TYPE_CHECKING:
    from notelint.collection.view import View
    from notelint.config.profiles import Declared

_PART = lazy_re(r"[^,，\s][^,，\n]*?(?=\s*(?:[,，]|\Z))")
# What can stand in the front matter as it is, in a list or not.
_PLAIN = lazy_re(r"[^\W_](?:[\w ./+-]*[\w+])?")
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
    form = _form(view)
    for key in items:
        field = fields.get(key.name.lower())
        note = view.note(key.path)
        if field is not None and not note.generated:
            for value in _values(key, note):
                right = _declared(field, value.text, view.profiles.of(note.path))
                if right is None:
                    groups[field, note.locale].append(value)
                elif form(right) != form(value.text):
                    yield _hit(value, right, "twice-declared" if right in key.items else "declared", {})
    for group in groups.values():
        for spellings in _spellings(group):
            yield from _odd(spellings, form)


def usual_names(notes: Iterable[NoteItems], row: Sequence[str], view: View) -> Iterator[tuple[str, int]]:
    """Each value of a field as it is mostly spelled, and how many notes have it so; none where two are even."""
    values = [value for note in notes for key in note.keys if key.name.lower() in row for value in _values(key, note)]
    for same in _same_names(values):
        usual, even = _vote(same, _form(view))
        if usual and not even:
            yield usual[0].text, len(usual)


def _form(view: View) -> Callable[[str], str]:
    """What the site does not tell apart."""
    return str.casefold if view.site.viewer.tags_in_any_case else str


def _declared(field: str, text: str, declared: Declared) -> str | None:
    """How a name is spelled that a profile lists, None for others."""
    names = {"tags": declared.tags, "series": declared.series}.get(field)
    if not names:
        return None
    name = folded(text)
    plural = next((each for each in (f"{name}s", f"{name}es", f"{name[:-1]}ies") if each in names), "")
    return names.get(singular(name, names)) or (names[plural] if plural and singular(plural, {name}) == name else None)


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


def _same_names(values: Sequence[_Value]) -> Iterator[list[_Value]]:
    names = {folded(value.text) for value in values}
    same: dict[str, list[_Value]] = defaultdict(list)
    for value in values:
        same[singular(folded(value.text), names)].append(value)
    yield from (found for name, found in same.items() if name)


def _spellings(values: Sequence[_Value]) -> Iterator[list[_Value]]:
    """The values of each name that is spelled in two ways at least."""
    for found in _same_names(values):
        if len({value.text for value in found}) > 1:
            yield found


def _vote(values: Sequence[_Value], form: Callable[[str], str]) -> tuple[list[_Value], bool]:
    """The spelling of most notes, a value for each, and whether another one has as many; drafts have no vote."""
    first: dict[tuple[str, str], _Value] = {}
    for value in values:
        if not value.note.draft:
            first.setdefault((form(value.text), value.note.path), value)
    counts = Counter(name for name, _ in first)
    if not counts:
        return [], False
    (usual, count), *others = counts.most_common(2)
    return [value for (name, _), value in first.items() if name == usual], any(other == count for _, other in others)


def _odd(values: Sequence[_Value], form: Callable[[str], str]) -> Iterator[Hit]:
    """Those that are not spelled as in most notes."""
    usual, even = _vote(values, form)
    if not usual:
        return
    model, notes = usual[0], {value.note.path for value in usual}
    total = len({value.note.path for value in values if not value.note.draft})
    for value in values:
        if form(value.text) != form(model.text):
            case = "twice" if value.note.path in notes else "even" if even else ""
            facts = {"count": len(usual), "total": total, "place": Place(model.note.path, model.start)}
            yield _hit(value, model.text, case, facts, model)


def _hit(value: _Value, right: str, case: str, facts: dict[str, Any], model: _Value | None = None) -> Hit:
    """`model` is where the name is written right, if it is not the configuration that says so."""
    written = value.end - value.start == len(value.text) and (value.quoted or _is_plain(right))
    fix = Fix((Edit(value.note.path, value.start, value.end, right),), safe=case == "declared")
    return Hit(
        value.key,
        case=case.removeprefix("twice-"),
        facts={"value": value.text, "usual": right, **facts},
        related=(Related(model.note.path, model.start, model.end, model.text),) if model is not None else (),
        fix=fix if written and case in ("", "declared") else None,
        start=value.start,
        end=value.end,
    )


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and resolve(text)[0] == "str" and text.lower() not in _TRUTHS


CHECKS: Checks = {
    "inconsistent-tag": Check(
        inconsistent_tag,
        TagOptions,
        items=("keys",),
        across="collection",
        facts={
            "": "value usual count total place",
            "twice even": "value usual count total place",
            "declared": "value usual",
        },
    ),
}
