"""All habits of a collection, each learned when it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, cached_property, lru_cache
from itertools import combinations

from notelint.config.profiles import Profiles
from notelint.learning.absence import fact_of
from notelint.learning.forms import Form, declared_form, form_of
from notelint.learning.habits import Habit, Verdict
from notelint.learning.links import PAGES, LinkFeature, paper_links
from notelint.learning.names import Naming, namings
from notelint.learning.voters import Voters, series_of
from notelint.model.items import Entry, Field, NoteItems
from notelint.model.labels import NO_VALUE, normalise

# A field belongs to every entry where this share has it.
WANTED = 0.85


def _nearly_all(count: int, total: int) -> bool:
    return count >= WANTED * total


def kind_of(field: Field) -> str:
    """`link` for a value with a link or an id, `text` for another; "" for one that says that there is nothing."""
    if field.targets or field.ids:
        return "link"
    return "" if not field.value or fact_of(field.value) or NO_VALUE.fullmatch(field.value) else "text"


class Learned:
    """What is usual in a collection. `notes` is by path; labels are named as in `Field.name`, each for itself.

    Where `profiles` declare the entries of a note, nothing about them is learned for it.
    """

    def __init__(self, notes: Mapping[str, NoteItems], profiles: Profiles | None = None) -> None:
        self.voters = Voters(notes)
        self._profiles = profiles or Profiles()
        self._wanted = cache(self._wanted_in)

    def form(self, note: NoteItems, name: str) -> Verdict[Form] | None:
        """How a label is marked up in a note."""
        entries = self._profiles.of(note.path).entries
        if entries is not None:
            label, field = entries.get(name, ("", None))
            form = declared_form(label, field.form) if field is not None and field.form else None
            return Verdict(form) if form is not None else None
        return self.forms[name].verdict(note.path, series_of(note)) if name in self.forms else None

    def spelling(self, note: NoteItems, name: str) -> Verdict[str] | None:
        """How a label is spelled in a note."""
        entries = self._profiles.of(note.path).entries
        if entries is not None:
            return Verdict(entries[name][0]) if name in entries else None
        return self.spellings[name].verdict(note.path, series_of(note)) if name in self.spellings else None

    def wanted(self, note: NoteItems) -> dict[str, tuple[str, Verdict[bool]]]:
        """By name: the labels that every entry of a note has, as they are written."""
        entries = self._profiles.of(note.path).entries
        if entries is not None:
            required = {name: label for name, (label, field) in entries.items() if field.required}
            return {name: (label, Verdict(True)) for name, label in required.items()}
        return self._wanted(note.path[: note.path.rfind("/") + 1], series_of(note))

    def link(self, note: NoteItems, feature: LinkFeature) -> Verdict[str] | None:
        """How links to papers are written in a note; what is declared is the page only."""
        entries = self._profiles.of(note.path).entries
        if entries is not None and feature.aspect == "page" and feature.label in entries:
            page = entries[feature.label][1].link
            return Verdict(page) if page in PAGES[feature.host] else None
        return self.links[feature].verdict(note.path, series_of(note)) if feature in self.links else None

    def absent(self, note: NoteItems, name: str, fact: str) -> Verdict[str] | None:
        """In which words a label says in a note that there is nothing."""
        entries = self._profiles.of(note.path).entries
        if entries is not None:
            words = entries[name][1].absent.get(fact) if name in entries else None  # type: ignore[call-overload]
            return Verdict(words) if words else None
        habit = self.absences.get((name, fact))
        return habit.verdict(note.path, series_of(note)) if habit is not None else None

    def kind(self, note: NoteItems, name: str) -> Verdict[str] | None:
        """What a configuration wants behind a label: `link` or `text`. A collection alone has reasons for either."""
        entries = self._profiles.of(note.path).entries or {}
        wanted = entries[name][1].value if name in entries else None
        return Verdict(wanted) if wanted else None

    @cached_property
    def kinds(self) -> dict[str, Habit[str]]:
        """By label: whether its values can be opened."""
        habits: dict[str, Habit[str]] = defaultdict(Habit)
        for note, field in self._fields:
            if kind := kind_of(field):
                habits[field.name].add(note.path, kind, series_of(note))
        return habits

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
        names = dict.fromkeys(field.name for _, field in self._fields if field.label_class != "paper")
        for note, entry in self.voters.entries:
            if entry.fields:
                own, series = names_of(note, entry), series_of(note)
                for name in names:
                    habits[name].add(note.path, name in own, series)
        return habits

    @cached_property
    def absences(self) -> dict[tuple[str, str], Habit[str]]:
        """By label and fact: in which words it is stated that there is nothing."""
        habits: dict[tuple[str, str], Habit[str]] = defaultdict(Habit)
        for note, field in self._fields:
            if fact := fact_of(field.value):
                habits[field.name, fact].add(note.path, field.value, series_of(note))
        return habits

    def _wanted_in(self, folder: str, series: str) -> dict[str, tuple[str, Verdict[bool]]]:
        verdicts = {name: habit.verdict(folder, series) for name, habit in self.fields.items()}
        return {
            name: (self.spellings[name].counts.most_common(1)[0][0], found)
            for name, found in verdicts.items()
            if found is not None and found.value
        }

    @cached_property
    def orders(self) -> dict[tuple[str, str], Habit[bool]]:
        """By two labels of one entry, in the order of their names: whether the first one stands first."""
        habits: dict[tuple[str, str], Habit[bool]] = defaultdict(Habit)
        for note, entry in self.voters.entries:
            series = series_of(note)
            for pair, in_order in pairs(tuple(dict.fromkeys(note.fields[index].name for index in entry.fields))):
                habits[pair].add(note.path, in_order, series)
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


@lru_cache(maxsize=1 << 14)
def pairs(names: tuple[str, ...]) -> list[tuple[tuple[str, str], bool]]:
    """Each two of an entry's labels, in the order of their names, and whether the first one stands first."""
    return [((min(two), max(two)), two[0] < two[1]) for two in combinations(names, 2)]


def names_of(note: NoteItems, entry: Entry) -> set[str]:
    """The labels of an entry; those of a whole note may stand in its front matter."""
    names = {note.fields[index].name for index in entry.fields}
    return names | {normalise(key.name) for key in note.keys} if entry.form == "note" else names
