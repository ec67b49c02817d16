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

if TYPE_CHECKING:
    from notelint.collection.view import View
    from notelint.site.navigation import Navigation


class NavOptions(msgspec.Struct, frozen=True):
    share: float = 0.85  # of the notes that a navigation has to name, so that the others are told


def nav_mismatch(items: Sequence[NoteItems], options: NavOptions, view: View) -> Iterator[Hit]:
    """Entries of a navigation that lead nowhere, and notes that it does not name although it names nearly all."""
    nav = _navigation(view)
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
    if found < options.share * (found + len(missed)):
        return
    case = "unbuilt" if nav.builds else "unnamed"
    for note in missed:
        if case == "unnamed" and view.inbound[note.path]:
            continue  # readers find it all the same
        yield Hit(note, case=case, facts={"file": file, "target": note.path, "folder": nav.folder, "what": case})


def _navigation(view: View) -> Navigation | None:
    """What the site's viewer finds of a navigation, None where it has none that can be read."""
    find = view.site.viewer.navigation
    if find is None:
        return None

    def text_of(path: str) -> str | None:
        read = view.document(path)
        return read[1] if read else None

    return find(view.site, text_of, view.notes)


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
