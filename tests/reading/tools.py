"""What the tests of reading share: a text read as a note, and the text that an item stands for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from notelint.model.items import Entry, Item, NoteItems
from notelint.reading.note import read_note
from notelint.reading.profile import ReadingProfiles
from notelint.site import Dialect, Site
from notelint.text.source import from_text

LLAVA = "https://arxiv.org/abs/2304.08485"
BLIP = "https://arxiv.org/abs/2201.12086"


def read(text: str, path: str = "a.md", **features: Any) -> NoteItems:
    """A note of a plain folder; `features` are those of its dialect."""
    site = Site(root="/notes", dialect=Dialect(**features))
    return read_note(from_text(path, text), ReadingProfiles(site, {}).of(path))


def at(text: str, item: Item) -> str:
    return text[item.start : item.end]


def slices(text: str, items: Iterable[Item]) -> list[str]:
    return [at(text, item) for item in items]


def destinations(text: str, items: Iterable[Any]) -> list[str]:
    return [text[item.dest_start : item.dest_end] for item in items]


def keys(entry: Entry) -> list[str]:
    """The papers that an entry names."""
    return [each.key for each in entry.ids]


def entry(text: str, path: str = "a.md", **features: Any) -> Entry:
    """The only entry of a text."""
    [found] = read(text, path, **features).entries
    return found
