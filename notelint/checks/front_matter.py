"""Checks about front matter: can it be read, is each key there once, and does a note have what it should have."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from notelint.checks.derived import added
from notelint.files.gitignore import Patterns
from notelint.files.suffixes import FOLDER_PAGES, plain_stem
from notelint.model.finding import Hit, Paths, Place, Related
from notelint.model.items import Key, NoteItems
from notelint.rule.contract import ANY, Check, Checks

if TYPE_CHECKING:
    from notelint.collection.view import View

# Keys that most notes of a folder can have and one can do without: generators have a default, or they are for few.
_FREE = frozenset(
    {
        *("abbrlink", "alias", "aliases", "cascade", "cover", "cssclass", "cssclasses", "expirydate", "image"),
        *("lastmod", "layout", "linktitle", "menu", "menus", "modified", "outputs", "params", "permalink"),
        *("publishdate", "redirect_from"),
        *("series", "sidebar_position", "slug", "sticky", "template", "top", "type", "updated", "url", "weight"),
    }
)


class FieldOptions(msgspec.Struct, frozen=True):
    """`fields`: patterns as in .gitignore, and what the notes that they name must have.

    Without being told, at least `siblings` notes of one folder demand what a `share` of them has.
    """

    fields: dict[str, list[str]] = {}
    siblings: int = 5
    share: float = 0.85


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
    habits = habits_of(items)
    for note in items:
        front = note.front_matter
        names = {key.name for key in note.keys}
        if front is None or front.error or front.comment_only or note.template or "<<" in names:
            continue
        wanted = _usual(note, options, habits, view) | _required(note, options, view)
        for name, (case, facts) in wanted.items():
            if name not in names:
                end = front.start + (1 if front.kind == "json" else 3)
                fix = added(note, [name], view)
                yield Hit(note, case=case, facts={"name": name, **facts}, fix=fix, start=front.start, end=end)


def missing_front_matter(items: Sequence[NoteItems], options: FieldOptions, view: View) -> Iterator[Hit]:
    """Every note without front matter that should have some; the case is who asks for it."""
    habits = habits_of(items)
    for note in items:
        if note.front_matter is not None or note.template:
            continue
        declared = view.profiles.of(note.path).front_matter
        wanted = _usual(note, options, habits, view) if declared is not None else {}
        required = wanted | _required(note, options, view)
        habit = habits.get(_folder(note), _NO_HABIT)
        if required:
            case, facts = next(iter(required.values()))
            names = [f"`{name}`" for name, (whose, _) in required.items() if whose == case]
            fix = added(note, required, view)
            yield Hit(note, case=case, facts={"names": ", ".join(names), **facts}, fix=fix)
        elif declared is None and is_ordinary(note) and habit.asks_for(habit.headed, options):
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


def _usual(note: NoteItems, options: FieldOptions, habits: Mapping[_Folder, Habit], view: View) -> dict[str, _Reason]:
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
    habit = habits[_folder(note)]
    return {
        name: ("siblings", {"count": count, "total": habit.total})
        for name, count in habit.keys.items()
        if name not in optional and habit.asks_for(count, options)
    }


class Habit:
    """What the ordinary notes of one folder have."""

    def __init__(self) -> None:
        self.total = 0
        self.headed = 0  # those with front matter
        self.keys: Counter[str] = Counter()

    def asks_for(self, count: int, options: FieldOptions) -> bool:
        return self.total >= options.siblings and options.share * self.total <= count


_NO_HABIT = Habit()


def habits_of(notes: Iterable[NoteItems]) -> dict[_Folder, Habit]:
    """What the ordinary notes of each folder have, by the folder and the language."""
    habits: dict[_Folder, Habit] = {}
    for note in filter(is_ordinary, notes):
        habit = habits.setdefault(_folder(note), Habit())
        habit.total += 1
        habit.headed += note.front_matter is not None
        habit.keys.update({key.name for key in note.keys if _is_custom(key)})
    return habits


def _is_custom(key: Key) -> bool:
    """A key whose lack is a hole: a flag that is not set means something, and so does a key that has no value."""
    return key.kind not in ("bool", "null") and key.raw.strip("\"'[]{} ") != "" and key.name.lower() not in _FREE


# Notes that are alike: one folder, one language.
_Folder = tuple[str, str]


def _folder(note: NoteItems) -> _Folder:
    return note.path.rpartition("/")[0], note.locale


def is_ordinary(note: NoteItems) -> bool:
    """Whether a note is like the others of its folder, and can be compared with them."""
    front = note.front_matter
    if note.draft or note.template or note.generated or (front and (front.error or front.comment_only)):
        return False
    if plain_stem(note.path) in FOLDER_PAGES:
        return False  # as one that is named as the folder
    folder, _, name = note.path.rpartition("/")
    return _letters(name.rpartition(".")[0]) != _letters(folder.rpartition("/")[2])


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


@lru_cache(maxsize=1 << 10)
def _patterns(pattern: str) -> Patterns:
    return Patterns([pattern])


CHECKS: Checks = {
    "invalid-front-matter": Check(invalid_front_matter, facts={ANY: "detail"}),
    "duplicate-key": Check(duplicate_key, items=("keys",), facts={"": "name first"}),
    "missing-field": Check(
        missing_field,
        FieldOptions,
        across="collection",
        facts={"schema": "name source", "declared": "name", "siblings": "name count total"},
    ),
    "missing-front-matter": Check(
        missing_front_matter,
        FieldOptions,
        across="collection",
        facts={"schema": "names source", "declared": "names", "siblings": "count total"},
    ),
}
