"""Checks about what readers get: is the file that a note links to, or shows, there for them too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.collection.targets import Target
from notelint.files.gitignore import MOST_WILD, Patterns
from notelint.model.finding import Hit
from notelint.model.items import NoteItems
from notelint.rule.contract import Check, Checks

if TYPE_CHECKING:
    from notelint.collection.view import View
    from notelint.site import Site
    from notelint.site.viewer import Viewer


def not_in_git(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """What tracked notes link to or show, and git does not have."""
    tracked = view.tracked
    if not tracked:
        return
    for note in items:
        if note.path not in tracked:
            continue
        for item, found in view.leads[note.path]:
            if found.path not in tracked and found.path != note.path and not _is_tracked(found.path, tracked):
                kind = "untracked" if found.path in view.untracked else "ignored"
                case = f"{kind}-own" if is_vault(note.path, view) else kind
                facts = {"file": found.path, "what": kind}
                yield Hit(item, case=case, facts=facts, start=item.dest_start, end=item.dest_end)


def _is_tracked(path: str, tracked: frozenset[str]) -> bool:
    """Of what lies in another repository, or behind a link, git tracks only the way to it."""
    while path:
        if path in tracked:
            return True
        path = path.rpartition("/")[0]
    return False


def is_vault(path: str, view: View) -> bool:
    """Is a note read by who wrote it, in an editor, rather than on a site?"""
    site = view.site.of(path)
    return site.dialect.wikilinks and site.viewer.editor


def unpublished_target(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Links from published notes to what readers do not get: drafts, and files outside of what the site shows."""
    shown_by: dict[int, tuple[Site, list[NoteItems]]] = {}
    for note in items:
        site = view.site.of(note.path)
        shown_by.setdefault(id(site), (site, []))[1].append(note)
    for site, notes in shown_by.values():
        yield from _unpublished_from(site, notes, view)


def _unpublished_from(site: Site, notes: Sequence[NoteItems], view: View) -> Iterator[Hit]:
    """The same, from the notes of one site."""
    viewer, excluded = site.viewer, _excluded(site, view)
    if excluded is not None and excluded.wild > MOST_WILD:
        view.listing.too_long[site.marker] = "patterns"
        return
    if viewer.shows_outside == "anything" and not (viewer.drops_drafts or viewer.drops_unpublished or excluded):
        return
    # Where anything may be, or everything is served, nothing is outside.
    folders = (*site.content, *site.assets) if site.content else ("",)
    inside = tuple(f"{folder}/" if folder else "" for folder in folders)
    for note in notes:
        if not _shown(note, site, excluded):
            continue
        for item, found in view.leads[note.path]:
            if found.path != note.path and (case := _unpublished(found, site, view, excluded, inside)):
                facts = {"file": found.path, "folder": ", ".join(site.content), "what": case}
                yield Hit(item, case=case, facts=facts, start=item.dest_start, end=item.dest_end)


def _shown(note: NoteItems, site: Site, excluded: Patterns | None) -> bool:
    """Does the site show the note?"""
    content = site.content
    inside = not content or any(note.path.startswith(f"{folder}/") for folder in content)
    return inside and not note.draft and not _is_excluded(note.path, site, excluded)


def _unpublished(found: Target, site: Site, view: View, excluded: Patterns | None, inside: tuple[str, ...]) -> str:
    """Why readers do not get what was found; "" where they do, or where that is not known."""
    if found.kind == "note" and _left_out(view.note(found.path), site.viewer):
        return "draft"
    if excluded is not None and _is_excluded(found.path, site, excluded):
        return "excluded"
    shown = site.viewer.shows_outside
    if found.path.startswith(inside) or shown == "anything":
        return ""
    return "outside" if found.kind == "note" or shown == "nothing" else ""


def _left_out(note: NoteItems, viewer: Viewer) -> bool:
    """Is it a draft as the generator understands it?"""
    values = {key.name.lower(): key.raw.strip().lower() for key in note.keys}
    if viewer.drops_drafts and values.get("draft") == "true":
        return True
    unpublished = values.get("published") == "false" or note.path.startswith("_drafts/") or "/_drafts/" in note.path
    return viewer.drops_unpublished and unpublished


def _excluded(site: Site, view: View) -> Patterns | None:
    """What the site's configuration keeps from readers."""
    if site.viewer.excludes is None:
        return None
    try:
        text = view.listing.read(site.marker).decode("utf-8", "replace")
    except OSError:
        return None
    lines = site.viewer.excludes(text)
    return Patterns(lines) if lines else None


def _is_excluded(path: str, site: Site, excluded: Patterns | None) -> bool:
    folder = next((each for each in site.content if path.startswith(f"{each}/")), None)
    return excluded is not None and folder is not None and excluded.cover(path[len(folder) + 1 :])


CHECKS: Checks = {
    "not-in-git": Check(not_in_git, across="view", facts={"untracked untracked-own ignored ignored-own": "file what"}),
    "unpublished-target": Check(
        unpublished_target, across="view", facts={"draft excluded outside": "file folder what"}
    ),
}
