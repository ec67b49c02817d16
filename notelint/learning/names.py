"""The names that a collection gives to what it keeps: in titles of entries, in their callouts, in tags."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from notelint.model.items import Entry, NoteItems
from notelint.text.lazy import lazy_re
from notelint.text.spelling import folded

_TOKEN = lazy_re(r"[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9]")
# A name and its number: GPT 5, SigLIP 2. Years are none.
_NUMBERED = lazy_re(r"([A-Za-z0-9.-]+) (\d{1,2}(?:\.\d)?)(?![\w.-])")
_PARTS = lazy_re(r"[.-]")
# What is written as no word is: with two capitals, or a capital and a digit.
_ODD = lazy_re(r"[A-Z][A-Za-z0-9]*[A-Z0-9]|[0-9][A-Za-z0-9]*[A-Z]")
_LONGEST_CAPITALS = 6  # longer ones are words that stand in capitals
# What has more than one spelling that is right, and what names files, schemes of addresses and the like.
_FREE = frozenset(
    {
        *("arxiv", "pdf", "doi", "github", "todo", "faq", "readme", "html", "json", "yaml", "xml", "css", "csv"),
        *("http", "https", "ftp", "ssh", "smtp", "imap", "ws", "wss", "toml", "sql", "svg", "png", "jpg", "gif"),
    }
)
_TAG_KEYS = frozenset({"tags", "tag"})


class Naming(NamedTuple):
    """One place where something is named: an entry, or a note (by its tags)."""

    note: NoteItems
    entry: Entry | None


def is_odd(part: str) -> bool:
    """Is a name, or a part of one, written as no word is: `GPT`, `LLaVA`, `V3`?"""
    return _ODD.search(part) is not None


def names_in(title: str) -> Iterator[str]:
    """The names in a title, with their numbers: `BLIP-2: Bootstrapping …` has BLIP-2."""
    for found in _TOKEN.finditer(title):
        name = found[0]
        if not is_odd(name):
            continue
        letters = sum(map(str.isalpha, name))
        if letters < 3 or folded(name) in _FREE or (name.isupper() and name.isalpha() and letters > _LONGEST_CAPITALS):
            continue
        numbered = _NUMBERED.match(title, found.start())
        yield numbered[0] if numbered and not name[-1].isdigit() else name


def namings(voters: Iterable[tuple[NoteItems, Iterable[Entry]]]) -> dict[str, dict[str, list[Naming]]]:
    """By folded name and spelling: the places that name it so."""
    found: dict[str, dict[str, list[Naming]]] = defaultdict(lambda: defaultdict(list))
    for note, entries in voters:
        for entry in entries:
            callouts = (each.title for each in note.callouts if each.section == entry.section >= 0)
            titles = (entry.title, *callouts) if entry.form == "section" else (entry.title,)
            for name in {name for title in titles for name in names_in(title)}:
                found[folded(name)][name].append(Naming(note, entry))
        tags = (tag for key in note.keys if key.name.lower() in _TAG_KEYS for tag in key.items)
        for name in {tag for tag in tags if tag in names_in(tag)}:
            found[folded(name)][name].append(Naming(note, None))
    return found


def is_variant(name: str, other: str) -> bool:
    """Is `other` the name in another spelling, in those parts that are written as no word is?"""
    parts, others = _PARTS.split(name), _PARTS.split(other)
    if len(parts) != len(others):
        return not other.islower()
    return all(one == two or is_odd(one) for one, two in zip(parts, others, strict=True))


def spread(notes: Iterable[NoteItems], words: Iterable[str]) -> Counter[str]:
    """In how many notes each of some words may stand."""
    wanted = frozenset(words)
    counts: Counter[str] = Counter()
    for note in notes:
        counts.update(wanted.intersection(note.odd_words.split()))
    return counts
