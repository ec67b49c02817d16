"""Checks about entries: is each paper noted once, linked, and written about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from notelint.files.suffixes import FOLDER_PAGES, plain_stem
from notelint.identity import name_matches
from notelint.learning import NOTED
from notelint.model.finding import Hit, Place, Related, Span
from notelint.model.items import Entry, Field, PaperId
from notelint.model.labels import NO_VALUE
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View

# Two notes that share at least this many entries, and this share of the smaller one's, are one note and its copy.
COPY_ENTRIES, COPY_SHARE = 3, 0.8


class DuplicateOptions(msgspec.Struct, frozen=True, rename="kebab"):
    """`cross-listed`: also report a paper that several lists or tables name."""

    cross_listed: bool = False


class _Pair(NamedTuple):
    first: Entry
    first_id: PaperId
    this: Entry
    this_id: PaperId
    kind: str  # note | list | table | cross-listed


def duplicate_paper(items: Sequence[Entry], options: DuplicateOptions, view: View) -> Iterator[Hit]:
    """Each paper is noted once: the same id in two entries that could be one."""
    pairs = list(_pairs(items, options, view))
    copies = _copies(pairs, items)
    reported: set[tuple[str, str]] = set()
    style = cache(lambda path: _style(view.note(path).entries))
    for pair in pairs:
        notes = (pair.first.path, pair.this.path)
        if notes not in copies:
            yield _hit(pair, view, style)
        elif notes not in reported:
            reported.add(notes)
            yield _copied(copies[notes])


def primary_ids(entry: Entry) -> dict[str, PaperId]:
    """The ids that say which paper an entry is: the first one of each scheme, by its key."""
    first: dict[str, PaperId] = {}
    for each in entry.ids:
        first.setdefault(each.scheme, each)
    return {each.key: each for each in first.values()}


def _pairs(items: Sequence[Entry], options: DuplicateOptions, view: View) -> Iterator[_Pair]:
    """Each entry with the first one before it that notes the same paper."""
    seen: dict[tuple[str, str], _Seen] = defaultdict(lambda: _Seen(options.cross_listed))
    for entry in items:
        found = None
        for key, each in primary_ids(entry).items():
            before = seen[key, view.note(entry.path).locale]
            first = before.of(entry) if found is None else None
            if first is not None:
                found = _Pair(*first[:2], entry, each, first[2])
            before.add(entry, each)
        if found is not None:
            yield found


_Place = tuple[str, str, str]  # what an item or a row stands in: path, form and group
_Known = tuple[int, Entry, PaperId]  # the first number is its turn


class _Seen:
    """The entries of one id in one language, so kept that the first that another one repeats is found quickly."""

    def __init__(self, cross_listed: bool) -> None:
        self.cross_listed = cross_listed
        self._turn = 0
        self._noted: list[_Known] = []
        self._listed: dict[tuple[_Place, str], _Known] = {}  # the first by place and, of rows, title
        self._places: dict[_Place, _Known] = {}  # the first of each, in order; no more than two are needed

    def add(self, entry: Entry, each: PaperId) -> None:
        if entry.form in NOTED:
            self._noted.append((0, entry, each))
            return
        self._turn += 1
        known = self._turn, entry, each
        self._listed.setdefault(_listed(entry), known)
        if len(self._places) < 2:
            self._places.setdefault(_place(entry), known)

    def of(self, this: Entry) -> tuple[Entry, PaperId, str] | None:
        """The first entry that this one repeats, and how: note, list, table or cross-listed."""
        if this.form in NOTED:
            return next(((*known[1:], "note") for known in self._noted if not _is_within(known[1], this)), None)
        same = self._listed.get(_listed(this))
        other = next((known for place, known in self._places.items() if place != _place(this)), None)
        if other is not None and self.cross_listed and (same is None or other[0] < same[0]):
            return *other[1:], "cross-listed"
        return (*same[1:], "list" if this.form == "item" else "table") if same is not None else None


def _place(entry: Entry) -> _Place:
    return entry.path, entry.form, entry.group


def _listed(entry: Entry) -> tuple[_Place, str]:
    return _place(entry), "" if entry.form == "item" else entry.title.casefold()


def _is_within(first: Entry, this: Entry) -> bool:
    """Is one a part of the other, so that both are right?"""
    nested = first.path == this.path and first.body_start <= this.body_start and this.body_end <= first.body_end
    return nested or _is_part(first, this) or _is_part(this, first)


def _is_part(whole: Entry, part: Entry) -> bool:
    """Is one a chapter of what is noted in the folder of the other, which its README opens?"""
    folder = whole.path.rpartition("/")[0]
    opens = whole.form == "note" and plain_stem(whole.path) in FOLDER_PAGES
    return bool(folder) and opens and part.path.startswith(f"{folder}/")


def _names(pair: _Pair, view: View) -> tuple[str, str]:
    """How the two names stand to each other, and the one that is the paper's title, "" where neither is known to be.

    "" for one name, titled for a name and the title, retitled where the two may well be two papers.
    """
    first, this, each = pair.first.title, pair.this.title, pair.this_id
    if name_matches(first, this):
        return "", ""
    if each.scheme != "arxiv" or not all(view.library.fits(name, each.value) for name in (first, this)):
        return "retitled-", ""
    title = next((name for name in (this, first) if view.library.titled(name, each.value)), "")
    return ("titled-" if title else ""), title


def _hit(pair: _Pair, view: View, style: Callable[[str], str]) -> Hit:
    first, this = pair.first, pair.this
    names, titled = _names(pair, view)
    if first.path == this.path or pair.kind == "cross-listed":
        case = "cross-listed" if pair.kind == "cross-listed" else "same-note"
    elif view.note(first.path).draft or view.note(this.path).draft:
        case = "draft"
    else:
        case = "other-note"
    keep, why = _keep(first, this, view, style(this.path))
    drop = this if keep is first else first
    labels = _labels_only_in(drop, keep, view)
    own = "own" if view.own_words(drop) or view.figures(drop) else ""
    return Hit(
        this,
        case=case if case == "cross-listed" else f"{names}{case}",
        facts={
            "id": pair.this_id.shown,
            "first": {"title": first.title, "place": Place(first.path, first.start)},
            "this": {"title": this.title, "place": Place(this.path, this.start)},
            "titled": titled,
            "keep": {"title": keep.title, "place": Place(keep.path, keep.start)},
            "drop": {"title": drop.title, "place": Place(drop.path, drop.start)},
            "why": why,
            "labels": ", ".join(labels),
            "more": "-".join(filter(None, ("fields" if labels else "", own))) or "nothing",
        },
        related=(Related(first.path, pair.first_id.start, pair.first_id.end, first.title),),
        start=pair.this_id.start,
        end=pair.this_id.end,
        about=tuple(_about(pair)),
    )


def _about(pair: _Pair) -> Iterator[Span]:
    """Both entries, and the ids that make them one paper: either id may be the wrong one."""
    for entry, each in ((pair.first, pair.first_id), (pair.this, pair.this_id)):
        yield Span(entry.path, entry.start, entry.end)
        yield Span(entry.path, each.start, each.end)


def _labels_only_in(drop: Entry, keep: Entry, view: View) -> list[str]:
    """The labels of the fields that only the entry has that is to go."""
    fields = view.note(keep.path).fields
    kept = {fields[n].label_class or fields[n].name for n in keep.fields}
    fields = view.note(drop.path).fields
    return [
        fields[n].label
        for n in drop.fields
        if fields[n].value and (fields[n].label_class or fields[n].name) not in kept
    ]


def _keep(first: Entry, this: Entry, view: View, style: str) -> tuple[Entry, str]:
    """Which of two entries to keep, and why: words of its own, heading style, inbound links, position."""
    words = view.own_words(first), view.own_words(this)
    if words[0] != words[1]:
        return (first, "more-text") if words[0] > words[1] else (this, "more-text")
    if style and _is_short(first.title) != _is_short(this.title):
        return (first, "heading-style") if _is_short(first.title) == (style == "short") else (this, "heading-style")
    if first.path != this.path:
        links = view.inbound.get(first.path, 0), view.inbound.get(this.path, 0)
        if links[0] != links[1]:
            return (first, "linked") if links[0] > links[1] else (this, "linked")
    return min(first, this, key=lambda entry: (entry.path, entry.start)), "first"


def _is_short(title: str) -> bool:
    return len(title) <= 24 and len(title.split()) <= 2


def _style(entries: Sequence[Entry]) -> str:
    """`short` or `long`, where at least five entries and four of five are titled so."""
    shorts = Counter(_is_short(entry.title) for entry in entries if entry.form in NOTED)
    total = shorts.total()
    for short, name in ((True, "short"), (False, "long")):
        if total >= 5 and shorts[short] >= 0.8 * total:
            return name
    return ""


def _copies(pairs: Sequence[_Pair], items: Sequence[Entry]) -> dict[tuple[str, str], list[_Pair]]:
    """The pairs of notes of which one is a copy of the other -> the entries that they share."""
    shared: dict[tuple[str, str], list[_Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.first.path != pair.this.path:
            shared[pair.first.path, pair.this.path].append(pair)
    sizes = Counter(entry.path for entry in items)
    return {
        notes: found
        for notes, found in shared.items()
        if len(found) >= COPY_ENTRIES and len(found) >= COPY_SHARE * min(sizes[notes[0]], sizes[notes[1]])
    }


def _copied(pairs: Sequence[_Pair]) -> Hit:
    pair = pairs[0]
    entries = (entry for each in pairs for entry in (each.first, each.this))
    return Hit(
        pair.this,
        case="copied-note",
        facts={"count": len(pairs), "first": {"title": pair.first.path, "place": Place(pair.first.path, 0)}},
        related=(Related(pair.first.path, pair.first_id.start, pair.first_id.end, pair.first.title),),
        about=tuple(Span(entry.path, entry.start, entry.end) for entry in entries),
    )


# So many figures are a way to take notes.
_GALLERY = 4


def stub_entry(items: Sequence[Entry], options: Any, view: View) -> Iterator[Hit]:
    """An entry with fields but without words of its own, nor a row of figures.

    The one entry of a note, among other sections, is no stub: its links are what those speak about.
    """
    totals = Counter(entry.path for entry in items if entry.form in NOTED)
    for entry in items:
        if entry.form == "section" and totals[entry.path] == 1:
            outside = [one for one in view.note(entry.path).headings if not entry.start <= one.start < entry.body_end]
            if len(outside) >= _SECTIONS:
                continue
        if entry.form in NOTED and entry.fields and view.figures(entry) < _GALLERY and view.own_words(entry) == 0:
            yield Hit(entry, facts={"title": entry.title, "total": totals[entry.path]})


_SECTIONS = 3  # besides an entry's own, which make the note, and not the section, what is kept

_FILE = lazy_re(r"\S+\.(?:pdf|html?|ps|djvu|docx?|epub)", re.I)
# Labels whose value is a link or an id; under others (论文, Paper) a title is as good.
_LINK_LABELS = lazy_re(r"arxiv|pdf|doi|openreview|url|link|链接|地址", re.I)


def unlinked_paper(items: Sequence[Field], options: Any, view: View) -> Iterator[Hit]:
    """A paper field whose value is neither a link nor an id. Of an entry named as a known paper, the id is told."""
    for field in items:
        if field.label_class != "paper" or field.entry < 0 or field.targets or field.ids or not field.value:
            continue
        is_file = bool(_FILE.fullmatch(field.value))
        if NO_VALUE.fullmatch(field.value) or not (is_file or _LINK_LABELS.search(field.name)):
            continue
        case = "file" if is_file else "text"
        facts: dict[str, Any] = {"label": field.label, "value": field.value}
        if likely := view.library.likely(view.note(field.path).entries[field.entry].title):
            case = f"likely-{case}"
            facts["likely"] = {"id": f"arXiv:{likely}", "title": view.library.title(likely)}
        yield Hit(
            field,
            case=case,
            facts=facts,
            start=field.value_start,
            end=field.value_end,
        )


_CASES = (
    "same-note other-note draft titled-same-note titled-other-note titled-draft"
    " retitled-same-note retitled-other-note retitled-draft cross-listed"
)
_FACTS = (
    "id first.title first.place this.title this.place titled keep.title keep.place drop.title drop.place"
    " why labels more"
)

CHECKS: Checks = {
    "duplicate-paper": Check(
        duplicate_paper,
        DuplicateOptions,
        items=("entries",),
        across="collection",
        facts={_CASES: _FACTS, "copied-note": "count first.title first.place"},
    ),
    "stub-entry": Check(stub_entry, items=("entries",), across="view", facts={"": "title total"}),
    "unlinked-paper": Check(
        unlinked_paper,
        items=("fields",),
        across="view",
        facts={"file text": "label value", "likely-file likely-text": "label value likely.id likely.title"},
    ),
}
