"""Checks about the fields of front matter: their types, their names, and whether they say something."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from notelint.config.profiles import KINDS
from notelint.files.gitignore import Patterns
from notelint.model.finding import Hit, Paths, Span
from notelint.model.items import Key, NoteItems
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re
from notelint.text.near import one_edit

if TYPE_CHECKING:
    from notelint.collection.view import View
    from notelint.site.schema import Collection, Field
    from notelint.site.viewer import Viewer

# How Astro's parser gives the kinds of values to the schema.
_TYPES = {
    "str": "string",
    "int": "number",
    "float": "number",
    "bool": "boolean",
    "date": "date",
    "datetime": "date",
    "list": "array",
    "map": "object",
}
_TRUTHS = frozenset({"true", "false", "yes", "no", "on", "off"})
_NUMBER = lazy_re(r"[+-]?\d+(?:\.\d+)?")
# Keys of which some viewers take a single value as well as a list.
_EITHER = frozenset({"tags", "categories", "category", "keywords", "aliases", "authors", "author", "series", "layout"})
_TITLES = frozenset({"title", "subtitle", "description", "summary", "linktitle"})

# Keys that Astro itself takes, whatever the schema names, and notelint's own.
_NEVER_DROPPED = frozenset({"slug", "layout", "notelint"})
_PLURALS = {
    "tag": "tags",
    "alias": "aliases",
    "category": "categories",
    "keyword": "keywords",
    "cssclass": "cssclasses",
}
_SEPARATORS = str.maketrans("", "", " -_")
_LONG = 6  # below this, one letter more or less makes another word


class TypeOptions(msgspec.Struct, frozen=True):
    """At least `notes` notes, and this `share` of those that have the field, agree on its type."""

    notes: int = 5
    share: float = 0.85


class NameOptions(msgspec.Struct, frozen=True, rename="kebab"):
    """`notes`: by how many other notes a field must be used to be the one that was meant."""

    notes: int = 5


class EmptyOptions(msgspec.Struct, frozen=True):
    """`fields`: patterns as in .gitignore, and what may not be empty in the notes that they name."""

    fields: dict[str, list[str]] = {}


def _readable(notes: Iterable[NoteItems]) -> Iterator[NoteItems]:
    for note in notes:
        if note.front_matter is not None and not note.front_matter.error and not note.template:
            yield note


def wrong_type(items: Sequence[NoteItems], options: TypeOptions, view: View) -> Iterator[Hit]:
    """Values of another type than the site's schema takes, or than nearly all other notes have."""
    habits = usual_kinds(items, options)
    for note in _readable(items):
        schema = view.schema(note.path)
        fields = {field.name: field for field in schema.fields} if schema else {}
        declared = view.profiles.of(note.path).front_matter
        for key in note.keys:
            if key.kind == "null":
                continue
            if schema is not None and key.name in fields:
                yield from _against_schema(key, fields[key.name], schema)
            elif declared is not None:
                wanted = declared[key.name].type if key.name in declared else None
                if wanted and _contradicts(key, KINDS[wanted], view.site.of(key.path).viewer):
                    facts = {"name": key.name, "is": _group(key.kind), "usual": KINDS[wanted]}
                    yield Hit(key, case="declared", facts=facts, start=key.value_start, end=key.value_end)
            elif key.name in habits and _contradicts(key, habits[key.name][0], view.site.of(key.path).viewer):
                kind, count, total = habits[key.name]
                votes = {"name": key.name, "is": _group(key.kind), "usual": kind, "count": count, "total": total}
                yield Hit(key, case="siblings", facts=votes, start=key.value_start, end=key.value_end)


def _against_schema(key: Key, field: Field, schema: Collection) -> Iterator[Hit]:
    if field.lenient or field.type == "unknown":
        return
    facts = {"name": key.name, "source": Paths((schema.source,))}
    if _TYPES.get(key.kind) != field.type:
        facts |= {"is": _group(key.kind), "wanted": field.type}
        yield Hit(key, case="schema", facts=facts, start=key.value_start, end=key.value_end)
        return
    if field.type == "array" and field.element in ("string", "number", "boolean", "date"):
        for number, kind in enumerate(key.item_kinds):
            if _TYPES.get(kind) == field.element or (kind == "str" and not key.items[number]):
                continue
            start, end = key.item_spans[number] if key.item_spans else (key.value_start, key.value_end)
            more = {"item": key.items[number], "is": _group(kind), "wanted": field.element}
            yield Hit(key, case="item", facts=facts | more, start=start, end=end)


def usual_kinds(notes: Iterable[NoteItems], options: TypeOptions) -> dict[str, tuple[str, int, int]]:
    """For each field, the type that nearly all notes give it, how many do, and how many have the field."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for note in _readable(notes):
        for key in note.keys:
            if key.kind != "null":
                kinds[key.name][_group(key.kind)] += 1
    usual = {}
    for name, counts in kinds.items():
        total = counts.total()
        kind, count = counts.most_common(1)[0]
        if count >= options.notes and count >= options.share * total:
            usual[name] = (kind, count, total)
    return usual


def _group(kind: str) -> str:
    return {"int": "number", "float": "number", "datetime": "date"}.get(kind, kind)


def _contradicts(key: Key, usual: str, viewer: Viewer) -> bool:
    """Can a value not be of the usual type, and is it not one that a field takes besides (`toc: deep`, one author)?"""
    kind = _group(key.kind)
    text = key.raw.strip("\"' ")
    if kind == usual or not text:
        return False
    if usual == "map" or kind == "map":
        return usual == "map" and kind in ("str", "number")
    if usual == "list":
        return kind in ("str", "number") and not (viewer.single_for_list and key.name.lower() in _EITHER)
    if usual == "bool":
        quoted = key.raw[:1] in "\"'"
        return kind == "str" and text.lower() in _TRUTHS and (quoted or not viewer.yaml.yes_and_no)
    if usual == "number":
        return kind == "str" and _NUMBER.fullmatch(text) is not None
    return usual == "str" and kind == "list" and key.name.lower() in _TITLES


def unknown_field(items: Sequence[NoteItems], options: NameOptions, view: View) -> Iterator[Hit]:
    """Fields whose name is nearly another one's, and those that the site's schema drops."""
    users: Counter[str] = Counter()
    kinds: dict[str, set[str]] = defaultdict(set)
    for note in _readable(items):
        for key in note.keys:
            users[key.name] += 1
            kinds[key.name].add(key.kind)
    usual = [name for name, count in users.items() if count >= options.notes]
    near: dict[str, str] = {
        name: found for name, count in users.items() if (found := _nearest(name, count, usual, users, view))
    }
    dropped: dict[tuple[str, str], list[Key]] = defaultdict(list)
    sources: dict[str, str] = {}
    for note in _readable(items):
        schema = view.schema(note.path)
        names = {key.name for key in note.keys}
        for key in note.keys:
            if schema is None or not schema.fields:
                if key.name in near and near[key.name] not in names and _fits(key, kinds[near[key.name]]):
                    facts = {"name": key.name, "near": near[key.name], "count": users[near[key.name]]}
                    yield Hit(key, case="near", facts=facts)
            elif schema.drops and _is_unknown(key, schema):
                if meant := _meant(key, names, schema):
                    facts = {"name": key.name, "source": Paths((schema.source,)), "near": meant}
                    yield Hit(key, case="near-schema", facts=facts)
                else:
                    dropped[schema.name, key.name].append(key)
                    sources[schema.name] = schema.source
    for (name, _), keys in dropped.items():
        case = "dropped-in-many" if len(keys) > 1 else "dropped"
        yield Hit(
            keys[0], case=case, facts={"name": keys[0].name, "source": Paths((sources[name],)), "count": len(keys)}
        )


def _is_unknown(key: Key, schema: Collection) -> bool:
    return key.name not in _NEVER_DROPPED and all(key.name != field.name for field in schema.fields)


def _meant(key: Key, names: set[str], schema: Collection) -> str:
    """The one field of the schema that a key is nearly, and that the note has not; "" where there is none."""
    kind = _TYPES.get(key.kind, "unknown")
    found = [field for field in schema.fields if field.name not in names and alike(key.name, field.name, plurals=True)]
    return found[0].name if len(found) == 1 and found[0].type in ("unknown", kind, "array") else ""


def _nearest(name: str, count: int, usual: Sequence[str], users: Mapping[str, int], view: View) -> str:
    """The one usual name that a rare one is nearly, "" where there is none."""
    viewer = view.site.viewer
    found = []
    for other in usual:
        # Two spellings that are both common are two fields, or a habit of the collection.
        if other == name or count * 5 > users[other]:
            continue
        if viewer.keys_in_any_case and name.casefold() == other.casefold():
            continue
        if viewer.singular_keys and {name, other} in ({"tag", "tags"}, {"category", "categories"}):
            continue
        if alike(name, other, plurals=False):
            found.append(other)
    return found[0] if len(found) == 1 else ""


def alike(name: str, other: str, plurals: bool) -> bool:
    """Is one nearly the other: written otherwise, its plural, or one letter apart?"""
    a, b = name.casefold(), other.casefold()
    if a.translate(_SEPARATORS) == b.translate(_SEPARATORS):
        return True
    if _PLURALS.get(a) == b or _PLURALS.get(b) == a:
        return True
    short, long = sorted((a, b), key=len)
    if long in (f"{short}s", f"{short}d"):  # `image` and `images`, `publish` and `published`
        return plurals and long.endswith("s")
    if not (a + b).isalpha() or max(a + b) >= "\u2e80" or not one_edit(a, b):
        return False
    swapped = len(a) == len(b) and sorted(a) == sorted(b)
    return len(short) >= (4 if swapped else _LONG - 1) and len(long) >= (4 if swapped else _LONG)


def _fits(key: Key, kinds: set[str]) -> bool:
    """Could the value be one of the field that was meant?"""
    return bool({key.kind, "null"} & kinds) or (key.kind in ("str", "int", "null") and bool({"list", "str"} & kinds))


def empty_field(items: Sequence[NoteItems], options: EmptyOptions, view: View) -> Iterator[Hit]:
    """Fields without a value that the site's schema does not take empty, or that are declared."""
    for note in _readable(items):
        schema = view.schema(note.path)
        fields = {field.name: field for field in schema.fields} if schema else {}
        declared = {name for pattern, names in options.fields.items() if _covers(pattern, note.path) for name in names}
        # Marp reads a colour as it is written.
        marp = any(key.name == "marp" for key in note.keys)
        for key in note.keys:
            empty = not key.raw.strip("\"'[]{}~ \n") or key.kind == "null"
            if not empty or (key.hashes and marp):
                continue
            swallowed = (Span(key.path, start, start + len(text)) for start, text in key.hashes)
            about = (Span(key.path, key.start, key.end), *swallowed)
            field = fields.get(key.name)
            if schema is not None and field is not None and key.kind == "null" and _refuses_null(field):
                yield Hit(
                    key,
                    case="schema",
                    facts={"name": key.name, "source": Paths((schema.source,)), "wanted": field.type},
                    about=about,
                )
            elif key.name in declared or (field is not None and field.required and key.kind == "str"):
                yield Hit(key, case="declared", facts={"name": key.name}, about=about)


def _refuses_null(field: Field) -> bool:
    return not (field.nullable or field.lenient or field.type == "unknown")


@lru_cache(maxsize=1 << 10)
def _covers_cached(pattern: str) -> Patterns:
    return Patterns([pattern])


def _covers(pattern: str, path: str) -> bool:
    return _covers_cached(pattern).cover(path)


CHECKS: Checks = {
    "wrong-type": Check(
        wrong_type,
        TypeOptions,
        across="collection",
        facts={
            "schema": "name source is wanted",
            "item": "name source item is wanted",
            "declared": "name is usual",
            "siblings": "name is usual count total",
        },
    ),
    "unknown-field": Check(
        unknown_field,
        NameOptions,
        across="collection",
        facts={
            "near": "name near count",
            "near-schema": "name source near",
            "dropped dropped-in-many": "name source count",
        },
    ),
    "empty-field": Check(
        empty_field, EmptyOptions, across="view", facts={"schema": "name source wanted", "declared": "name"}
    ),
}
