"""What a collection has habits in, statement by statement: what a configuration can declare."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import partial
from typing import NamedTuple, TypeVar

from notelint.learning.forms import Form
from notelint.learning.habits import Habit, Verdict
from notelint.learning.learned import Learned
from notelint.learning.voters import series_of

V = TypeVar("V", bound=Hashable)

# A label, or a tag, that stands in fewer places is no part of the collection's own words.
FEW = 2


class Statement(NamedTuple):
    """One habit of the notes that match `files`. `value` is None for a label that an entry may have.

    `about` is label, form, value, required, link, or absent and the fact; of front matter type or key; tag or series.
    """

    files: tuple[str, ...]
    about: str
    name: str
    value: str | None
    evidence: str


def of_entries(learned: Learned) -> Iterator[Statement]:
    """What entries have: for the whole collection, then for folders and series that decide what it leaves open."""
    labels = {name: habit.counts.most_common(1)[0][0] for name, habit in learned.spellings.items()}
    total = sum(1 for _, entry in learned.voters.entries if entry.fields)
    places = _Places(learned)
    for name, label in labels.items():
        count = learned.spellings[name].counts.total()
        if count >= FEW:
            yield Statement(("**",), "label", label, None, f"{count} in {total} entries")
    for name, label in labels.items():
        if learned.spellings[name].counts.total() < FEW:
            continue
        if name in learned.forms:
            yield from places.decided("form", label, learned.forms[name], partial(_around, label))
        if name in learned.kinds:
            yield from places.decided("value", label, learned.kinds[name], str)
        if name in learned.fields:
            yield from places.decided("required", label, learned.fields[name], lambda has: "true" if has else "")
    for feature, pages in learned.links.items():
        if feature.aspect == "page" and feature.label in labels:
            yield from places.decided("link", labels[feature.label], pages, str)
    for (name, fact), words in learned.absences.items():
        if name in labels:
            yield from places.decided(f"absent {fact}", labels[name], words, str)


def _around(label: str, form: Form) -> str:
    return form.around(label)


class _Places:
    """The folders and series that may decide something of their own."""

    def __init__(self, learned: Learned) -> None:
        notes = learned.voters.notes
        self.folders = sorted({folder for note in notes for folder in _folders(note.path)})
        self.series = {name: [note.path for note in notes if series_of(note) == name] for name in map(series_of, notes)}

    def decided(self, about: str, name: str, habit: Habit[V], text: Callable[[V], str]) -> Iterator[Statement]:
        found = habit.verdict("")
        if found is not None:
            yield from _statement(("**",), about, name, found, text)
            return
        known: dict[str, Verdict[V]] = {}
        for folder in self.folders:
            above = next((known[each] for each in _folders(folder[:-1]) if each in known), None)
            if above is None and (found := habit.verdict(folder)) is not None:
                known[folder] = found
                yield from _statement((f"/{folder}**",), about, name, found, text)
        for series, paths in self.series.items():
            free = [path for path in paths if not any(folder in known for folder in _folders(path))]
            if series and free and (found := habit.verdict("", series)) is not None:
                yield from _statement(tuple(f"/{path}" for path in free), about, name, found, text)


def _folders(path: str) -> list[str]:
    """The folders that a path lies in, the outermost first, each with "/" behind it."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: n + 1]) + "/" for n in range(len(parts))]


def _statement(
    files: tuple[str, ...], about: str, name: str, found: Verdict[V], text: Callable[[V], str]
) -> Iterator[Statement]:
    value = text(found.value)
    if value:
        yield Statement(files, about, name, value, f"{found.count} of {found.total}")
