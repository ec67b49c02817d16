"""What a check may ask about the rest of the world: read only, recomputed in every run."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from notelint.collection.watch import DAY, GIT, Watch, WatchedNotes
from notelint.files import witness
from notelint.model.items import Entry, Heading, Image, Link, NoteItems, Wikilink
from notelint.model.moves import BODIES

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

T = TypeVar("T")

# Text that stands verbatim in this many notes is boilerplate, nobody's own words.
BOILERPLATE = 5

# What no file tells of, and what stays in the note.
_ELSEWHERE = ("http:", "https:", "data:", "#")


class View:
    """The collection as checks see it. `notes` maps a path relative to the root to the note's items.

    `reading` gives their texts, to those few checks that cannot do without. What is read of the notes is noted in
    `watch`; `seen_by` gives the same view for another watch.
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
        self.watch = Watch()
        self.notes: Mapping[str, NoteItems] = WatchedNotes(notes, self.watch)
        self.verdicts = verdicts or {}  # what is known of web addresses, see notelint.online.verdict
        self.site = site
        self.listing = listing
        self.roots = roots
        self._today = today
        self._reading = reading
        self._profiles = profiles
        self._all_notes = notes
        self._shared: dict[str, tuple[Watch, Any]] = {}  # what several rules ask for, by its name
        self.sums: dict[str, tuple[Watch, Any]] = {}  # those of it that are plain data, which may come from other runs
        self.of_git: dict[witness.Question, bytes] = {}  # what git was asked for rules, and answered
        self._items: dict[str, list[Any]] = {}
        self._links: dict[str, tuple[list[int], list[Link]]] = {}
        self._headings: dict[str, tuple[list[int], list[Heading]]] = {}
        self._prose: tuple[str, Prose] | None = None  # of the note that was looked at last
        self._budget: Budget | None = None

    def seen_by(self, watch: Watch) -> View:
        """The same view, through which another watch looks: all that was worked out is shared."""
        other = copy(self)
        other.watch = watch
        other.notes = WatchedNotes(self._all_notes, watch)
        other._budget = None
        return other

    def _part(self, name: str, make: Callable[[View], T]) -> T:
        """What several rules ask for, made once. It reads no more of the notes than this view of its own notes."""
        if name not in self._shared:
            own = self.seen_by(Watch())
            self._shared[name] = own.watch, make(own)
        watch, value = self._shared[name]
        self.watch.rests_on(watch)
        found: T = value
        return found

    def _of_git(self, name: str, make: Callable[[View], T]) -> T:
        """As `_part`, of what git says of the files and of their history, which a commit changes and little else."""
        self.watch.read(GIT)
        with witness.watching(self.of_git):
            return self._part(name, make)

    def sum(self, name: str, make: Callable[[View], T]) -> T:
        """What several ask for, made once, and kept from run to run: strings and numbers in lists and dicts."""
        if name not in self.sums:
            own = self.seen_by(Watch())
            value = make(own)
            self.sums[name] = own.watch, value
        _, value = self.sums[name]
        self.watch.read(f"sum:{name}")  # and not what it was made of: that may change, and the sum be the same
        found: T = value
        return found

    def summed(self, name: str) -> Any:
        """A sum by its name alone."""
        return self.sum(name, _SUMS[name])

    @property
    def today(self) -> date:
        self.watch.read(DAY)
        return self._today

    def spend(self, steps: int) -> None:
        """Before users' patterns take so many steps at worst. Raises TooCostlyError where that is too many."""
        if self._budget is None:
            from notelint.text.user_patterns import Budget

            self._budget = Budget(len(self.notes), sum(note.length for note in self.notes.values()))
        self._budget.spend(steps)

    def note(self, path: str) -> NoteItems:
        return self.notes[path]

    def items(self, kind: str) -> Sequence[Any]:
        """The items of a kind, or the notes themselves, of all notes but templates; several rules are about them."""
        if kind == "notes":
            return [note for note in self.notes.values() if not note.template]
        self.watch.read("template")
        self.watch.read(kind)
        if kind not in self._items:
            notes = (note for note in self._all_notes.values() if not note.template)
            self._items[kind] = [item for note in notes for item in getattr(note, kind)]
        return self._items[kind]

    def links_within(self, path: str, start: int, end: int) -> Sequence[Link]:
        """The links of a note that begin in `[start, end)`, in its order."""
        self.watch.read("links")
        if path not in self._links:
            links = sorted(self._all_notes[path].links, key=lambda link: link.start)
            self._links[path] = [link.start for link in links], links
        starts, links = self._links[path]
        return links[bisect_left(starts, start) : bisect_left(starts, end)]

    def heading_at(self, path: str, offset: int) -> Heading | None:
        """The heading of a note in whose text an offset stands."""
        self.watch.read("headings")
        if path not in self._headings:
            headings = sorted(self._all_notes[path].headings, key=lambda heading: heading.start)
            self._headings[path] = [heading.start for heading in headings], headings
        starts, headings = self._headings[path]
        at = bisect_right(starts, offset) - 1
        return headings[at] if at >= 0 and offset < headings[at].end else None

    def text(self, path: str) -> str:
        """The text of a note, read again; "" where it cannot be."""
        self.watch.read(f"text:{path}")
        try:
            return self._reading.source(path).text if self._reading is not None else ""
        except OSError:
            return ""

    def prose(self, path: str) -> Prose | None:
        """The text of a note, which is parsed again; None where it cannot be read."""
        from notelint.reading.prose import read

        self.watch.read(f"text:{path}")
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

        self.watch.read(f"text:{path}")
        try:
            return code(self._reading.source(path), self._reading.profiles.of(path)) if self._reading else []
        except OSError:
            return []

    def document(self, path: str) -> tuple[NoteItems, str] | None:
        """A file that may be no note, so that findings can stand in it, and its text; None where it cannot be read."""
        from notelint.text.source import read

        self.watch.read(f"text:{path}")
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

    @property
    def resolver(self) -> Resolvers:
        from notelint.collection.resolvers import Resolvers

        return self._part("resolver", Resolvers)

    @property
    def library(self) -> Library:
        """What is known of papers. A file that cannot be read counts for nothing, and `unreadable` says why."""
        from notelint.papers.library import of_collection

        return self._part("library", lambda view: of_collection(view.listing.root))

    @property
    def tracked(self) -> frozenset[str]:
        """The files that git tracks; none where there is no git."""
        from notelint.git.runner import tracked

        return self._of_git("tracked", lambda view: tracked(view.listing.root) or frozenset())

    @property
    def untracked(self) -> frozenset[str]:
        """The files that git does not track and would not ignore."""
        from notelint.git.runner import untracked

        return self._of_git("untracked", lambda view: untracked(view.listing.root))

    def went(self, paths: Iterable[str]) -> Mapping[str, str]:
        """Files that are no longer there, and what git knows them as now."""
        from notelint.git.history import renames

        if not self.tracked:
            return {}
        with witness.watching(self.of_git):
            return renames(self.listing.root, paths)

    @property
    def committed(self) -> Mapping[str, datetime]:
        """When each file was committed first; none where there is no git."""
        from notelint.git.history import first_commits

        return self._of_git("committed", lambda view: first_commits(view.listing.root))

    def schema(self, path: str) -> Collection | None:
        """The generator's own schema for a note, where it has a plain one."""
        from notelint.site.schema import load

        site = self.site.of(path)
        return self._part(f"schema {id(site)}", lambda view: load(site, view.listing))(path)

    @property
    def profiles(self) -> Profiles:
        """What the configuration declares."""
        from notelint.config.profiles import Profiles

        return self._profiles or Profiles()

    @property
    def originals(self) -> Mapping[str, NoteItems]:
        """By the path of each translation: the note that it is translated from."""
        from notelint.collection.translations import originals

        return self._part("originals", lambda view: originals(view.notes.values(), view.site))

    @property
    def learned(self) -> Learned:
        """What is usual in the collection."""
        from notelint.learning import Learned

        return self._part("learned", lambda view: Learned(view.notes, view.profiles))

    @property
    def leads(self) -> dict[str, list[Lead]]:
        """By note: its links, images and wikilinks that find a file or a note, with what they find."""
        return self._part("leads", lambda view: {path: list(view._leads_of(note)) for path, note in view.notes.items()})

    def _leads_of(self, note: NoteItems) -> Iterator[Lead]:
        resolver, path = self.resolver, note.path
        found: Iterable[Lead] = (
            *((link, resolver.led(link)) for link in note.links if not link.target.startswith(_ELSEWHERE)),
            *((image, resolver.shown(image)) for image in note.images if not image.target.startswith(_ELSEWHERE)),
            *((link, resolver.wikilink(path, link.target)) for link in note.wikilinks if link.target),
        )
        return (lead for lead in found if lead[1].kind in ("note", "file"))

    @property
    def fragments(self) -> dict[str, list[tuple[Link | Wikilink, str]]]:
        """By note: the links of all notes that lead to a place in it, each with its fragment as written."""
        return self._part("fragments", View._fragments)

    def _fragments(self) -> dict[str, list[tuple[Link | Wikilink, str]]]:
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

    @property
    def inbound(self) -> Mapping[str, int]:
        """How many links of other notes lead to each note that has some."""
        return self.sum("inbound", View._inbound)

    def _inbound(self) -> dict[str, int]:
        found = (target.path for path, leads in self.leads.items() for _, target in leads if target.path != path)
        return dict(Counter(found))

    @property
    def answers(self) -> Mapping[tuple[str, int], Answer]:
        """By the path and offset of a placeholder: what another entry of the same paper says in its place."""
        from notelint.collection.answers import answers

        return self._part("answers", lambda view: answers(view.notes))

    def _repeated(self) -> list[int]:
        """Texts that are boilerplate, by their fingerprints."""
        self.watch.read(BODIES)
        count: Counter[int] = Counter()
        for note in self.notes.values():
            count.update({text for entry in note.entries for text, _ in entry.texts})
        return sorted(text for text, n in count.items() if n >= BOILERPLATE)

    def own_words(self, entry: Entry) -> int:
        """Words of an entry that do not stand verbatim in five or more notes."""
        self.watch.read(f"{BODIES}:{entry.path}")
        boilerplate = self._part("boilerplate", lambda view: frozenset(view.summed("boilerplate")))
        return entry.words - sum(words for text, words in entry.texts if text in boilerplate)

    def figures(self, entry: Entry) -> int:
        """How many images stand in an entry."""
        self.watch.read(f"{BODIES}:{entry.path}")
        return entry.images


_SUMS: dict[str, Callable[[View], Any]] = {"inbound": View._inbound, "boilerplate": View._repeated}
