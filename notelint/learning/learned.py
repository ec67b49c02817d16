"""All habits of a collection, each learned when it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from itertools import combinations

from notelint.items import Entry, Field, NoteItems
from notelint.labels import normalise
from notelint.learning.forms import Form, form_of
from notelint.learning.habits import Habit, Verdict
from notelint.learning.links import LinkFeature, paper_links
from notelint.learning.names import Naming, namings
from notelint.learning.voters import Voters, series_of

# A field belongs to every entry where this share has it.
WANTED = 0.85


def _nearly_all(count: int, total: int) -> bool:
    return count >= WANTED * total


class Learned:
    """What is usual in a collection. `notes` is by path; labels are named as in `Field.name`, each for itself."""

    def __init__(self, notes: Mapping[str, NoteItems]) -> None:
        self.voters = Voters(notes)

    @cached_property
    def forms(self) -> dict[str, Habit[Form]]:
        """By label: what stands around it."""
        habits: dict[str, Habit[Form]] = defaultdict(Habit)
        for note, field in self._fields:
            if (form := form_of(field)) is not None:
                habits[field.name].add(note.path, form, series_of(note))
        return habits

    @cached_property
    def spellings(self) -> dict[str, Habit[str]]:
        """By label: how it is spelled."""
        habits: dict[str, Habit[str]] = defaultdict(Habit)
        for note, field in self._fields:
            habits[field.name].add(note.path, field.label, series_of(note))
        return habits

    @cached_property
    def fields(self) -> dict[str, Habit[bool]]:
        """By label: whether an entry has it. Labels of papers fill one slot, whatever they are called: none is here."""
        habits: dict[str, Habit[bool]] = defaultdict(lambda: Habit(_nearly_all))
        names = {field.name for _, field in self._fields if field.label_class != "paper"}
        for note, entry in self.voters.entries:
            if entry.fields:
                own, series = names_of(note, entry), series_of(note)
                for name in names:
                    habits[name].add(note.path, name in own, series)
        return habits

    def wanted(self, name: str, path: str, series: str) -> Verdict[bool] | None:
        """How many entries have a label, where nearly all of them do."""
        found = self.fields[name].verdict(path, series)
        return found if found is not None and found.value else None

    @cached_property
    def orders(self) -> dict[tuple[str, str], Habit[bool]]:
        """By two labels of one entry, in the order of their names: whether the first one stands first."""
        habits: dict[tuple[str, str], Habit[bool]] = defaultdict(Habit)
        for note, entry in self.voters.entries:
            names = list(dict.fromkeys(note.fields[index].name for index in entry.fields))
            for one, other in combinations(names, 2):
                habits[min(one, other), max(one, other)].add(note.path, one < other, series_of(note))
        return habits

    @cached_property
    def names(self) -> dict[str, dict[str, list[Naming]]]:
        """By folded name and spelling: where it is named so."""
        return namings((note, self.voters.counted(note)) for note in self.voters.notes)

    @cached_property
    def links(self) -> dict[LinkFeature, Habit[str]]:
        """By label, host and aspect: how the links to papers are written."""
        habits: dict[LinkFeature, Habit[str]] = defaultdict(Habit)
        for note in self.voters.notes:
            series = series_of(note)
            for paper_link in paper_links(note, self.voters.counted(note)):
                for feature, value in paper_link.shape.items():
                    habits[feature].add(note.path, value, series)
        return habits

    @cached_property
    def _fields(self) -> list[tuple[NoteItems, Field]]:
        return [(note, note.fields[index]) for note, entry in self.voters.entries for index in entry.fields]


def names_of(note: NoteItems, entry: Entry) -> set[str]:
    """The labels of an entry; those of a whole note may stand in its front matter."""
    names = {note.fields[index].name for index in entry.fields}
    return names | {normalise(key.name) for key in note.keys} if entry.form == "note" else names
