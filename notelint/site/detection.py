"""Finds out what site a collection of notes is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from notelint.files.gitignore import Patterns
from notelint.site import viewers
from notelint.site.configuration import Config
from notelint.site.dialect import Decisions
from notelint.site.locales import locale_endings, locale_folders
from notelint.site.model import Site
from notelint.site.viewer import Viewer
from notelint.site.viewers.editors import OBSIDIAN
from notelint.site.viewers.plain import PLAIN
from notelint.text.spoken_of import without_code

if TYPE_CHECKING:
    from notelint.site.listing import Listing

_DEPTH = 2  # how many folders below the root a marker may stand
_TINY = 20  # a site two folders down has at least one note in so many
_SAMPLE, _SAMPLE_SIZE = 60, 20_000  # notes, and bytes of each, that are searched for wikilinks
_EMBED = re.compile(r"!\[\[[^\[\]\n]+\]\]")
_WIKILINK = re.compile(r"(?<![!\[])\[\[(?=[^\[\]\n]*[^\W\d])[^\[\]\n]+\]\](?![(\]])")


def detect(root: Path, listing: Listing, notes: Sequence[str]) -> Site:
    """The site that the notes below `root` belong to. Nothing raises: what cannot be read tells nothing."""
    found = _viewer(listing, notes)
    if found is None:
        return _without_marker(root, listing, notes)
    viewer, marker, folder = found
    config = Config(Decisions(viewer.name, viewer.dialect), folder, marker, listing)
    viewer.configure(config)
    content = viewer.content if config.content is None else config.content
    assets = viewer.assets if config.assets is None else config.assets
    return Site(
        root=str(root),
        generator=viewer.name,
        marker=_join(folder, marker),
        folder=folder,
        content=tuple(path for path in (_join(folder, name) for name in content) if path and _holds_note(path, notes)),
        assets=tuple(path for pattern in assets for path in existing_folders(listing, folder, pattern)),
        locales=locale_folders(notes),
        endings=locale_endings(notes),
        dialect=config.decisions.dialect(),
    )


def _viewer(listing: Listing, notes: Sequence[str]) -> tuple[Viewer, str, str] | None:
    """The viewer, its marker and its folder: the highest; of several at one height the one with the most notes; and
    an editor's vault only where there is no site.
    """
    count: Counter[str] = Counter()
    for path in notes:
        parts = path.split("/")
        count.update("/".join(parts[:depth]) for depth in range(min(len(parts), _DEPTH + 1)))
    beside = {name for name, kind in listing.names("").items() if kind == "dir" and not name.startswith((".", "node_"))}
    folders = {"", *count, *beside}
    for editors in (False, True):
        for folder in sorted(folders, key=lambda folder: (folder.count("/") + bool(folder), -count[folder], folder)):
            if "/" in folder and count[folder] * _TINY < len(notes):
                continue  # a theme's example, a template: not what the notes are for
            found = viewers.found_in(listing.names(folder), editors)
            if found:
                return (*found, folder)
    return None


def _without_marker(root: Path, listing: Listing, notes: Sequence[str]) -> Site:
    """A plain folder, or a vault whose settings are not shared: its notes show it."""
    embed, links, looked = "", [], notes[:: max(1, len(notes) // _SAMPLE)]
    for path in looked:
        try:
            text = without_code(listing.head(path, _SAMPLE_SIZE).decode("utf-8", "replace"))
        except OSError:
            continue
        if not embed and _EMBED.search(text):
            embed = path
        if _WIKILINK.search(text):
            links.append(path)
    viewer = OBSIDIAN if embed else PLAIN
    decisions = Decisions(viewer.name, viewer.dialect)
    if embed:
        decisions.change({"wikilinks": True}, f"![[…]] in {embed}")
    elif len(links) > max(1, len(looked) // 5):
        # Whoever writes these reads the notes in an editor that knows them, and its callouts have titles.
        vault = {"wikilinks": True, "callouts": "titled"}
        decisions.change(vault, f"[[…]] in {len(links)} of {len(looked)} notes")
    return Site(
        root=str(root),
        generator=viewer.name,
        marker=embed,
        assets=("",) if embed else (),
        locales=locale_folders(notes),
        endings=locale_endings(notes),
        dialect=decisions.dialect(),
    )


def existing_folders(listing: Listing, folder: str, pattern: str) -> Iterator[str]:
    """The folders below `folder` that `static` or `themes/*/static` names."""
    if not pattern:
        yield folder
        return
    first, _, rest = pattern.partition("/")
    names = listing.names(folder)
    if "*" not in first:
        if names.get(first) == "dir":
            yield from existing_folders(listing, _join(folder, first), rest)
        return
    wanted = Patterns([f"/{first}/"])
    for name, kind in sorted(names.items()):
        path = _join(folder, name)
        # Links among the folders could lead round and round.
        if kind == "dir" and not listing.is_link(path) and wanted.ignores(f"{name}/"):
            yield from existing_folders(listing, path, rest)


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder and name else folder or name


def _holds_note(folder: str, notes: Sequence[str]) -> bool:
    return any(path.startswith(f"{folder}/") for path in notes)
