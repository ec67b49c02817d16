"""Checks about a site's navigation: does each entry lead to a note, and is each note in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from notelint.collection.vault import joined
from notelint.files.gitignore import Patterns
from notelint.model.finding import Hit
from notelint.model.items import Item, NoteItems
from notelint.rule.contract import Check, Checks
from notelint.site import navigation

if TYPE_CHECKING:
    from notelint.collection.view import View

# Plugins that make pages or navigations, so that files do not tell what is there.
_MAKES_PAGES = re.compile(r"\b(?:gen-files|gen_files|monorepo|multirepo|literate-nav|awesome-(?:pages|nav)|simple)\b")
_NOT_IN_NAV = re.compile(r"^not_in_nav:[ \t]*\|[-+]?[ \t]*\n((?:[ \t]+\S.*\n|[ \t]*\n)*)", re.MULTILINE)
_BLOG = re.compile(r"^[ \t]*-[ \t]+(?:material/)?blog\b", re.MULTILINE)
_NUMBER = re.compile(r"^\d+[-_. ]+")


class NavOptions(msgspec.Struct, frozen=True):
    share: float = 0.85  # of the notes that a navigation has to name, so that the others are told


class _Navigation(msgspec.Struct, frozen=True):
    """What a navigation names: `entries` with the notes that they find, None where there is none."""

    file: Item
    entries: list[tuple[navigation.NavEntry, str | None]]
    folder: str
    aside: tuple[str, ...] = ()  # patterns, relative to the folder, of notes that need not be in it


def nav_mismatch(items: Sequence[NoteItems], options: NavOptions, view: View) -> Iterator[Hit]:
    """Entries of a navigation that lead nowhere, and notes that it does not name although it names nearly all."""
    nav = _READERS.get(view.site.generator, _none)(view)
    if nav is None:
        return
    named = {path for _, path in nav.entries if path}
    file = nav.file.path
    for entry, path in nav.entries:
        if path is None and _is_missing(entry, file, view):
            facts = {"target": entry.target, "folder": nav.folder, "file": file, "what": "missing"}
            yield Hit(nav.file, case="missing", facts=facts, start=entry.start, end=entry.end)
    aside = Patterns(nav.aside)
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
    case = "unbuilt" if view.site.generator == "mdBook" else "unnamed"
    for note in missed:
        if case == "unnamed" and view.inbound[note.path]:
            continue  # readers find it all the same
        yield Hit(note, case=case, facts={"file": file, "target": note.path, "folder": nav.folder, "what": case})


def _is_missing(entry: navigation.NavEntry, file: str, view: View) -> bool:
    """Does an entry that names no note lead nowhere? Those of an mdBook are links, which may lead anywhere."""
    return view.site.generator != "mdBook" or view.resolver.link(file, entry.target).kind == "missing"


def _none(view: View) -> _Navigation | None:
    return None


def _mkdocs(view: View) -> _Navigation | None:
    read = view.document(view.site.marker)
    if read is None or not view.site.content or _MAKES_PAGES.search(read[1]):
        return None
    file, text = read
    entries = navigation.of_mkdocs(text)
    if not entries:
        return None
    folder = view.site.content[0]
    found = [(entry, _file(f"{folder}/{entry.target}", view)) for entry in entries]
    aside = [line.strip() for block in _NOT_IN_NAV.finditer(text + "\n") for line in block[1].split("\n")]
    aside += ["**/posts/"] if _BLOG.search(text) else []
    return _Navigation(file, found, folder, (*aside, "404.md", "includes/", "_snippets/"))


def _mdbook(view: View) -> _Navigation | None:
    folder = view.site.content[0] if view.site.content else ""
    read = view.document(f"{folder}/SUMMARY.md")
    if read is None:
        return None
    entries = navigation.of_mdbook(read[1])
    return _Navigation(read[0], [(each, _file(f"{folder}/{each.target}", view)) for each in entries], folder)


def _file(path: str, view: View) -> str | None:
    """The file at a path that is written with "/", as it is spelled on the disk."""
    if path in view.notes:
        return path
    found = view.listing.find(joined("", path) or "")
    return found.actual if found.kind == "file" else None


def _docusaurus(view: View) -> _Navigation | None:
    read = view.document(f"{view.site.folder}/sidebars.json".lstrip("/"))
    folder = next((each for each in view.site.content if each.endswith("docs")), None)
    if read is None or folder is None:
        return None
    entries = navigation.of_docusaurus(read[1])
    if entries is None:
        return None
    ids: dict[str, str] = {}
    for path, note in view.notes.items():
        if path.startswith(f"{folder}/"):
            for each in _doc_ids(path[len(folder) + 1 :], note):
                ids.setdefault(each, path)
    return _Navigation(read[0], [(entry, ids.get(entry.target)) for entry in entries], folder)


def _doc_ids(path: str, note: NoteItems) -> Iterator[str]:
    """What a note may be called in a sidebar: by its path, without numbers, or with the `id` of its front matter."""
    parts = path.rpartition(".")[0].split("/")
    plain = [_NUMBER.sub("", part) for part in parts]
    yield "/".join(parts)
    yield "/".join(plain)
    for key in note.keys:
        if key.name == "id":
            yield "/".join([*plain[:-1], key.raw.strip("\"' ")])


_READERS = {"MkDocs": _mkdocs, "mdBook": _mdbook, "Docusaurus": _docusaurus}


CHECKS: Checks = {
    "nav-mismatch": Check(
        nav_mismatch, NavOptions, across="collection", facts={"missing unnamed unbuilt": "target folder file what"}
    ),
}
