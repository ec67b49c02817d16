"""Checks about what readers get: is the file that a note links to, or shows, there for them too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.collection.targets import Target
from notelint.files.gitignore import Patterns
from notelint.model.finding import Hit
from notelint.model.items import NoteItems
from notelint.rule.contract import Check, Checks
from notelint.site.generators import GENERATORS

if TYPE_CHECKING:
    from notelint.collection.view import View

# Generators that show nothing from outside their folders. The others copy, bundle or mount files from anywhere: of
# those only links between notes are judged.
_CLOSED = frozenset({"MkDocs", "mdBook"})
_EDITORS = frozenset({"", *(generator.name for generator in GENERATORS if generator.vault)})
_PUBLISHING = _CLOSED | {"Docusaurus", "Hexo", "Hugo", "VitePress"}
# Generators that leave out what says `draft: true`, and those that leave out `published: false`.
_NO_DRAFTS = frozenset({"Docusaurus", "Hugo", "Quartz"})
_NO_UNPUBLISHED = frozenset({"Hexo", "Jekyll"})
_EXCLUDED = re.compile(r"^(?:exclude|draft)_docs:[ \t]*\|[-+]?[ \t]*\n((?:[ \t]+\S.*\n|[ \t]*\n)*)", re.MULTILINE)


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
                case = f"{kind}-own" if is_vault(view) else kind
                facts = {"file": found.path, "what": kind}
                yield Hit(item, case=case, facts=facts, start=item.dest_start, end=item.dest_end)


def _is_tracked(path: str, tracked: frozenset[str]) -> bool:
    """Of what lies in another repository, or behind a link, git tracks only the way to it."""
    while path:
        if path in tracked:
            return True
        path = path.rpartition("/")[0]
    return False


def is_vault(view: View) -> bool:
    """Are the notes read by who wrote them, in an editor, rather than on a site?"""
    return view.site.dialect.wikilinks and view.site.generator in _EDITORS


def unpublished_target(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Links from published notes to what readers do not get: drafts, and files outside of what the site shows."""
    generator = view.site.generator
    if generator not in _PUBLISHING | _NO_DRAFTS | _NO_UNPUBLISHED:
        return
    excluded = _excluded(view)
    # Where anything may be, or everything is served, nothing is outside.
    folders = (*view.site.content, *view.site.assets) if view.site.content else ("",)
    inside = tuple(f"{folder}/" if folder else "" for folder in folders)
    for note in items:
        if not _shown(note, view, excluded):
            continue
        for item, found in view.leads[note.path]:
            if found.path != note.path and (case := _unpublished(found, view, excluded, inside)):
                facts = {"file": found.path, "folder": ", ".join(view.site.content), "what": case}
                yield Hit(item, case=case, facts=facts, start=item.dest_start, end=item.dest_end)


def _shown(note: NoteItems, view: View, excluded: Patterns | None) -> bool:
    """Does the site show the note?"""
    content = view.site.content
    inside = not content or any(note.path.startswith(f"{folder}/") for folder in content)
    return inside and not note.draft and not _is_excluded(note.path, view, excluded)


def _unpublished(found: Target, view: View, excluded: Patterns | None, inside: tuple[str, ...]) -> str:
    """Why readers do not get what was found; "" where they do, or where that is not known."""
    site = view.site
    if found.kind == "note" and _left_out(view.note(found.path), site.generator):
        return "draft"
    if excluded is not None and _is_excluded(found.path, view, excluded):
        return "excluded"
    if found.path.startswith(inside) or site.generator not in _PUBLISHING:
        return ""
    return "outside" if found.kind == "note" or site.generator in _CLOSED else ""


def _left_out(note: NoteItems, generator: str) -> bool:
    """Is it a draft as the generator understands it?"""
    values = {key.name.lower(): key.raw.strip().lower() for key in note.keys}
    if generator in _NO_DRAFTS:
        return values.get("draft") == "true"
    if generator in _NO_UNPUBLISHED:
        return values.get("published") == "false" or note.path.startswith("_drafts/") or "/_drafts/" in note.path
    return False


def _excluded(view: View) -> Patterns | None:
    """What mkdocs.yml keeps from readers."""
    if view.site.generator != "MkDocs":
        return None
    try:
        text = view.listing.read(view.site.marker).decode("utf-8", "replace")
    except OSError:
        return None
    lines = [line.strip() for found in _EXCLUDED.finditer(text + "\n") for line in found[1].split("\n")]
    return Patterns(lines) if lines else None


def _is_excluded(path: str, view: View, excluded: Patterns | None) -> bool:
    folder = next((each for each in view.site.content if path.startswith(f"{each}/")), None)
    return excluded is not None and folder is not None and excluded.cover(path[len(folder) + 1 :])


CHECKS: Checks = {
    "not-in-git": Check(not_in_git, across="view", facts={"untracked untracked-own ignored ignored-own": "file what"}),
    "unpublished-target": Check(
        unpublished_target, across="view", facts={"draft excluded outside": "file folder what"}
    ),
}
