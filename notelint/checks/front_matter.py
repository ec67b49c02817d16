"""Checks about front matter: can it be read, is each key there once, and does a note have what it should have."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from notelint.checks.derived import added
from notelint.checks.fields import alike
from notelint.files.gitignore import Patterns
from notelint.learning.siblings import Habit, Siblings, is_ordinary
from notelint.model.finding import Hit, Paths, Place, Related, Span
from notelint.model.items import Key, NoteItems
from notelint.rule.contract import ANY, Check, Checks

if TYPE_CHECKING:
    from notelint.collection.view import View

_LEARNED = frozenset({"siblings", "kind"})  # cases in which no one demands the field but the other notes


class FieldOptions(msgspec.Struct, frozen=True):
    """`fields`: patterns as in .gitignore, and what the notes that they name must have.

    Without being told, at least `siblings` notes of one folder demand what a `share` of them has.
    """

    fields: dict[str, list[str]] = {}
    siblings: int = 5
    share: float = 0.85

    def ask_for(self, count: int, habit: Habit) -> bool:
        """Do so many notes of a group make it a habit?"""
        return habit.total >= self.siblings and self.share * habit.total <= count


def invalid_front_matter(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Front matter that cannot be read, at the mistake; the case is the reason. A template's placeholders are none."""
    for note in items:
        front = note.front_matter
        if front is None or not front.error or note.template:
            continue
        reason, _, detail = front.error.partition(": ")
        if reason != "placeholder":
            end = _line_end(note, front.error_at)
            yield Hit(note, case=reason, facts={"detail": detail}, start=front.error_at, end=end)


def _line_end(note: NoteItems, offset: int) -> int:
    line = bisect_right(note.line_starts, offset)
    return max(offset, note.line_starts[line] - 1 if line < len(note.line_starts) else offset + 1)


def duplicate_key(items: Sequence[Key], options: Any, view: View) -> Iterator[Hit]:
    """Every key whose name stands above already."""
    ends = {key.start: key.end for key in items}
    for key in items:
        first = key.duplicate_of
        if first >= 0:
            related = Related(key.path, first, ends.get(first, first), key.name)
            yield Hit(key, facts={"name": key.name, "first": Place(key.path, first)}, related=(related,))


def missing_field(items: Sequence[NoteItems], options: FieldOptions, view: View) -> Iterator[Hit]:
    """Every field that a note's front matter lacks, on its first line; the case is who asks for it."""
    siblings = Siblings(items)
    for note in items:
        front = note.front_matter
        names = {key.name for key in note.keys}
        if front is None or front.error or front.comment_only or note.template or "<<" in names:
            continue
        wanted = _usual(note, options, siblings, view) | _required(note, options, view)
        original = view.originals.get(note.path)
        told = {key.name for key in original.keys} if original else None
        for name, (case, facts) in wanted.items():
            # What the original lacks is told there.
            if name not in names and (case not in _LEARNED or told is None or name in told):
                end = front.start + (1 if front.kind == "json" else 3)
                fix = added(note, [name], view)
                # A field that has nearly this name is the same mistake, unless the site does not build for it.
                near = [] if case == "schema" else [key for key in note.keys if alike(key.name, name, plurals=False)]
                about = tuple(Span(note.path, key.start, key.end) for key in near) or None
                yield Hit(
                    note, case=case, facts={"name": name, **facts}, fix=fix, start=front.start, end=end, about=about
                )


def missing_front_matter(items: Sequence[NoteItems], options: FieldOptions, view: View) -> Iterator[Hit]:
    """Every note without front matter that should have some; the case is who asks for it."""
    siblings = Siblings(items)
    for note in items:
        original = view.originals.get(note.path)
        if note.front_matter is not None or note.template or (original and original.front_matter is None):
            continue
        declared = view.profiles.of(note.path).front_matter
        wanted = _usual(note, options, siblings, view) if declared is not None else {}
        required = wanted | _required(note, options, view)
        habit = siblings.of(note)
        if required:
            case, facts = next(iter(required.values()))
            names = [f"`{name}`" for name, (whose, _) in required.items() if whose == case]
            fix = added(note, required, view)
            yield Hit(note, case=case, facts={"names": ", ".join(names), **facts}, fix=fix)
        elif declared is None and habit is not None and options.ask_for(habit.headed, habit):
            usual = [name for name, count in habit.keys.items() if count >= options.share * habit.headed]
            fix = added(note, usual, view) if usual else None
            yield Hit(note, case="siblings", facts={"count": habit.headed, "total": habit.total}, fix=fix)


# What asks for a field: a case of the rule, and its facts.
_Reason = tuple[str, dict[str, Any]]


def _required(note: NoteItems, options: FieldOptions, view: View) -> dict[str, _Reason]:
    """The fields that the site's schema demands, then those that the configuration demands."""
    found: dict[str, _Reason] = {}
    if schema := view.schema(note.path):
        found = dict.fromkeys(schema.required, ("schema", {"source": Paths((schema.source,))}))
    for pattern, names in options.fields.items():
        if _patterns(pattern).cover(note.path):
            found = found | {name: ("declared", {}) for name in names if name not in found}
    return found


def _usual(note: NoteItems, options: FieldOptions, siblings: Siblings, view: View) -> dict[str, _Reason]:
    """The fields that a profile wants of a note, else those that the other notes of its folder have.

    What the site's schema makes optional is not wanted because others have it.
    """
    if not is_ordinary(note):
        return {}
    declared = view.profiles.of(note.path).front_matter
    if declared is not None:
        return {name: ("declared", {}) for name, field in declared.items() if field.required}
    schema = view.schema(note.path)
    optional = {field.name for field in schema.fields} if schema else set()
    habit = siblings.of(note)
    if habit is None:
        return {}
    case, facts = ("kind", {"kind": habit.kind}) if habit.kind else ("siblings", {})
    return {
        name: (case, {"count": count, "total": habit.total, **facts})
        for name, count in habit.keys.items()
        if name not in optional and options.ask_for(count, habit)
    }


@lru_cache(maxsize=1 << 10)
def _patterns(pattern: str) -> Patterns:
    return Patterns([pattern])


# Lists in which a value says nothing the second time.
_SETS = frozenset({"tags", "tag", "categories", "keywords", "aliases", "authors", "topics", "标签", "分类"})


def repeated_item(items: Sequence[Key], options: Any, view: View) -> Iterator[Hit]:
    """A value that stands twice, to the letter, in a list of tags and the like."""
    for key in items:
        if key.name.lower() not in _SETS or len(set(key.items)) == len(key.items):
            continue
        seen: set[str] = set()
        for n, value in enumerate(key.items):
            if value in seen:
                start, end = key.item_spans[n] if n < len(key.item_spans) else (key.start, key.end)
                yield Hit(key, facts={"name": key.name, "value": value}, start=start, end=end)
            seen.add(value)


CHECKS: Checks = {
    "repeated-item": Check(repeated_item, items=("keys",), facts={"": "name value"}),
    "invalid-front-matter": Check(invalid_front_matter, facts={ANY: "detail"}),
    "duplicate-key": Check(duplicate_key, items=("keys",), facts={"": "name first"}),
    "missing-field": Check(
        missing_field,
        FieldOptions,
        across="collection",
        facts={
            "schema": "name source",
            "declared": "name",
            "siblings": "name count total",
            "kind": "name count total kind",
        },
    ),
    "missing-front-matter": Check(
        missing_front_matter,
        FieldOptions,
        across="collection",
        facts={"schema": "names source", "declared": "names", "siblings": "count total"},
    ),
}
