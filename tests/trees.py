"""Small collections on the disk, with items made by hand: what a note holds is given, not read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from notelint.collection.texts import Reading
from notelint.collection.view import View
from notelint.files.suffixes import NOTE_SUFFIXES
from notelint.model.items import Heading, Image, Key, Link, NoteItems, Wikilink
from notelint.site import Roots, detect
from notelint.site.listing import Listing


def view(root: Path, *files: str, notes: Mapping[str, NoteItems] | None = None) -> View:
    """The view of a collection of empty files; those that end like notes are notes, with the items given."""
    for name in (*files, *(notes or {})):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    paths = sorted({*(name for name in files if Path(name).suffix in NOTE_SUFFIXES), *(notes or {})})
    listing = Listing(root)
    site = detect(root, listing, paths)
    items = {path: NoteItems(path=path, start=0, end=0) for path in paths} | dict(notes or {})
    today = date(2026, 11, 1)
    return View(items, site, listing, Roots(site, listing), today, reading=Reading(root, site, {}, {}))


def note(path: str, *headings: str, aliases: Sequence[str] = (), **items: Any) -> NoteItems:
    """A note with headings of the second level and aliases in its front matter."""
    keys = [_key(path, "aliases", tuple(aliases))] if aliases else []
    found = [_heading(path, text) for text in headings]
    return NoteItems(path=path, start=0, end=0, headings=found, keys=keys, **items)


def _heading(path: str, text: str) -> Heading:
    return Heading(path=path, start=0, end=0, level=2, text=text.strip(), slug_text=text)


def _key(path: str, name: str, items: tuple[str, ...]) -> Key:
    return Key(path=path, start=0, end=0, name=name, kind="list", raw="", value_start=0, value_end=0, items=items)


def link(path: str, target: str, text: str = "text", **more: Any) -> Link:
    """`[text](target)` at the beginning of a note."""
    start = len(text) + 3
    place = {"start": 0, "end": start + len(target) + 1, "dest_start": start, "dest_end": start + len(target)}
    return Link(path=path, text=text, target=target, **{"kind": "inline", **place, **more})


def image(path: str, target: str, alt: str = "", kind: str = "inline", **more: Any) -> Image:
    """`![alt](target)` at the beginning of a note."""
    start = len(alt) + 4
    place = {"start": 0, "end": start + len(target) + 1, "dest_start": start, "dest_end": start + len(target)}
    return Image(path=path, kind=kind, alt=alt, target=target, **{**place, **more})


def wikilink(path: str, target: str, fragment: str = "", embed: bool = False) -> Wikilink:
    """`[[target#fragment]]` at the beginning of a note."""
    end = 2 + len(target) + bool(fragment) + len(fragment)
    place = {"start": 0, "end": end + 2, "dest_start": 2, "dest_end": end}
    return Wikilink(path=path, target=target, fragment=fragment, alias=None, embed=embed, **place)
