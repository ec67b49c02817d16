"""What a check may ask about the rest of the world: read only, recomputed in every run."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from notelint.model.items import Entry, Heading, Image, Link, NoteItems, Wikilink

if TYPE_CHECKING:
    from notelint.collection.answers import Answer
    from notelint.collection.resolvers import Resolvers
    from notelint.collection.targets import Target
    from notelint.collection.texts import Reading
    from notelint.config.profiles import Profiles
    from notelint.learning import Learned
    from notelint.online.verdict import Verdict
    from notelint.papers.library import Library
    from notelint.reading.prose import Prose
    from notelint.site import Roots, Site
    from notelint.site.listing import Listing
    from notelint.site.routes import Routes
    from notelint.site.schema import Collection
    from notelint.text.user_patterns import Budget

    Lead = tuple[Link | Image | Wikilink, Target]

# Text that stands verbatim in this many notes is boilerplate, nobody's own words.
BOILERPLATE = 5

# What no file tells of, and what stays in the note.
_ELSEWHERE = ("http:", "https:", "data:", "#")


class View:
    """The collection as checks see it. `notes` maps a path relative to the root to the note's items.

    `reading` gives their texts, to those few checks that cannot do without.
    """

    def __init__(
        self,
        notes: Mapping[str, NoteItems],
        site: Site,
        listing: Listing,
        roots: Roots,
        today: date,
        verdicts: Mapping[str, Verdict] | None = None,
        reading: Reading | None = None,
        profiles: Profiles | None = None,
    ) -> None:
        self.notes = notes
        self.verdicts = verdicts or {}  # what is known of web addresses, see notelint.online.verdict
        self.site = site
        self.listing = listing
        self.roots = roots
        self._today = today
        self.asked_day = False  # what is found may be another thing tomorrow
        self._reading = reading
        self._profiles = profiles
        self._items: dict[str, list[Any]] = {}
        self._links: dict[str, tuple[list[int], list[Link]]] = {}
        self._headings: dict[str, tuple[list[int], list[Heading]]] = {}
        self._prose: tuple[str, Prose] | None = None  # of the note that was looked at last
        self._budget: Budget | None = None

    def spend(self, steps: int) -> None:
        """Before users' patterns take so many steps at worst. Raises TooCostlyError where that is too many."""
        if self._budget is None:
            from notelint.text.user_patterns import Budget

            self._budget = Budget(len(self.notes), sum(note.length for note in self.notes.values()))
        self._budget.spend(steps)

    @property
    def today(self) -> date:
        self.asked_day = True
        return self._today

    def note(self, path: str) -> NoteItems:
        return self.notes[path]

    def items(self, kind: str) -> Sequence[Any]:
        """The items of a kind, or the notes themselves, of all notes but templates; several rules are about them."""
        if kind not in self._items:
            notes = [note for note in self.notes.values() if not note.template]
            self._items[kind] = notes if kind == "notes" else [item for note in notes for item in getattr(note, kind)]
        return self._items[kind]

    def links_within(self, path: str, start: int, end: int) -> Sequence[Link]:
        """The links of a note that begin in `[start, end)`, in its order."""
        if path not in self._links:
            links = sorted(self.notes[path].links, key=lambda link: link.start)
            self._links[path] = [link.start for link in links], links
        starts, links = self._links[path]
        return links[bisect_left(starts, start) : bisect_left(starts, end)]

    def heading_at(self, path: str, offset: int) -> Heading | None:
        """The heading of a note in whose text an offset stands."""
        if path not in self._headings:
            headings = sorted(self.notes[path].headings, key=lambda heading: heading.start)
            self._headings[path] = [heading.start for heading in headings], headings
        starts, headings = self._headings[path]
        at = bisect_right(starts, offset) - 1
        return headings[at] if at >= 0 and offset < headings[at].end else None

    def text(self, path: str) -> str:
        """The text of a note, read again; "" where it cannot be."""
        try:
            return self._reading.source(path).text if self._reading is not None else ""
        except OSError:
            return ""

    def prose(self, path: str) -> Prose | None:
        """The text of a note, which is parsed again; None where it cannot be read."""
        from notelint.reading.prose import read

        if self._reading is None:
            return None
        if self._prose is None or self._prose[0] != path:  # rules come note by note
            try:
                self._prose = path, read(self._reading.source(path), self._reading.profiles.of(path))
            except OSError:
                return None
        return self._prose[1]

    def code(self, path: str) -> list[tuple[int, int]]:
        """Where the text of a note is code or front matter; the note is parsed again."""
        from notelint.reading.prose import code

        try:
            return code(self._reading.source(path), self._reading.profiles.of(path)) if self._reading else []
        except OSError:
            return []

    def document(self, path: str) -> tuple[NoteItems, str] | None:
        """A file that may be no note, so that findings can stand in it, and its text; None where it cannot be read."""
        from notelint.text.source import read

        try:
            source = read(path, self.listing.read(path))
        except OSError:
            return None
        if path in self.notes:
            return self.notes[path], source.text
        end = len(source.text.partition("\n")[0])
        return NoteItems(path=path, start=0, end=end, line_starts=source.line_starts), source.text

    def routes(self, site: Site) -> Routes | None:
        """The pages that a site makes; None where they are not known."""
        from notelint.site.pages import routes_of

        return routes_of(
            site, self.listing, {path: note for path, note in self.notes.items() if self.site.of(path) is site}
        )

    @cached_property
    def resolver(self) -> Resolvers:
        from notelint.collection.resolvers import Resolvers

        return Resolvers(self)

    @cached_property
    def library(self) -> Library:
        """What is known of papers. A file that cannot be read counts for nothing, and `unreadable` says why."""
        from notelint.files import inputs
        from notelint.papers import file
        from notelint.papers.library import Library

        try:
            return Library(file.read(self.listing.root))
        except file.PapersError as error:
            reason = str(error)
        except OSError as error:
            reason = f"{file.NAME}: {inputs.reason(error)}"
        return Library({}, unreadable=reason)

    @cached_property
    def tracked(self) -> frozenset[str]:
        """The files that git tracks; none where there is no git."""
        from notelint.git.runner import tracked

        return tracked(self.listing.root) or frozenset()

    @cached_property
    def untracked(self) -> frozenset[str]:
        """The files that git does not track and would not ignore."""
        from notelint.git.runner import untracked

        return untracked(self.listing.root)

    def went(self, paths: Iterable[str]) -> Mapping[str, str]:
        """Files that are no longer there, and what git knows them as now."""
        from notelint.git.history import renames

        return renames(self.listing.root, paths) if self.tracked else {}

    @cached_property
    def committed(self) -> Mapping[str, datetime]:
        """When each file was committed first; none where there is no git."""
        from notelint.git.history import first_commits

        return first_commits(self.listing.root)

    @cached_property
    def _schemas(self) -> dict[int, Any]:
        return {}

    def schema(self, path: str) -> Collection | None:
        """The generator's own schema for a note, where it has a plain one."""
        from notelint.site.schema import load

        site = self.site.of(path)
        if id(site) not in self._schemas:
            self._schemas[id(site)] = load(site, self.listing)
        result: Collection | None = self._schemas[id(site)](path)
        return result

    @cached_property
    def profiles(self) -> Profiles:
        """What the configuration declares."""
        from notelint.config.profiles import Profiles

        return self._profiles or Profiles()

    @cached_property
    def originals(self) -> Mapping[str, NoteItems]:
        """By the path of each translation: the note that it is translated from."""
        from notelint.collection.translations import originals

        return originals(self.notes.values(), self.site)

    @cached_property
    def learned(self) -> Learned:
        """What is usual in the collection."""
        from notelint.learning import Learned

        return Learned(self.notes, self.profiles)

    @cached_property
    def leads(self) -> dict[str, list[Lead]]:
        """By note: its links, images and wikilinks that find a file or a note, with what they find."""
        return {path: list(self._leads_of(note)) for path, note in self.notes.items()}

    def _leads_of(self, note: NoteItems) -> Iterator[Lead]:
        resolver, path = self.resolver, note.path
        found: Iterable[Lead] = (
            *((link, resolver.led(link)) for link in note.links if not link.target.startswith(_ELSEWHERE)),
            *((image, resolver.shown(image)) for image in note.images if not image.target.startswith(_ELSEWHERE)),
            *((link, resolver.wikilink(path, link.target)) for link in note.wikilinks if link.target),
        )
        return (lead for lead in found if lead[1].kind in ("note", "file"))

    @cached_property
    def fragments(self) -> dict[str, list[tuple[Link | Wikilink, str]]]:
        """By note: the links of all notes that lead to a place in it, each with its fragment as written."""
        found: dict[str, list[tuple[Link | Wikilink, str]]] = defaultdict(list)
        for note in self.notes.values():
            for link in note.links:
                if "#" in link.target and not link.target.startswith(("http:", "https:")):
                    target = self.resolver.led(link)
                    if target.kind == "note":
                        found[target.path].append((link, target.fragment))
            for wikilink in note.wikilinks:
                if wikilink.fragment:
                    target = self.resolver.wikilink(note.path, wikilink.target)
                    if target.kind == "note":
                        found[target.path].append((wikilink, wikilink.fragment))
        return found

    @cached_property
    def inbound(self) -> Counter[str]:
        """How many links of other notes lead to each note."""
        return Counter(target.path for path, leads in self.leads.items() for _, target in leads if target.path != path)

    @cached_property
    def answers(self) -> Mapping[tuple[str, int], Answer]:
        """By the path and offset of a placeholder: what another entry of the same paper says in its place."""
        from notelint.collection.answers import answers

        return answers(self.notes)

    @cached_property
    def _boilerplate(self) -> frozenset[int]:
        count: Counter[int] = Counter()
        for note in self.notes.values():
            count.update({text for entry in note.entries for text, _ in entry.texts})
        return frozenset(text for text, n in count.items() if n >= BOILERPLATE)

    def own_words(self, entry: Entry) -> int:
        """Words of an entry that do not stand verbatim in five or more notes."""
        return entry.words - sum(words for text, words in entry.texts if text in self._boilerplate)
