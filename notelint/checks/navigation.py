"""Checks about a site's navigation: does each entry lead to a note, and is each note in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from notelint.collection.vault import joined
from notelint.files.gitignore import MOST_WILD, Patterns
from notelint.model.finding import Hit
from notelint.model.items import NoteItems
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View
    from notelint.site import Site
    from notelint.site.navigation import Navigation


_MOST = 0.5
_INCLUDE = lazy_re(r"\{\{#(?:rustdoc_)?include\s+([^}:\s]+)")


class NavOptions(msgspec.Struct, frozen=True):
    share: float = 0.85  # of the notes that a navigation has to name, so that the others are told


def nav_mismatch(items: Sequence[NoteItems], options: NavOptions, view: View) -> Iterator[Hit]:
    """Entries of a navigation that lead nowhere, and notes that it does not name although it names nearly all."""
    for site in (view.site, *view.site.others):
        yield from _of_site(site, [note for note in items if view.site.of(note.path) is site], options, view)


def _of_site(site: Site, items: Sequence[NoteItems], options: NavOptions, view: View) -> Iterator[Hit]:
    """The same of the notes of one site."""
    nav = _navigation(site, view)
    read = view.document(nav.file) if nav else None
    if nav is None or read is None:
        return
    file = nav.file
    entries = [(entry, _file(path, view) if path else None) for entry, path in nav.entries]
    named = {path for _, path in entries if path}
    for entry, path in entries:
        if path is None and (not nav.links or view.resolver.link(file, entry.target).kind == "missing"):
            facts = {"target": entry.target, "folder": nav.folder, "file": file, "what": "missing"}
            yield Hit(read[0], case="missing", facts=facts, start=entry.start, end=entry.end)
    aside = Patterns(nav.aside)
    if aside.wild > MOST_WILD:
        view.listing.too_long[file] = "patterns"
        return
    prefix = f"{nav.folder}/" if nav.folder else ""
    asked = [
        note
        for note in items
        if note.path.startswith(prefix)
        and note.path not in (file, f"{prefix}README.md")
        and not (note.draft or note.template or note.generated or note.locale)
    ]
    missed = [note for note in asked if note.path not in named and not aside.cover(note.path[len(prefix) :])]
    found = sum(note.path in named for note in asked)
    case = "unbuilt" if nav.builds else "unnamed"
    # What a book is made from is all of it; yet a folder that holds mostly other notes is not only the book's.
    if found < (_MOST if nav.builds else options.share) * (found + len(missed)):
        return
    if nav.builds and missed:
        included = _included([path for path in named if path in view.notes], view)
        missed = [note for note in missed if note.path not in included]
    for note in missed:
        if case == "unnamed" and note.path in view.inbound:
            continue  # readers find it all the same
        yield Hit(note, case=case, facts={"file": file, "target": note.path, "folder": nav.folder, "what": case})


def _included(paths: Sequence[str], view: View) -> set[str]:
    """The files that notes take parts of their text from."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        found.update(joined(folder, name) or "" for name in _INCLUDE.findall(view.text(path)))
    return found


def _navigation(site: Site, view: View) -> Navigation | None:
    """What the site's viewer finds of a navigation, None where it has none that can be read."""
    find = site.viewer.navigation
    if find is None:
        return None

    def text_of(path: str) -> str | None:
        read = view.document(path)
        return read[1] if read else None

    return find(site, text_of, view.notes)


def _file(path: str, view: View) -> str | None:
    """The file at a path that is written with "/", as it is spelled on the disk."""
    if path in view.notes:
        return path
    found = view.listing.find(joined("", path) or "")
    return found.actual if found.kind == "file" else None


CHECKS: Checks = {
    "nav-mismatch": Check(
        nav_mismatch, NavOptions, across="collection", facts={"missing unnamed unbuilt": "target folder file what"}
    ),
}
